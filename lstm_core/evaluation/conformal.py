"""Intervals around forecasts, as wide as earlier errors ask for; no distribution is assumed.

Errors are absolute residuals on values the model was not trained on.
"""

import bisect
import math
from collections.abc import Sequence

import numpy as np

_PACE = 0.1  # how much one hit or miss moves the level
_BEYOND = 5.0  # how fast an interval grows past the largest error there was


def half_width(errors: np.ndarray, level: float) -> float:
    """Split conformal: the ceil((n + 1) level)-th smallest of n errors, the largest where n is too small for the level.

    errors: (n,), at least one. level in (0, 1). Vovk, Gammerman & Shafer 2005; Lei et al., "Distribution-Free Predictive Inference for
    Regression", 2018, algorithm 2. Values that are exchangeable with those the errors come from lie inside with at least this level,
    where n is large enough for it.
    """
    return _smallest(np.sort(errors).tolist(), level)


def _smallest(ordered: Sequence[float], level: float) -> float:
    place = math.ceil((len(ordered) + 1) * level)
    return ordered[min(place, len(ordered)) - 1] if place >= 1 else 0.0


def adaptive_half_widths(known: np.ndarray, following: np.ndarray, level: float) -> np.ndarray:
    """One half width for each of N forecasts and one for the next, each from what was known before it: (N + 1,).

    known: (n,) errors on the validation part, at least one. following: (N,) errors after it, in order. A miss raises the level that is
    asked of earlier errors, a hit lowers it, so that in the long run the share of hits is the level whatever the series does: Gibbs &
    Candes, "Adaptive Conformal Inference Under Distribution Shift", 2021, equation 2.
    """
    ordered, asked = sorted(known.tolist()), level
    widths = np.empty(len(following) + 1)
    for number in range(len(following) + 1):
        if number:
            missed = following[number - 1] > widths[number - 1]
            asked += _PACE * (missed - (1 - level))
            bisect.insort(ordered, float(following[number - 1]))
        widths[number] = _stretched(ordered, asked)
    return widths


def _stretched(ordered: Sequence[float], level: float) -> float:
    """A level of 1 or more asks for more than every error there was."""
    if level < 1:
        return _smallest(ordered, level)
    return ordered[-1] * (1 + _BEYOND * (level - 1) + _PACE)


def coverage(errors: np.ndarray, half_widths: np.ndarray | float) -> float:
    """The share of errors that lie inside."""
    return float((errors <= half_widths).mean())
