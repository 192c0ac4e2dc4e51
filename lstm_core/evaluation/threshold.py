"""Two classes, the second said from a threshold on: plain counting, for a slider asks at every move.

Letters: N examples. labels (N,) are 0 or 1; scores (N,) are the probabilities of class 1.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Counts:
    """The four cells of the confusion matrix; a share of nothing is 0, as in the report."""

    true_negatives: int
    false_positives: int
    false_negatives: int
    true_positives: int

    @property
    def matrix(self) -> list[list[int]]:
        """Rows: what it is. Columns: what is said."""
        return [[self.true_negatives, self.false_positives], [self.false_negatives, self.true_positives]]

    @property
    def accuracy(self) -> float:
        return _share(self.true_negatives + self.true_positives, sum(map(sum, self.matrix)))

    @property
    def precision(self) -> float:
        return _share(self.true_positives, self.true_positives + self.false_positives)

    @property
    def recall(self) -> float:
        return _share(self.true_positives, self.true_positives + self.false_negatives)

    @property
    def f1(self) -> float:
        return _share(2 * self.true_positives, 2 * self.true_positives + self.false_positives + self.false_negatives)

    @property
    def false_positive_rate(self) -> float:
        return _share(self.false_positives, self.false_positives + self.true_negatives)


def counts(labels: np.ndarray, scores: np.ndarray, threshold: float) -> Counts:
    """Class 1 is said where its probability is at least `threshold`."""
    said = scores >= threshold
    return Counts(*np.bincount(2 * labels + said, minlength=4).tolist())


def best_for_f1(labels: np.ndarray, scores: np.ndarray) -> float:
    """The threshold with the highest F1 of class 1, halfway to the next lower score; of equals the highest.

    To be asked on a validation part: on the test part it would be choosing by what is to be judged.
    """
    order = np.argsort(-scores, kind="stable")
    found = np.cumsum(labels[order])
    f1 = 2 * found / (np.arange(1, len(labels) + 1) + labels.sum())
    sorted_scores = scores[order].astype(np.float64)
    last_of_equals = np.append(np.diff(sorted_scores) != 0, True)
    best = int(np.argmax(np.where(last_of_equals, f1, -1)))
    following = sorted_scores[best + 1] if best + 1 < len(sorted_scores) else 0.0
    return float((sorted_scores[best] + following) / 2)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
