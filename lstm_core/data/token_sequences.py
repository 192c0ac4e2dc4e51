"""Made-up token sequences that ask for what was shown long ago.

Letters: N sequences, T time steps.
"""

from dataclasses import dataclass

import numpy as np

from lstm_core.data.generated_size import check_size
from lstm_core.text.vocabulary import SPECIAL_IDS

COPIED = 10  # tokens to be copied
_EIGHT, _FOUR = tuple("ABCDEFGH"), tuple("ABCD")


@dataclass(frozen=True)
class TokenSequences:
    """N token sequences of one length, with a class for each, or one for each of the last K steps."""

    tokens: np.ndarray  # (N, T) int32, ids as in a Vocabulary of `words`
    targets: np.ndarray  # (N,) or (N, K) int64 class indices
    classes: tuple[str, ...]
    words: tuple[str, ...]  # the word at place n has the id n + 2


def copy_memory(count: int, length: int, seed: int) -> TokenSequences:
    """Repeat ten symbols, in order, after `length` blanks: tokens (count, length + 21), targets (count, 10) in [0, 8).

    Ten symbols out of eight, `length` blanks, the word "copy", ten blanks; at each of these last ten steps one symbol is
    to be answered. The copying memory problem of Arjovsky, Shah & Bengio, "Unitary Evolution Recurrent Neural Networks",
    2016, after Hochreiter & Schmidhuber, 1997; the T of that paper is `length` + 1. Its loss also counts the blanks to
    be answered before; here chance alone has the cross-entropy ln 8 and an accuracy of 1/8.

    `length` runs from 1, `seed` is any integer from 0 up. Raises LabError for other sizes.
    """
    check_size(count, length, shortest=1)
    words = (*_EIGHT, "blank", "copy")
    targets = np.random.default_rng(seed).integers(len(_EIGHT), size=(count, COPIED))
    tokens = np.full((count, COPIED + length + 1 + COPIED), _id(words, "blank"), np.int32)
    tokens[:, :COPIED] = targets + SPECIAL_IDS
    tokens[:, COPIED + length] = _id(words, "copy")
    return TokenSequences(tokens, targets, _EIGHT, words)


def delayed_recall(count: int, length: int, seed: int) -> TokenSequences:
    """Name the first symbol after `length` others: tokens (count, length + 2), targets (count,) in [0, 4).

    One of the four symbols A to D, `length` distractors w to z, and a question mark. The distractors say nothing about
    the answer, so whoever forgets the first step is right one time in four.

    `length` runs from 1, `seed` is any integer from 0 up. Raises LabError for other sizes.
    """
    check_size(count, length, shortest=1)
    words = (*_FOUR, *"wxyz", "?")
    chance = np.random.default_rng(seed)
    targets = chance.integers(len(_FOUR), size=count)
    tokens = np.empty((count, 1 + length + 1), np.int32)
    tokens[:, 0] = targets + SPECIAL_IDS
    tokens[:, 1:-1] = chance.integers(_id(words, "w"), _id(words, "z"), (count, length), np.int32, endpoint=True)
    tokens[:, -1] = _id(words, "?")
    return TokenSequences(tokens, targets, _FOUR, words)


def _id(words: tuple[str, ...], word: str) -> int:
    return words.index(word) + SPECIAL_IDS
