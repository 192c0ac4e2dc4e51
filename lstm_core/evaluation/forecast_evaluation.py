"""What a page shows of a forecaster beside its report: errors by horizon, residuals, intervals with their coverage.

Letters: T points in time, N windows, H steps of the horizon, M origins, L steps ahead.
"""

import warnings
from typing import Any

import numpy as np

from lstm_core.evaluation import conformal
from lstm_core.evaluation import forecast_metrics as metrics
from lstm_core.evaluation.forecast import scaled_error
from lstm_core.evaluation.forecast_outputs import ForecastOutputs

LEVELS = (0.8, 0.9, 0.95)
_BARS, _LAGS = 30, 40


def evaluation(outputs: ForecastOutputs) -> dict[str, Any]:
    """Plain values, ready for JSON; all on the test part, in the unit of the series."""
    target, test = outputs.target, outputs.test
    residuals = test.direct_errors(target)
    truth = test.direct - residuals
    training = target[: outputs.known]
    return {
        "format": "lstm-lab evaluation 1",
        "task": "forecasting",
        "horizon": test.direct.shape[1],
        "figures": {
            "mae": metrics.mae(truth, test.direct),
            "rmse": metrics.rmse(truth, test.direct),
            "smape": metrics.smape(truth, test.direct),
            "mase": scaled_error(truth, test.direct, training, outputs.season),
        },
        "by_step": by_step(test.far_errors(target)),
        "residuals": residual_figures(residuals[:, 0]),
        "intervals": _intervals(outputs),
    }


def by_step(errors: np.ndarray) -> dict[str, list[float]]:
    """Mean absolute and root mean squared error of each step ahead; errors (M, L), not a number where there is no truth."""
    return {
        "mae": np.nanmean(np.abs(errors), axis=0).tolist(),
        "rmse": np.sqrt(np.nanmean(np.square(errors), axis=0)).tolist(),
    }


def residual_figures(residuals: np.ndarray, *, in_time: bool = True) -> dict[str, Any]:
    """(N,) errors: their histogram, and where they are in the order of time whether one says something about the next.

    The autocorrelation and the Ljung-Box test are those of statsmodels; autocorrelations of pure chance lie within `band`
    nineteen times of twenty.
    """
    from statsmodels.stats.diagnostic import acorr_ljungbox  # heavy
    from statsmodels.tsa.stattools import acf

    counts, edges = np.histogram(residuals, bins=min(_BARS, max(5, len(residuals) // 5)))
    found: dict[str, Any] = {
        "counts": counts.tolist(),
        "edges": edges.tolist(),
        "mean": float(residuals.mean()),
        "deviation": float(residuals.std()),
    }
    lags = min(_LAGS, len(residuals) // 2 - 1)
    if not in_time or lags < 1 or np.ptp(residuals) == 0:
        return found
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tested = acorr_ljungbox(residuals, lags=[min(10, lags)])
        correlations = acf(residuals, nlags=lags, fft=True)
    return {
        **found,
        "autocorrelation": correlations[1:].tolist(),
        "band": 1.96 / float(np.sqrt(len(residuals))),
        "chance": float(tested["lb_pvalue"].iloc[0]),
    }


def _intervals(outputs: ForecastOutputs) -> dict[str, Any]:
    """Nothing without a validation part: intervals made from the test part would hold it by themselves."""
    if outputs.validation is None or not len(outputs.validation.direct):
        return {}
    return {str(level): _interval(outputs, level) for level in LEVELS}


def _interval(outputs: ForecastOutputs, level: float) -> dict[str, Any]:
    """Coverage one step ahead, with the width fixed by the validation part and with one that adapts; widths for every step ahead."""
    assert outputs.validation
    target = outputs.target
    known = np.abs(outputs.validation.direct_errors(target)[:, 0])
    following = np.abs(outputs.test.direct_errors(target)[:, 0])
    fixed = conformal.half_width(known, level)
    adapted = conformal.adaptive_half_widths(known, following, level)
    return {
        "half_width": fixed,
        "coverage": conformal.coverage(following, fixed),
        "adaptive_coverage": conformal.coverage(following, adapted[:-1]),
        "adaptive_half_widths": adapted.tolist(),
        "ahead": ahead(outputs, level),
    }


def ahead(outputs: ForecastOutputs, level: float) -> list[float]:
    """(L,) half widths for forecasts from the end of the series on: split conformal, of all errors on validation and test part."""
    assert outputs.validation
    past, recent = (np.abs(part.far_errors(outputs.target)) for part in (outputs.validation, outputs.test))
    by_step = (
        np.concatenate([errors[~np.isnan(errors[:, step]), step] for errors in (past, recent)])
        for step in range(recent.shape[1])
    )
    wider: list[float] = np.maximum.accumulate([conformal.half_width(errors, level) for errors in by_step]).tolist()
    return wider
