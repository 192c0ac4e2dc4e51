"""How well a series is forecast: one step ahead, free-running, and by those who use no network."""

from collections.abc import Callable
from typing import Any

import numpy as np

from lstm_core.errors import DataError
from lstm_core.evaluation import forecast_metrics as metrics
from lstm_core.evaluation.series_baselines import simple

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
    starts, steps = first_target + np.arange(len(targets)), targets.shape[1]
    forecasts = {name: method(starts, steps) for name, method in simple(values, first_target, season).items()}
    return {
        name: {"mae": metrics.mae(targets, one), "mse": metrics.mse(targets, one)} for name, one in forecasts.items()
    }


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
