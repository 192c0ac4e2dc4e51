"""Words, pairs and triples of words straight to a logit: a linear model of what a text has, scaled and fitted as NB-SVM.

Source: Wang & Manning 2012, "Baselines and bigrams: simple, good sentiment and topic classification".
Letters: N texts, V vocabulary ids, M n-grams that are kept.
"""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import scipy.sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from lstm_core.data.batches import Sequences
from lstm_core.data.class_ratio import log_count_ratio
from lstm_core.text.vocabulary import PADDING

LONGEST = 3  # words of an n-gram; its key, a number below V ** 3, has to fit into 63 bits
_LEAST_OCCURRENCES = (2, 2, 3)  # of a word, pair and triple in the training texts; rarer ones say nothing
_ENDING = 40  # last words of a text, whose words and pairs count once more: that is where a verdict stands
_LEAST_IN_ENDINGS = (3, 3)
_TOGETHER = 4_000  # texts whose n-grams are looked up at the same time, for the sake of memory
_STRENGTH = 0.3  # of the texts against the penalty on large weights
_ROUNDS, _TOLERANCE = 40, 1e-3


@dataclass(frozen=True)
class NGrams:
    """The n-grams that are kept and a weight for each; the logit of a text is the sum over those it has, each counted once."""

    vocabulary: int
    keys: tuple[np.ndarray, ...]  # of each order, sorted int64
    weights: np.ndarray  # (M,) float32, in the order of the keys, those of endings last
    bias: float
    ending_keys: tuple[np.ndarray, ...] = ()  # the same for what stands among the last words

    @classmethod
    def fit(cls, training: Sequences, vocabulary: int, orders: int) -> Self:
        """training: of two classes. orders: 1 for words alone, up to 3 for triples too. 39,000 reviews take a quarter of a minute."""
        keys = _kept(training, vocabulary, _LEAST_OCCURRENCES[:orders])
        ending_keys = _kept(_endings(training), vocabulary, _LEAST_IN_ENDINGS[:orders])
        ratios, table = [], []
        for part in _features(training, vocabulary, keys, ending_keys):
            ratios.append(log_count_ratio(part, training.targets == 1))
            part.data = ratios[-1][part.indices]
            table.append(part)
        model = LogisticRegression(C=_STRENGTH, max_iter=_ROUNDS, tol=_TOLERANCE)
        with warnings.catch_warnings():  # the last digits of the weights change no answer
            warnings.simplefilter("ignore", ConvergenceWarning)
            model.fit(scipy.sparse.hstack(table, format="csr"), training.targets)
        weights = np.concatenate(ratios) * model.coef_[0].astype(np.float32)
        return cls(vocabulary, keys, weights, float(model.intercept_[0]), ending_keys)

    def logits(self, sequences: Sequences) -> np.ndarray:
        """(N,) float32 of the second class."""
        total, first = np.full(len(sequences), self.bias, np.float32), 0
        for part in _features(sequences, self.vocabulary, self.keys, self.ending_keys):
            total += part @ self.weights[first : first + part.shape[1]]
            first += part.shape[1]
        return total


def _kept(sequences: Sequences, vocabulary: int, least: tuple[int, ...]) -> tuple[np.ndarray, ...]:
    """Of each order the keys of what occurs often enough."""
    grams = _grams(sequences, vocabulary, len(least))
    return tuple(_frequent(found, enough) for (found, _), enough in zip(grams, least, strict=True))


def _endings(sequences: Sequences) -> Sequences:
    left_out = np.maximum(sequences.lengths - _ENDING, 0)
    return replace(sequences, starts=sequences.starts + left_out, lengths=sequences.lengths - left_out)


def _grams(sequences: Sequences, vocabulary: int, orders: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """For each order the key of every n-gram and the text it is in; none goes across two texts, none has padding in it."""
    texts = np.repeat(np.arange(len(sequences), dtype=np.int32), sequences.lengths)
    moved = sequences.starts - (np.cumsum(sequences.lengths) - sequences.lengths)
    ids = sequences.flat[np.arange(len(texts)) + np.repeat(moved, sequences.lengths)].astype(np.int64)
    ids, texts = ids[ids != PADDING], texts[ids != PADDING]
    keys = ids
    for order in range(orders):
        if order:
            keys = keys[:-1] * vocabulary + ids[order:]
        within = texts[: len(keys)] == texts[order:]
        yield keys[within], texts[: len(keys)][within]


def _frequent(keys: np.ndarray, least: int) -> np.ndarray:
    """Sorted keys that occur at least `least` times."""
    ordered = np.sort(keys)
    firsts = np.flatnonzero(np.concatenate([ordered[:1] >= 0, ordered[1:] != ordered[:-1]]))
    kept: np.ndarray = ordered[firsts][np.diff(firsts, append=len(ordered)) >= least]
    return kept


def _features(
    sequences: Sequences, vocabulary: int, keys: tuple[np.ndarray, ...], ending_keys: tuple[np.ndarray, ...]
) -> Iterator[scipy.sparse.csr_matrix]:
    yield from _presence(sequences, vocabulary, keys)
    yield from _presence(_endings(sequences), vocabulary, ending_keys)


def _presence(sequences: Sequences, vocabulary: int, keys: tuple[np.ndarray, ...]) -> Iterator[scipy.sparse.csr_matrix]:
    """For each order (N, number of its keys) of 0 and 1."""
    starts = range(0, len(sequences), _TOGETHER)
    some = (sequences.take(np.arange(start, min(start + _TOGETHER, len(sequences)))) for start in starts)
    pieces = [list(_presence_in(one, vocabulary, keys)) for one in some]
    for rows in zip(*pieces, strict=True):
        yield scipy.sparse.vstack(rows, format="csr")


def _presence_in(
    sequences: Sequences, vocabulary: int, keys: tuple[np.ndarray, ...]
) -> Iterator[scipy.sparse.csr_matrix]:
    for known, (found, texts) in zip(keys, _grams(sequences, vocabulary, len(keys)), strict=True):
        places = np.minimum(np.searchsorted(known, found), max(len(known) - 1, 0))
        hit = known[places] == found if len(known) else np.zeros(len(found), bool)
        ends = np.concatenate([[0], np.cumsum(np.bincount(texts[hit], minlength=len(sequences)))])
        columns = places[hit].astype(np.int32)
        part = scipy.sparse.csr_matrix(
            (np.ones(len(columns), np.float32), columns, ends), shape=(len(sequences), len(known))
        )
        part.sum_duplicates()
        part.data[:] = 1
        yield part
