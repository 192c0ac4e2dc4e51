"""How far forecasts lie from what came.

Targets and forecasts are arrays of one shape, such as (N, horizon), in the unit of the series.
"""

import numpy as np

from lstm_core.errors import DataError


def mae(targets: np.ndarray, forecasts: np.ndarray) -> float:
    """Mean absolute error."""
    return float(np.abs(_errors(targets, forecasts)).mean())


def mse(targets: np.ndarray, forecasts: np.ndarray) -> float:
    """Mean squared error."""
    return float(np.square(_errors(targets, forecasts)).mean())


def rmse(targets: np.ndarray, forecasts: np.ndarray) -> float:
    """Root of the mean squared error: like `mae` in the unit of the series, but large errors count more."""
    return float(np.sqrt(mse(targets, forecasts)))


def smape(targets: np.ndarray, forecasts: np.ndarray) -> float:
    """Symmetric mean absolute percentage error, from 0 to 2: |error| / mean of |target| and |forecast|; where both are 0 it is 0.

    Makridakis & Hibon, "The M3-Competition", 2000. It says little where values cross 0.
    """
    errors = np.abs(_errors(targets, forecasts))
    size = (np.abs(targets) + np.abs(forecasts)) / 2
    return float(np.divide(errors, size, out=np.zeros_like(errors), where=size > 0).mean())


def mase(targets: np.ndarray, forecasts: np.ndarray, training: np.ndarray, season: int) -> float:
    """Mean absolute scaled error: `mae` as a multiple of that of the seasonal naive forecast on the training part.

    Hyndman & Koehler, "Another look at measures of forecast accuracy", 2006; with season 1 as they define it. Below 1 is
    better than saying each time what was a season before, measured one step ahead.
    training: (T,) values in the order of time. season: at least 1. Raises DataError as `seasonal_naive_error` does, and for a training part
    that repeats itself without any error, on which nothing can be measured.
    """
    naive = seasonal_naive_error(training, season)
    if naive == 0:
        raise DataError(
            f"The training part repeats itself exactly every {season} values, so there is no error to measure others by: "
            "read the mean absolute error instead."
        )
    return mae(targets, forecasts) / naive


def seasonal_naive_error(training: np.ndarray, season: int) -> float:
    """Mean of |y[t] - y[t - season]| over (T,) training values; raises DataError unless T is above `season`."""
    if len(training) <= season:
        raise DataError(
            f"The training part has {len(training)} values, too few for a season of {season}: "
            f"it needs at least {season + 1}."
        )
    return mae(training[season:], training[:-season])


def _errors(targets: np.ndarray, forecasts: np.ndarray) -> np.ndarray:
    if targets.shape != forecasts.shape:  # numpy would stretch one to the other and average nonsense
        raise DataError(
            f"Targets of shape {targets.shape} cannot be compared with forecasts of shape {forecasts.shape}: "
            "give both the same shape."
        )
    return np.asarray(forecasts, np.float64) - np.asarray(targets, np.float64)
