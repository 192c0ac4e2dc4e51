"""Counting at a threshold, against scikit-learn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, precision_score, recall_score

from lstm_core.evaluation.threshold import best_for_f1, counts

EXAMPLES = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 20).map(lambda number: number / 20)), min_size=1, max_size=60
)


@given(EXAMPLES, st.integers(0, 20).map(lambda number: number / 20))
def test_every_figure_is_that_of_scikit_learn(examples: list[tuple[int, float]], threshold: float) -> None:
    labels, scores = (np.array(part) for part in zip(*examples, strict=True))
    said = (scores >= threshold).astype(int)
    found = counts(labels, scores, threshold)
    assert found.matrix == confusion_matrix(labels, said, labels=[0, 1]).tolist()
    assert found.accuracy == pytest.approx(accuracy_score(labels, said))
    assert found.precision == pytest.approx(precision_score(labels, said, zero_division=0))
    assert found.recall == pytest.approx(recall_score(labels, said, zero_division=0))
    assert found.f1 == pytest.approx(f1_score(labels, said, zero_division=0))
    negatives = found.true_negatives + found.false_positives
    assert found.false_positive_rate == pytest.approx(found.false_positives / negatives if negatives else 0)


@given(EXAMPLES)
def test_no_threshold_has_a_higher_f1_than_the_best(examples: list[tuple[int, float]]) -> None:
    labels, scores = (np.array(part) for part in zip(*examples, strict=True))
    best = counts(labels, scores, best_for_f1(labels, scores)).f1
    assert all(counts(labels, scores, score).f1 <= best + 1e-12 for score in scores)


def test_the_best_threshold_lies_between_two_scores() -> None:
    assert best_for_f1(np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.6, 0.9])) == pytest.approx(0.5)


def test_a_score_at_the_threshold_counts() -> None:
    assert counts(np.array([1]), np.array([0.5]), 0.5).true_positives == 1
