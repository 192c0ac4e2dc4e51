from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.data.windows import seen_values, split_in_time, windows
from lstm_core.errors import DataError


def test_by_hand():
    values = np.array([[0, 100], [1, 101], [2, 102], [3, 103], [4, 104]])
    inputs, targets = windows(values, window=2, horizon=2)
    assert inputs.tolist() == [[[0, 100], [1, 101]], [[1, 101], [2, 102]]]
    assert targets.tolist() == [[2, 3], [3, 4]]


def test_a_thousand_points_are_950_windows_of_50():
    inputs, targets = windows(np.arange(1000.0)[:, None], window=50, horizon=1)
    assert inputs.shape == (950, 50, 1)
    assert targets.shape == (950, 1)
    np.testing.assert_array_equal(inputs[:, -1] + 1, targets)


@given(st.integers(1, 40), st.integers(1, 10), st.integers(1, 10), st.integers(1, 3))
def test_every_window_is_followed_by_its_targets(count: int, window: int, horizon: int, features: int):
    values = np.random.default_rng(0).random((count, features))
    if count < window + horizon:
        with pytest.raises(DataError):
            windows(values, window, horizon)
        return
    inputs, targets = windows(values, window, horizon)
    assert len(inputs) == len(targets) == count - window - horizon + 1
    for n, (given_values, following) in enumerate(zip(inputs, targets, strict=True)):
        np.testing.assert_array_equal(given_values, values[n : n + window])
        np.testing.assert_array_equal(following, values[n + window : n + window + horizon, 0])


def test_windows_are_copies_of_the_same_type():
    values = np.zeros((10, 1), np.float32)
    inputs, targets = windows(values, 3, 1)
    assert inputs.dtype == targets.dtype == np.float32
    inputs[:] = targets[:] = 1
    assert not values.any()
    assert inputs.flags.c_contiguous


def test_the_shortest_series_is_one_window():
    inputs, targets = windows(np.arange(5.0)[:, None], window=3, horizon=2)
    assert inputs.tolist() == [[[0], [1], [2]]]
    assert targets.tolist() == [[3, 4]]


def test_a_series_that_is_too_short_is_refused_in_a_sentence():
    sentence = (
        r"^The series has 52 values, but a window of 50 and a horizon of 3 need at least 53: take .* longer series\.$"
    )
    with pytest.raises(DataError, match=sentence):
        windows(np.zeros((52, 1)), 50, 3)


# Parts


def test_shares_are_shares_of_all_windows():
    assert split_in_time(950, 0.1, 0.2, horizon=1) == (range(665), range(665, 760), range(760, 950))


def test_windows_that_share_targets_with_the_next_part_are_left_out():
    # ten windows of horizon 3; the test part answers from window 8 on, so windows 6 and 7 would know its targets
    assert split_in_time(10, 0.4, 0.2, horizon=3) == (range(2), range(4, 6), range(8, 10))


def test_a_part_of_no_share_costs_no_windows():
    assert split_in_time(10, 0, 0.2, horizon=3) == (range(6), range(8, 8), range(8, 10))
    assert split_in_time(10, 0.2, 0, horizon=3) == (range(6), range(8, 10), range(10, 10))
    assert split_in_time(10, 0, 0, horizon=3) == (range(10), range(10, 10), range(10, 10))


shares = st.floats(0, 0.45, allow_subnormal=False)


@given(st.integers(1, 200), shares, shares, st.integers(1, 10), st.integers(1, 20))
def test_no_value_is_a_target_in_two_parts(count: int, validation: float, test: float, horizon: int, window: int):
    try:
        parts = split_in_time(count, validation, test, horizon)
    except DataError:
        return
    answered = [{step for n in part for step in range(n + window, n + window + horizon)} for part in parts if part]
    for earlier, later in pairwise(answered):
        assert max(earlier) < min(later)
    assert parts.training
    assert len(parts.test) == round(count * test)
    assert count - sum(map(len, parts)) == (horizon - 1) * (len(answered) - 1)


@given(st.integers(40, 80), st.integers(1, 5), st.integers(1, 5))
def test_what_may_be_learned_from_ends_with_the_last_training_target(count: int, window: int, horizon: int):
    values = np.arange(count, dtype=np.float64)[:, None]
    inputs, targets = windows(values, window, horizon)
    parts = split_in_time(len(inputs), 0.2, 0.2, horizon)
    seen = values[: seen_values(parts.training, window, horizon)]
    assert seen.max() == targets[parts.training].max()
    assert seen.max() < targets[parts.validation].min()


@pytest.mark.parametrize(
    ("count", "validation", "test", "horizon", "part"),
    [
        (3, 0.1, 0.4, 1, r"validation part \(10%\)"),
        (3, 0.4, 0.1, 1, r"test part \(10%\)"),
        (10, 0.2, 0.2, 3, r"validation part \(20%\)"),
        (10, 0.4, 0.4, 3, r"training part \(20%\)"),
        (0, 0, 0, 1, r"training part \(100%\)"),
        (10, 0.5, 0.5, 1, r"training part \(0%\)"),
    ],
)
def test_a_part_without_windows_is_refused(count: int, validation: float, test: float, horizon: int, part: str):
    sentence = (
        rf"^The series gives {count} windows .* horizon of {horizon}, and none is left for the {part}: take .*\.$"
    )
    with pytest.raises(DataError, match=sentence):
        split_in_time(count, validation, test, horizon)
