"""Forecasts without a network, by statsmodels. Each is fitted on the past alone and then fed with the truth as time goes on.

Letters: T points in time, M origins, L steps ahead. values: (T,). known: so many values, from the first, may be fitted on.
starts: (M,) places of the first value that is forecast; everything before it is known then. Every function returns (M, L).
"""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

Forecast = Callable[[np.ndarray, int], np.ndarray]  # (starts, steps) -> (M, L)

_MOST_LAGS = 36
FEWEST = 10  # known values an autoregression or smoothing needs


def last_value(values: np.ndarray, starts: np.ndarray, steps: int) -> np.ndarray:
    """What was last, again and again."""
    return np.repeat(values[starts - 1][:, None], steps, axis=1)


def seasonal_naive(values: np.ndarray, starts: np.ndarray, steps: int, season: int) -> np.ndarray:
    """What was one season before; for a step further ahead the last season that is known."""
    ahead = np.arange(steps)
    found: np.ndarray = values[starts[:, None] + ahead - season * (ahead // season + 1)]
    return found


def seasonal_with_growth(values: np.ndarray, starts: np.ndarray, steps: int, season: int) -> np.ndarray:
    """The season before, and for each season since then what was gained over the last one that is known."""
    growth = values[starts - 1] - values[starts - 1 - season]
    seasons = np.arange(steps) // season + 1
    found: np.ndarray = seasonal_naive(values, starts, steps, season) + seasons * growth[:, None]
    return found


def two_lags(values: np.ndarray, known: int, starts: np.ndarray, steps: int) -> np.ndarray:
    """y[t] = a y[t-1] + b y[t-2] + c by least squares on the past, step by step. A sine obeys it exactly."""
    past = values[:known]
    lags = np.stack([past[1:-1], past[:-2], np.ones(len(past) - 2)], axis=1)
    first, second, constant = np.linalg.lstsq(lags, past[2:], rcond=None)[0]
    before, last = values[starts - 2], values[starts - 1]
    forecasts = np.empty((len(starts), steps))
    for step in range(steps):
        before, last = last, first * last + second * before + constant
        forecasts[:, step] = last
    return forecasts


def simple(values: np.ndarray, known: int, season: int) -> dict[str, Forecast]:
    """Those that take no time, under their names."""
    methods: dict[str, Forecast] = {
        "last value": lambda starts, steps: last_value(values, starts, steps),
        "linear fit of two lags": lambda starts, steps: two_lags(values, known, starts, steps),
    }
    if 1 < season < known:
        methods["seasonal naive"] = lambda starts, steps: seasonal_naive(values, starts, steps, season)
        methods["seasonal naive plus its growth"] = lambda starts, steps: seasonal_with_growth(
            values, starts, steps, season
        )
    return methods


def autoregression(values: np.ndarray, known: int, starts: np.ndarray, steps: int, season: int) -> np.ndarray:
    """A constant and a weighted sum of the last values, as many as Akaike's criterion asks for, at least a season where it can."""
    from statsmodels.tsa.ar_model import AutoReg, ar_select_order  # heavy

    past = values[:known]
    most = max(1, min(_MOST_LAGS, season + 1 if season > 1 else _MOST_LAGS, known // 5))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a series that repeats itself leaves nothing to estimate the noise from
        lags = ar_select_order(past, most, ic="aic").ar_lags or [1]
        constant, *weights = AutoReg(past, lags).fit().params
    longest = max(lags)
    recent = values[starts[:, None] - longest + np.arange(longest)]
    for _ in range(steps):
        following = constant + sum(weight * recent[:, -lag] for weight, lag in zip(weights, lags, strict=True))
        recent = np.concatenate([recent, following[:, None]], axis=1)
    found: np.ndarray = recent[:, longest:]
    return found


def exponential_smoothing(values: np.ndarray, known: int, starts: np.ndarray, steps: int, season: int) -> np.ndarray:
    """ETS with additive error, damped additive trend and, where two seasons are known, an additive season.

    Hyndman, Koehler, Ord & Snyder, "Forecasting with Exponential Smoothing", 2008. It needs `FEWEST` known values.
    """
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel  # heavy

    seasonal = season > 1 and known >= 2 * season
    kind: dict[str, Any] = {"error": "add", "trend": "add", "damped_trend": True}
    if seasonal:
        kind |= {"seasonal": "add", "seasonal_periods": season}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that the optimum lies at a limit is no harm here
        fitted = ETSModel(values[:known], **kind, initialization_method="heuristic").fit(disp=False)
        start = {f"initial_{name}": getattr(fitted, f"initial_{name}") for name in ("level", "trend")}
        if seasonal:
            start["initial_seasonal"] = fitted.initial_seasonal
        followed = ETSModel(values, **kind, initialization_method="known", **start).smooth(fitted.params)
    # the states after the last value that is known, by the component form of the damped trend
    level, slope = np.asarray(followed.level)[starts - 1], np.asarray(followed.slope)[starts - 1]
    damping = float(followed.damping_trend)
    ahead = np.arange(1, steps + 1)
    forecasts: np.ndarray = level[:, None] + slope[:, None] * np.cumsum(damping**ahead)
    if seasonal:
        places = starts[:, None] + ahead - 1 - season * ((ahead - 1) // season + 1)
        forecasts = forecasts + np.asarray(followed.season)[places]
    return forecasts
