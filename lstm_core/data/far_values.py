"""Newer values that lie far from all a model learned from: most likely they are of another unit, or read otherwise.

Letters: T points in time, F features.
"""

from collections.abc import Sequence

import numpy as np

_RANGES = 3  # as far from the values before as these lie apart, that is far
_TIMES = 10  # and so is a tenth of them, or ten times as much, where all have one sign


def far_values(newer: np.ndarray, learned: np.ndarray, names: Sequence[str]) -> list[str]:
    """A sentence for each column whose (T, F) newer values are another thing than the (T, F) ones that were learned from.

    names: (F,) of the columns, or none. The median decides, so that a few odd values do not.
    """
    if newer.shape[1] != learned.shape[1] or not len(newer) or not len(learned):
        return []
    called = names or ("the series",)
    return [
        f"The newer values of {called[place]} lie from {after.min():.6g} to {after.max():.6g}, far from those the model learned from: "
        f"{before.min():.6g} to {before.max():.6g}. "
        "What it says of them is a guess. Look whether column, unit and decimal mark are the same."
        for place, (after, before) in enumerate(zip(newer.T, learned.T, strict=True))
        if place < len(called) and _is_far(float(np.median(after)), float(before.min()), float(before.max()))
    ]


def _is_far(median: float, low: float, high: float) -> bool:
    if low <= median <= high:
        return False
    nearest = low if median < low else high
    if abs(median - nearest) > _RANGES * (high - low):
        return True
    if low * high <= 0 or median * nearest <= 0:
        return False
    ratio = median / nearest
    return not 1 / _TIMES <= ratio <= _TIMES
