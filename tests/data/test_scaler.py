import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from lstm_core.data.scaler import Scaler

numbers = st.floats(-1e6, 1e6, width=32, allow_subnormal=False)
series = array_shapes(min_dims=2, max_dims=2, max_side=12).flatmap(
    lambda shape: arrays(np.float64, shape, elements=numbers)
)

long_series = series.filter(lambda values: len(values) > 1)


def test_by_hand():
    scaler = Scaler.fit(np.array([[2.0, 10.0], [4.0, 30.0]]))
    assert scaler.mean.tolist() == [3, 20]
    assert scaler.scale.tolist() == [1, 10]
    assert scaler.transform(np.array([[5.0, 0.0]])).tolist() == [[2, -2]]
    assert scaler.inverse_targets(np.array([[0.0, 1.0, -1.0]]), np.zeros(1)).tolist() == [[3, 4, 2]]


def test_differences_by_hand():
    scaler = Scaler.fit(np.array([[2.0], [4.0], [8.0]]), differences=True)
    assert (scaler.mean.tolist(), scaler.scale.tolist()) == ([3], [1])
    assert scaler.transform(np.array([[10.0], [13.0], [12.0]])).tolist() == [[0], [-4]]
    assert scaler.inverse_targets(np.array([[0.0, -4.0]]), last=np.array([10.0])).tolist() == [[13, 12]]


@given(series)
def test_what_it_was_fitted_on_has_mean_0_and_deviation_1_or_0(values: np.ndarray):
    scaled = Scaler.fit(values).transform(values)
    changes = np.ptp(values, axis=0) > 1e-6 * np.abs(values).max(axis=0)
    assert scaled.mean(axis=0) == pytest.approx(0, abs=1e-6)
    assert scaled[:, changes].std(axis=0) == pytest.approx(1)


@given(long_series, st.booleans())
def test_there_and_back(values: np.ndarray, differences: bool):
    scaler = Scaler.fit(values, differences=differences)
    largest = np.abs(values).max()
    last, following = values[:-1, 0], values[1:, :1]
    for scaled in (scaler.transform_targets(following, last), scaler.transform(values)[-len(last) :, :1]):
        np.testing.assert_allclose(scaler.inverse_targets(scaled, last), following, atol=1e-9 * largest)


@given(long_series, st.booleans())
def test_what_is_forecast_at_once_comes_back_too(values: np.ndarray, differences: bool):
    scaler, ahead = Scaler.fit(values, differences=differences), values[None, 1:, 0]
    last = values[:1, 0]
    scaled = scaler.transform_targets(ahead, last)
    np.testing.assert_allclose(scaler.inverse_targets(scaled, last), ahead, atol=1e-9 * np.abs(values).max())


def test_a_trend_is_gone_from_the_differences_wherever_one_looks():
    rising = 0.3 * np.arange(1_000.0)[:, None]
    scaler = Scaler.fit(rising[:500], differences=True)
    assert np.abs(scaler.transform(rising)).max() < 1e-9


@pytest.mark.parametrize("differences", [False, True])
def test_a_description_is_enough(differences: bool):
    scaler = Scaler.fit(np.array([[1.0], [4.0], [5.0]]), differences=differences)
    again = Scaler.of_description(json.loads(json.dumps(scaler.described())))
    assert again.described() == scaler.described()


@pytest.mark.parametrize("value", [0.0, 0.1, -7.0, 1e9, 1e-300])
def test_what_never_changes_becomes_0_and_comes_back(value: float):
    values = np.full((1_001, 1), value)
    scaler = Scaler.fit(values)
    assert scaler.scale.tolist() == [1]
    assert not scaler.transform(values).any()
    np.testing.assert_array_equal(scaler.inverse_targets(np.zeros((3, 1)), values[:3, 0]), values[:3])


def test_changes_too_small_for_a_deviation_do_not_divide_by_0():
    scaler = Scaler.fit(np.array([[0.0], [1e-200]]))
    assert scaler.scale.tolist() == [1]
