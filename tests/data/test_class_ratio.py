import math

import numpy as np
import pytest
from fakes import sequences_of
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.data.class_ratio import word_ratios


def test_the_ratio_by_hand():
    """Word 2 is in two texts of the second class and in none of the first, word 3 in one of each; a text counts a word once."""
    sequences = sequences_of([[2, 2, 2, 3], [2, 1], [3, 1]], [1, 1, 0])
    ratios = word_ratios(sequences, 4, 2)
    positive, negative = {1: 1 + 1, 2: 2 + 1, 3: 1 + 1}, {1: 1 + 1, 2: 0 + 1, 3: 1 + 1}
    of_positive, of_negative = (
        sum(positive.values()) + 1,
        sum(negative.values()) + 1,
    )  # padding is nowhere, and smoothed too
    for word in (2, 3):
        expected = math.log(positive[word] / of_positive) - math.log(negative[word] / of_negative)
        assert ratios[word, 0] == pytest.approx(expected, abs=1e-6)
    assert ratios[:2].tolist() == [[0], [0]]


@given(
    st.lists(st.tuples(st.lists(st.integers(1, 8), min_size=1, max_size=9), st.integers(0, 2)), min_size=3, max_size=9)
)
def test_several_classes_are_each_held_against_all_others(examples: list[tuple[list[int], int]]):
    tokens, labels = zip(*examples, strict=True)
    ratios = word_ratios(sequences_of(tokens, labels), 9, 3)
    assert ratios.shape == (9, 3)
    for one in range(3):
        alone = word_ratios(sequences_of(tokens, [int(label == one) for label in labels]), 9, 2)
        np.testing.assert_allclose(ratios[:, one], alone[:, 0], rtol=1e-5, atol=1e-6)


def test_only_the_part_of_a_text_that_is_read_counts():
    sequences = sequences_of([[2, 3, 4], [5, 6, 7]], [0, 1])
    half = type(sequences)(sequences.flat, sequences.starts + 1, sequences.lengths - 1, sequences.targets)
    ratios = word_ratios(half, 8, 2)[:, 0]
    assert ratios[2] == ratios[5] != ratios[3]
