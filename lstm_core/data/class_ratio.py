"""How much likelier a word, or anything else a text can have, is in the texts of one class than in the others.

Letters: N texts, V columns of a table, C classes.
"""

import numpy as np
import scipy.sparse

from lstm_core.data.batches import Sequences
from lstm_core.text.vocabulary import SPECIAL_IDS


def log_count_ratio(presence: scipy.sparse.csr_matrix, in_class: np.ndarray) -> np.ndarray:
    """(V,) float32: log of the odds of each column, with add-one smoothing. Source: Wang & Manning 2012, equation 2.

    presence: (N, V) of 0 and 1. in_class: (N,) bool.
    """
    inside, outside = (presence.T @ texts.astype(np.float32) + 1 for texts in (in_class, ~in_class))
    ratio: np.ndarray = np.log(inside / inside.sum()) - np.log(outside / outside.sum())
    return ratio.astype(np.float32)


def word_ratios(training: Sequences, vocabulary: int, classes: int) -> np.ndarray:
    """(V, C) float32 of each word id, (V, 1) of the second of two classes; 0 for padding and the unknown word."""
    presence = _word_presence(training, vocabulary)
    asked = (1,) if classes == 2 else range(classes)
    ratios = np.stack([log_count_ratio(presence, training.targets == one) for one in asked], axis=1)
    ratios[:SPECIAL_IDS] = 0
    return ratios


def _word_presence(sequences: Sequences, vocabulary: int) -> scipy.sparse.csr_matrix:
    ends = np.concatenate([[0], np.cumsum(sequences.lengths)])
    places = np.arange(ends[-1]) + np.repeat(sequences.starts - ends[:-1], sequences.lengths)
    presence = scipy.sparse.csr_matrix(
        (np.ones(len(places), np.float32), sequences.flat[places], ends), shape=(len(sequences), vocabulary)
    )
    presence.sum_duplicates()
    presence.data[:] = 1
    return presence
