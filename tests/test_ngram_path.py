import numpy as np
import pytest
from fakes import sequences_of

from lstm_core.data.ngrams import NGrams
from lstm_core.ngram_path import NGramPath

WORDS = NGrams(4, (np.array([2, 3], np.int64),), np.array([2.0, -2.0], np.float32), 0.0)  # 2 speaks for, 3 against


def probabilities(second: np.ndarray) -> np.ndarray:
    return np.stack([1 - second, second], axis=1).astype(np.float32)


@pytest.mark.parametrize("right", ["lstm", "ngrams"])
def test_the_path_that_is_right_counts(right: str):
    random = np.random.default_rng(0)
    labels, noise = random.integers(0, 2, 400), random.integers(0, 2, 400)
    words, lstm = (noise, labels) if right == "lstm" else (labels, noise)
    part = sequences_of([[2] if word else [3] for word in words], labels.tolist())
    path = NGramPath.weighed(WORDS, probabilities(0.2 + 0.6 * lstm), part)
    weights = abs(path.lstm_weight), abs(path.ngram_weight)
    assert (weights[0] > 5 * weights[1]) == (right == "lstm")
    both = path.probabilities(probabilities(0.2 + 0.6 * lstm), part)
    assert (both.argmax(axis=1) == labels).all()
    np.testing.assert_allclose(both.sum(axis=1), 1, rtol=1e-6)


def test_both_count_the_same_where_one_class_alone_is_there_to_weigh_them_by():
    path = NGramPath.weighed(WORDS, probabilities(np.array([0.5, 0.9])), sequences_of([[2], [3]], [1, 1]))
    assert (path.lstm_weight, path.ngram_weight, path.bias) == (0.5, 0.5, 0.0)


def test_a_certain_answer_is_still_a_number():
    path = NGramPath(WORDS, 1.0, 1.0, 0.0)
    both = path.probabilities(np.array([[1.0, 0.0], [0.0, 1.0]], np.float32), sequences_of([[2], [3]]))
    assert np.isfinite(both).all()
    assert both.argmax(axis=1).tolist() == [0, 1]


def test_the_less_likely_class_keeps_its_digits():
    """1 - p is 0 from some 37 logits on, and a surprise would cost nothing to tell apart from an impossibility."""
    path = NGramPath(WORDS, 40.0, 0.0, 0.0)
    (first,) = path.probabilities(np.array([[0.25, 0.75]], np.float32), sequences_of([[2]]))
    assert first[0] == pytest.approx(3.0**-40, rel=1e-4)
