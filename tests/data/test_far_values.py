"""Newer values on another scale than those that were learned from."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.data.far_values import far_values


def of(*values: float) -> np.ndarray:
    return np.array(values, np.float64)[:, None]


@pytest.mark.parametrize(
    ("newer", "learned", "far"),
    [
        (of(1.2, 1.25), of(9.5e8, 1.3e9), True),
        (of(17.4, 18.7), of(15_000, 19_000), True),
        (of(17_404, 18_706), of(15, 19), True),
        (of(-1_200, -1_250), of(10, 1_000), False),
        (of(-9_200, -9_250), of(10, 1_000), True),
        (of(0.5, 0.6), of(0, 100), False),
        (of(120, 130), of(60, 100), False),
        (of(55, 9_999, 56), of(50, 60), False),
        (of(5, 5), of(5, 5), False),
    ],
)
def test_another_scale_is_told_and_a_trend_is_not(newer: np.ndarray, learned: np.ndarray, far: bool) -> None:
    assert bool(far_values(newer, learned, ("sales",))) == far


def test_the_sentence_names_the_column_and_both_ranges() -> None:
    newer, learned = np.array([[1.0, 7.5], [1.0, 8.5]]), np.array([[1.0, 7_500], [2.0, 9_000]])
    (said,) = far_values(newer, learned, ("sales", "cold"))
    assert "cold lie from 7.5 to 8.5" in said
    assert "7500 to 9000" in said


def test_what_cannot_be_compared_is_not() -> None:
    assert far_values(of(1, 2), np.ones((3, 2)), ("a", "b")) == []
    assert far_values(np.empty((0, 1)), of(1), ("a",)) == []
    assert "the series" in far_values(of(1_000), of(1, 2), ())[0]


@given(st.lists(st.floats(-1e12, 1e12, allow_subnormal=False), min_size=1, max_size=9), st.data())
def test_a_part_of_what_was_learned_is_never_far(learned: list[float], data: st.DataObject) -> None:
    part = data.draw(st.lists(st.sampled_from(learned), min_size=1))
    assert far_values(of(*part), of(*learned), ("value",)) == []
