"""Training, validation and test part, without a text on two sides."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Split:
    """Indices of the examples in each part; no index in two parts."""

    training: np.ndarray
    validation: np.ndarray
    test: np.ndarray
    duplicates: int  # examples whose text occurs earlier in the data set


def split_examples(
    identities: np.ndarray,
    *,
    limit: int,
    validation_share: float,
    test_share: float,
    seed: int,
    given_test: int | None = None,
) -> Split:
    """Shuffles and cuts N examples into three parts; examples of the same identity stay on one side.

    identities: (N,) equal numbers for equal texts. limit: at most this many examples are used, whole identities at a time.
    given_test: the test part is the examples from this one on, whatever test_share and limit say; a training text that occurs
    there is left out. The parts depend on nothing but these arguments; test and validation are the same for every training seed.
    """
    if given_test is not None:
        return _with_given_test(identities, given_test, limit, validation_share, seed)
    _, groups, sizes = np.unique(identities, return_inverse=True, return_counts=True)
    order = np.random.default_rng(seed).permutation(len(sizes))
    examples_so_far = np.cumsum(sizes[order])
    used = min(limit, len(identities))
    test_end, validation_end = round(used * test_share), round(used * (test_share + validation_share))
    part_of_group = np.empty(len(sizes), np.int64)
    part_of_group[order] = np.searchsorted([test_end, validation_end, used], examples_so_far)
    part = part_of_group[groups]
    test, validation, training = (np.flatnonzero(part == number) for number in range(3))
    return Split(training, validation, test, duplicates=len(identities) - len(sizes))


def _with_given_test(identities: np.ndarray, given_test: int, limit: int, validation_share: float, seed: int) -> Split:
    """The share of the validation part is of all examples, as it is without a given test part."""
    test = np.arange(given_test, len(identities))
    rest = np.flatnonzero(~np.isin(identities[:given_test], identities[test]))
    share = validation_share * len(identities) / max(len(rest), 1)
    split = split_examples(identities[rest], limit=limit, validation_share=share, test_share=0, seed=seed)
    duplicates = len(identities) - len(np.unique(identities))
    return Split(rest[split.training], rest[split.validation], test, duplicates)
