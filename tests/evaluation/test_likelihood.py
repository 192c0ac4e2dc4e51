"""The loss of probabilities that are written down, the same wherever it is said."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np
import pytest
from fakes import sequences_of
from sklearn.metrics import log_loss

from lstm_core.data.ngrams import NGrams
from lstm_core.evaluation.class_evaluation import evaluation
from lstm_core.evaluation.likelihood import cross_entropy, logs
from lstm_core.evaluation.measure import Measured
from lstm_core.evaluation.outputs import ClassOutputs
from lstm_core.judging import file_report
from lstm_core.ngram_path import NGramPath

LABELS = np.array([0, 1, 0, 0])
PROBABILITIES = np.array([[1, 0], [0.25, 0.75], [0.5, 0.5], [0, 1]], np.float32)  # the last is certain, and wrong
CERTAINLY_WRONG = -math.log(1e-37)


@dataclass(frozen=True)
class Saying:
    """A model that says what it is told to."""

    outputs: np.ndarray
    classes: tuple[str, ...] = ("no", "yes")
    answers: int = 1

    def predict(self, texts: Sequence[str]) -> list[SimpleNamespace]:
        return [SimpleNamespace(outputs=row) for row in self.outputs.tolist()]


def test_it_is_the_cross_entropy_of_scikit_learn():
    labels, probabilities = LABELS[:3], PROBABILITIES[:3].astype(np.float64)
    assert cross_entropy(labels, probabilities) == pytest.approx(log_loss(labels, probabilities))


def test_a_probability_of_nothing_still_has_a_logarithm():
    assert logs(np.array([0.0, 1.0], np.float32)).tolist() == pytest.approx([-CERTAINLY_WRONG, 0.0])


def test_the_same_outputs_have_the_same_loss_on_the_page_and_of_a_file():
    outputs = ClassOutputs(LABELS, PROBABILITIES, LABELS[:0], PROBABILITIES[:0], 1, "")
    page = evaluation(outputs, ("no", "yes"))["calibration"]["before"]["loss"]
    file = file_report._of_classes(Saying(PROBABILITIES), ["a", "b", "c", "d"], LABELS)["loss"]  # type: ignore[arg-type]
    assert page == file == pytest.approx(cross_entropy(LABELS, PROBABILITIES))
    assert page > CERTAINLY_WRONG / 4


def test_with_n_grams_a_wrong_certainty_counts_the_same():
    path = NGramPath(NGrams(4, (np.array([2], np.int64),), np.array([2.0], np.float32), 0.0), 1.0, 0.0, 0.0)
    certain = Measured(0.0, 0.0, np.array([[0, 1]], np.float32))
    assert path.measured(certain, sequences_of([[2]], [0])).loss == pytest.approx(CERTAINLY_WRONG)
