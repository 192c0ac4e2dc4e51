"""How well a series is forecast: one step ahead, free-running, and by those who use no network."""

from collections.abc import Callable
from typing import Any

import numpy as np

from lstm_core.errors import DataError
from lstm_core.evaluation import forecast_metrics as metrics

_SHOWN = 1_000  # points of a forecast kept in the report


def free_running(start: np.ndarray, steps: int, predict: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """(steps,) forecasts that are fed with forecasts alone.

    start: (window, 1) the last values that are known, (window, F) where `steps` are no more than the horizon.
    predict: such a window -> (horizon,) the next values.
    """
    window, forecasts = start, np.empty(0)
    while len(forecasts) < steps:
        following = predict(window)
        forecasts = np.concatenate([forecasts, following])
        if len(forecasts) < steps:
            window = np.concatenate([window, following[:, None]])[-len(start) :]
    return forecasts[:steps]


def baselines(values: np.ndarray, first_target: int, targets: np.ndarray, season: int) -> dict[str, dict[str, float]]:
    """What needs no network, on the same targets.

    values: (T,) the series; everything before `first_target`, the place of the first target, may be learned from.
    targets: (N, horizon), target n starting at place first_target + n.
    """
    starts = first_target + np.arange(len(targets))[:, None]
    last = np.broadcast_to(values[starts - 1], targets.shape)
    forecasts = {"last value": last, "linear fit of two lags": _two_lags(values, first_target, targets)}
    if 1 < season < first_target:
        steps = np.arange(targets.shape[1])
        seasons = steps // season + 1  # back to one that is known
        growth = values[starts - 1] - values[starts - 1 - season]
        forecasts["seasonal naive"] = values[starts + steps - season * seasons]
        forecasts["seasonal naive plus its growth"] = forecasts["seasonal naive"] + seasons * growth
    return {
        name: {"mae": metrics.mae(targets, one), "mse": metrics.mse(targets, one)} for name, one in forecasts.items()
    }


def _two_lags(values: np.ndarray, first_target: int, targets: np.ndarray) -> np.ndarray:
    """y[t] = a y[t-1] + b y[t-2] + c by least squares on the past, iterated over the horizon. A sine obeys it exactly."""
    known = values[:first_target]
    lags = np.stack([known[1:-1], known[:-2], np.ones(len(known) - 2)], axis=1)
    first, second, constant = np.linalg.lstsq(lags, known[2:], rcond=None)[0]
    starts = first_target + np.arange(len(targets))
    before, last = values[starts - 2], values[starts - 1]
    forecasts = np.empty(targets.shape)
    for step in range(targets.shape[1]):
        before, last = last, first * last + second * before + constant
        forecasts[:, step] = last
    return forecasts


def value_report(targets: np.ndarray, values: np.ndarray, loss: float) -> dict[str, Any]:
    """Figures of predicted values; both (N, K) in their own unit."""
    return {
        "format": "lstm-lab report 2",
        "task": "sequence-regression",
        "examples": len(targets),
        "loss": loss,
        "mse": metrics.mse(targets, values),
        "mae": metrics.mae(targets, values),
        "rmse": metrics.rmse(targets, values),
        "pairs": {"truth": targets[:_SHOWN, 0].tolist(), "predicted": values[:_SHOWN, 0].tolist()},
    }


def scaled_error(targets: np.ndarray, forecasts: np.ndarray, training: np.ndarray, season: int) -> float | None:
    """MASE, or None where the training part is too short or too regular to measure by."""
    try:
        return metrics.mase(targets, forecasts, training, season)
    except DataError:
        return None
