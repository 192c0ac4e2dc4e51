"""Sequences of numbers with an answer at their end: made up by chance, or read from a picture row by row.

Letters: N sequences, T time steps, F features a step.
"""

from dataclasses import dataclass

import numpy as np

from lstm_core.data.generated_size import check_size

ADDING_SHORTEST = 20  # so that the first half holds the first ten pairs


@dataclass(frozen=True)
class NumberSequences:
    """N sequences of one length, to be answered after the last step: with a class, or with a number if `classes` is ()."""

    inputs: np.ndarray  # (N, T, F) float32
    targets: np.ndarray  # (N,) int64 class indices, or (N, 1) float32 numbers
    classes: tuple[str, ...]
    columns: tuple[str, ...] = ()  # (T * F,) what a table calls the numbers of a sequence; none where lengths differ


def sum_of_ten() -> NumberSequences:
    """Is the sum of ten numbers from [0, 1) above 5? Always the same 1,000 rows, inputs (1000, 10, 1).

    Row by row what `np.random.seed(42); X = np.random.rand(1000, 10, 1); y = X.sum(axis=1) > 5` gives, with X rounded to
    float32 after the sum. Of the last 200 rows 114 are of class 0, so the larger class alone is right on 57%.
    """
    values = np.random.RandomState(42).rand(1000, 10, 1)
    targets = (values.sum(axis=1) > 5).astype(np.int64)[:, 0]
    columns = tuple(f"number {place}" for place in range(1, 11))
    return NumberSequences(values.astype(np.float32), targets, ("5 or less", "more than 5"), columns)


def adding(count: int, length: int, seed: int) -> NumberSequences:
    """The adding problem, experiment 4 of Hochreiter & Schmidhuber, "Long Short-Term Memory", 1997, in its own scale.

    Each step is a pair of a value from [-1, 1) and a marker. One of the first ten pairs and another one of the first
    `length // 2` are marked by 1; the first and the last pair have the marker -1, all others 0. The target is
    0.5 + (sum of the two marked values) / 4, which lies in [0, 1]. Should the first pair be chosen, its value is set to 0
    and its marker stays -1. Later literature draws values from [0, 1) and asks for their plain sum: twice the target
    here, so its squared errors are four times as large.

    As in the paper the lengths differ: chance picks each evenly from `length` to `length * 11 // 10`. Sequences end
    together, and before shorter ones lie steps of zeros, so inputs are (count, length * 11 // 10, 2).

    Marks: always saying 0.5 has a mean squared error of about 0.04. The paper stopped when the average error in
    training was below 0.01 and each of the last 2,000 sequences was answered to within 0.04: at length 100 after 74,000
    sequences, each seen once.

    `length` runs from ADDING_SHORTEST, `seed` is any integer from 0 up. Raises LabError for other sizes.
    """
    check_size(count, length, shortest=ADDING_SHORTEST)
    chance = np.random.default_rng(seed)
    rows, steps = np.arange(count), length * 11 // 10
    starts = steps - chance.integers(length, steps, count, endpoint=True)
    marked = starts + _two_places(count, length // 2, chance)
    inputs = np.zeros((count, steps, 2), np.float32)
    inputs[..., 0] = chance.random((count, steps), np.float32) * 2 - 1
    inputs[np.arange(steps) < starts[:, None]] = 0
    inputs[rows, starts, 0] *= (marked != starts).all(axis=0)
    inputs[rows, marked, 1] = 1
    inputs[rows, starts, 1] = inputs[:, -1, 1] = -1
    targets = 0.5 + inputs[rows, marked, 0].sum(axis=0) / 4
    return NumberSequences(inputs, targets[:, None], ())


def _two_places(count: int, half: int, chance: np.random.Generator) -> np.ndarray:
    """(2, count): one of the first ten places, and another one of the first `half`."""
    first = chance.integers(10, size=count)
    second = chance.integers(half - 1, size=count)
    return np.stack([first, second + (second >= first)])


def digits() -> NumberSequences:
    """Handwritten digits of 8 x 8 pixels, read row by row from the top: inputs (1797, 8, 8) in [0, 1], ten classes.

    The test part of "Optical Recognition of Handwritten Digits" (Alpaydin & Kaynak, 1998, UCI) as scikit-learn ships it.
    """
    from sklearn.datasets import load_digits  # heavy

    loaded = load_digits()
    inputs = (loaded.images / 16).astype(np.float32)
    classes, columns = tuple(str(digit) for digit in range(10)), tuple(loaded.feature_names)
    return NumberSequences(inputs, loaded.target.astype(np.int64), classes, columns)
