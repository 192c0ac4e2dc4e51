"""How a free-running forecast keeps time: how far off it is, how early or late, and what is left of its swing, season by season."""

import cmath
from math import sqrt, tau
from typing import TypedDict

import numpy as np

SHORTEST = 4  # points of a season that a wave can be told from


class Season(TypedDict):
    """One season of a forecast against the truth."""

    number: int  # in the order of time, from 1
    rmse: float  # in the unit of the series
    late: float  # points; below 0 it is early
    swing: float  # of the truth's, as a share: 0 is a flat line


def by_season(truth: np.ndarray, forecast: np.ndarray, season: int) -> list[Season]:
    """Every whole season of two (T,) arrays, in the order of time; none for seasons shorter than `SHORTEST`.

    Time and swing are those of the wave with the period of a season, fitted by least squares together with a straight line, so
    that a trend does not count. A true season without such a wave is left out.
    """
    if season < SHORTEST:
        return []
    starts = range(0, len(truth) - season + 1, season)
    cuts = [(truth[start : start + season], forecast[start : start + season]) for start in starts]
    return [
        _compared(number, real, said)
        for number, (real, said) in enumerate(cuts, 1)
        if abs(_wave(real)) > 1e-9 * np.abs(real).max()
    ]


def _compared(number: int, real: np.ndarray, said: np.ndarray) -> Season:
    ratio = _wave(said) / _wave(real)
    late = -cmath.phase(ratio) * len(real) / tau
    return Season(number=number, rmse=sqrt(np.square(said - real).mean()), late=late, swing=abs(ratio))


def _wave(values: np.ndarray) -> complex:
    """Amplitude and phase of one period in (T,) values."""
    turns = np.arange(len(values)) / len(values)
    parts = np.stack([np.cos(tau * turns), np.sin(tau * turns), turns, np.ones_like(turns)], axis=1)
    cosine, sine, *_ = np.linalg.lstsq(parts, values, rcond=None)[0]
    return complex(cosine, -sine)
