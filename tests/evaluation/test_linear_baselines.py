"""Classifiers without a memory."""

import itertools

import numpy as np
import pytest

from lstm_core.evaluation import linear_baselines as linear

WORDS = ("good", "bad", "film", "plot", "the", "was")
ORDER = [" ".join(words) for words in itertools.permutations(("not", "good", "but", "bad"))]
BY_WORD = [f"{a} {b}" for a, b in itertools.product(WORDS, WORDS)]


def test_the_majority_is_the_most_frequent_class() -> None:
    assert linear.majority(np.array([0, 2, 2, 1]), 3).tolist() == [2, 2, 2]


@pytest.mark.parametrize("method", [linear.bag_of_words, linear.nb_svm])
def test_a_word_that_decides_is_found(method) -> None:  # type: ignore[no-untyped-def]
    labels = np.array([int("good" in text) for text in BY_WORD])
    assert method(BY_WORD, labels, ["the good plot", "the bad plot"]).tolist() == [1, 0]


@pytest.mark.parametrize("method", [linear.bag_of_words, linear.nb_svm])
def test_three_classes(method) -> None:  # type: ignore[no-untyped-def]
    labels = np.array([0 if "good" in text else 1 if "bad" in text else 2 for text in BY_WORD])
    assert method(BY_WORD, labels, ["good film", "bad film", "the film"]).tolist() == [0, 1, 2]


def test_the_order_of_words_is_seen_by_pairs_alone() -> None:
    labels = np.array([int("not good" in text) for text in ORDER])
    repeated, several = ORDER * 5, np.tile(labels, 5)
    assert linear.nb_svm(repeated, several, ORDER).tolist() == labels.tolist()
    assert len(set(linear.bag_of_words(repeated, several, ORDER).tolist())) == 1  # every text has the same words


def test_values_are_weighed() -> None:
    values = np.random.default_rng(0).random((300, 4))
    labels = (values.sum(axis=1) > 2).astype(int)
    assert (linear.on_values(values, labels, values) == labels).mean() > 0.95
