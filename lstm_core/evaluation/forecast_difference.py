"""Is one forecaster better than another, or was it chance? Paired: both forecast the same values.

Letters: N origins in the order of time, H steps of the horizon, M groups of neighbouring origins.
"""

import math

import numpy as np

from lstm_core.evaluation.noise import Interval

_MOST_GROUPS = 2_000
_SPREAD = 4  # errors of forecasts of H steps belong together over so many horizons


def by_origin(errors: np.ndarray) -> list[float]:
    """(N, H) errors -> (M,) mean absolute ones: of each origin, or of equally many neighbours together where there are many."""
    of_origins = np.abs(errors).mean(axis=1)
    together = -(-len(of_origins) // _MOST_GROUPS)
    whole = len(of_origins) // together * together
    groups = of_origins[:whole].reshape(-1, together).mean(axis=1)
    return [float(f"{error:.6g}") for error in groups]


def mean_difference(differences: np.ndarray, horizon: int) -> Interval:
    """The mean of (N,) differences of errors in the order of time, with its 95% interval; horizon: 0 where there is no such order.

    The test of Diebold & Mariano, "Comparing predictive accuracy", 1995, turned into an interval: an error says something about the next
    ones, so the variance counts neighbours too, with weights that fall to 0 over `width` origins (Bartlett; Newey & West 1987). What that
    estimate is unsure of itself is in the critical value: Kiefer & Vogelsang, "A new asymptotic theory for heteroskedasticity-
    autocorrelation robust tests", 2005, table 1, as Coroneo & Iacone, "Comparing predictive accuracy in small samples using
    fixed-smoothing asymptotics", 2020, recommend. Both ends are nan below 2 differences.
    """
    count, mean = len(differences), float(differences.mean())
    if count < 2:
        return Interval(mean, math.nan, math.nan, count)
    width = _width(count, horizon)
    half = _critical(width / count) * math.sqrt(long_run_variance(differences, width) / count)
    return Interval(mean, mean - half, mean + half, count)


def _width(count: int, horizon: int) -> int:
    return max(math.isqrt(count), min(_SPREAD * horizon, count // 4)) if horizon else 1


def long_run_variance(values: np.ndarray, width: int) -> float:
    """Of the mean of (N,) values, times N: their variance and, with Bartlett weights, their covariances less than `width` apart."""
    centred = values - values.mean()
    count = len(values)
    variance = centred @ centred / count
    for lag in range(1, width):
        variance += 2 * (1 - lag / width) * (centred[lag:] @ centred[:-lag]) / count
    return max(0.0, float(variance))


def _critical(share: float) -> float:
    """Of a two-sided test at 5%, where the weights fall to 0 over this share of all values."""
    return 1.96 + 2.9694 * share + 0.4160 * share**2 - 0.5324 * share**3
