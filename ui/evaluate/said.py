"""What the model says of every example of the test part, at the threshold of the moment, and the figures that follow from it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lstm_core.evaluation.interval import wilson
from lstm_core.evaluation.outputs import ClassOutputs
from lstm_core.evaluation.threshold import Counts


@dataclass(frozen=True)
class Said:
    outputs: ClassOutputs
    predicted: np.ndarray  # (N,) class indices

    @property
    def confidence(self) -> np.ndarray:
        """(N,) the probability of the class that is said."""
        found: np.ndarray = self.outputs.probabilities[np.arange(len(self.predicted)), self.predicted]
        return found

    @cached_property
    def matrix(self) -> np.ndarray:
        """(C, C) counts: rows what it is, columns what is said."""
        classes = self.outputs.probabilities.shape[1]
        places = self.outputs.labels * classes + self.predicted
        return np.bincount(places, minlength=classes * classes).reshape(classes, classes)

    @property
    def accuracy(self) -> float:
        return float(np.trace(self.matrix) / max(len(self.predicted), 1))

    @property
    def interval(self) -> tuple[float, float]:
        """95%, of the accuracy. Answers of one sequence may stand or fall together: only sequences count."""
        sequences = len(self.predicted) // self.outputs.answers
        return wilson(self.accuracy * sequences, sequences)

    @property
    def by_class(self) -> list[Counts]:
        """Of each class against all others."""
        right, called, are = np.diag(self.matrix), self.matrix.sum(axis=0), self.matrix.sum(axis=1)
        return [Counts(0, int(c - r), int(a - r), int(r)) for r, c, a in zip(right, called, are, strict=True)]

    @property
    def f1(self) -> float:
        """That of the second class of two, else the mean over the classes, as in the report."""
        found = [one.f1 for one in self.by_class]
        return found[1] if len(found) == 2 else float(np.mean(found))

    def places(self, is_class: int | None, said_class: int | None, *, surest_first: bool) -> np.ndarray:
        """The examples of a cell; None stands for any class."""
        inside = np.ones(len(self.predicted), bool)
        if is_class is not None:
            inside &= self.outputs.labels == is_class
        if said_class is not None:
            inside &= self.predicted == said_class
        places = np.flatnonzero(inside)
        confidence = self.confidence[places]
        return places[np.argsort(-confidence if surest_first else confidence, kind="stable")]
