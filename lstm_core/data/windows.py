"""A series cut into examples - some values, and those that follow - and the examples parted in time.

Letters: T points in time, F features a point, N windows. Window n holds the values n to n + window - 1 and is to be
answered with the `horizon` values after them.
"""

from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from lstm_core.errors import DataError


class TimeSplit(NamedTuple):
    """Which windows belong to each part, the oldest in the training part."""

    training: range
    validation: range
    test: range


def windows(values: np.ndarray, window: int, horizon: int) -> tuple[np.ndarray, np.ndarray]:
    """Every window of (T, F) values with what follows: inputs (N, window, F) and targets (N, horizon).

    The targets are values of the first feature; N = T - window - horizon + 1. Both are copies of the type of `values`.
    Raises DataError for a series shorter than `window` + `horizon`.
    """
    if len(values) < window + horizon:
        raise DataError(
            f"The series has {len(values)} values, but a window of {window} and a horizon of {horizon} need at least "
            f"{window + horizon}: take a smaller window or a longer series."
        )
    inputs = sliding_window_view(values[:-horizon], window, axis=0).swapaxes(1, 2)
    targets = sliding_window_view(values[window:, 0], horizon)
    return inputs.copy(), targets.copy()


def split_in_time(count: int, validation_share: float, test_share: float, horizon: int) -> TimeSplit:
    """Parts of `count` windows in the order of time; shares are of `count`, in [0, 1).

    No value is a target in two parts: the last `horizon` - 1 windows before a part belong to none. A later part's inputs
    may hold an earlier part's targets, as a forecaster knows the past. A share of 0 gives an empty part.
    Raises DataError where no window is left for the training part, or for a part whose share is not 0.
    """
    test_start = count - round(count * test_share)
    validation_start = test_start - round(count * validation_share)
    validation = range(validation_start, _end(validation_start, test_start, count, horizon))
    training = range(_end(0, validation_start, count, horizon))
    parts = TimeSplit(training, validation, range(test_start, count))
    _check(parts, (1 - validation_share - test_share, validation_share, test_share), count, horizon)
    return parts


def _end(start: int, next_start: int, count: int, horizon: int) -> int:
    """Where a part ends: at the end of all, or before the windows that share targets with the next part."""
    return next_start if next_start == count else max(start, next_start - horizon + 1)


def _check(parts: TimeSplit, shares: tuple[float, float, float], count: int, horizon: int) -> None:
    for name, part, share in zip(parts._fields, parts, shares, strict=True):
        if not part and (share > 0 or name == "training"):
            raise DataError(
                f"The series gives {count} windows with a horizon of {horizon}, and none is left for the {name} part "
                f"({share:.0%}): take a longer series, a smaller window or horizon, or other shares."
            )


def seen_values(training: range, window: int, horizon: int) -> int:
    """How many values, from the first, the training windows and their targets hold: all that may be learned from."""
    return training.stop - 1 + window + horizon
