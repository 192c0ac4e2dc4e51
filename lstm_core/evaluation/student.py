"""Student's t distribution, for pages: importing scipy's takes the web server half a second."""

import math
from functools import cache

_HALVINGS = 60


@cache
def quantile(level: float, freedom: int) -> float:
    """How many standard errors around a mean hold a share of `level`, in (0, 1), with so many degrees of freedom, at least 1."""
    low, high = 0.0, math.pi / 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, freedom) < level else (low, middle)
    return math.sqrt(freedom) * math.tan(low)


def _within(angle: float, freedom: int) -> float:
    """The share of the distribution in ±t, angle = arctan(t / √freedom): Abramowitz & Stegun 1964, 26.7.3 and 26.7.4."""
    cosine, odd = math.cos(angle), freedom % 2
    term, total = (cosine if odd else 1.0), 0.0
    for power in range(odd, freedom - 1, 2):
        total += term
        term *= (power + 1) / (power + 2) * cosine**2
    return (angle + math.sin(angle) * total) * 2 / math.pi if odd else math.sin(angle) * total
