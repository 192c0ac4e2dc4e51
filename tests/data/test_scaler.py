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


def test_by_hand():
    scaler = Scaler.fit(np.array([[2.0, 10.0], [4.0, 30.0]]))
    assert scaler.mean.tolist() == [3, 20]
    assert scaler.scale.tolist() == [1, 10]
    assert scaler.transform(np.array([[5.0, 0.0]])).tolist() == [[2, -2]]
    assert scaler.inverse(np.array([[2.0, -2.0]])).tolist() == [[5, 0]]
    assert scaler.inverse_targets(np.array([[0.0, 1.0, -1.0]])).tolist() == [[3, 4, 2]]


@given(series)
def test_what_it_was_fitted_on_has_mean_0_and_deviation_1_or_0(values: np.ndarray):
    scaled = Scaler.fit(values).transform(values)
    changes = np.ptp(values, axis=0) > 1e-6 * np.abs(values).max(axis=0)
    assert scaled.mean(axis=0) == pytest.approx(0, abs=1e-6)
    assert scaled[:, changes].std(axis=0) == pytest.approx(1)


@given(series)
def test_there_and_back(values: np.ndarray):
    scaler = Scaler.fit(values)
    largest = np.abs(values).max()
    np.testing.assert_allclose(scaler.inverse(scaler.transform(values)), values, atol=1e-9 * largest)
    scaled = scaler.transform(values)[..., 0]
    np.testing.assert_allclose(scaler.inverse_targets(scaled), values[..., 0], atol=1e-9 * largest)


@pytest.mark.parametrize("value", [0.0, 0.1, -7.0, 1e9, 1e-300])
def test_what_never_changes_becomes_0_and_comes_back(value: float):
    values = np.full((1_001, 1), value)
    scaler = Scaler.fit(values)
    assert scaler.scale.tolist() == [1]
    assert not scaler.transform(values).any()
    np.testing.assert_array_equal(scaler.inverse(np.zeros((3, 1))), values[:3])


def test_changes_too_small_for_a_deviation_do_not_divide_by_0():
    scaler = Scaler.fit(np.array([[0.0], [1e-200]]))
    assert scaler.scale.tolist() == [1]
