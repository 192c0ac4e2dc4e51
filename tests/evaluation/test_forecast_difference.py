"""Whether one forecaster is better than another, against statsmodels and against drawing it many times."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from statsmodels.stats.sandwich_covariance import S_hac_simple

from lstm_core.evaluation.forecast_difference import by_origin, long_run_variance, mean_difference

numbers = st.floats(-1e3, 1e3, allow_subnormal=False)


@given(arrays(np.float64, st.integers(2, 40), elements=numbers), st.integers(1, 10))
def test_the_variance_is_that_of_newey_and_west_in_statsmodels(values: np.ndarray, width: int) -> None:
    centred = values - values.mean()
    expected = S_hac_simple(centred[:, None], nlags=min(width, len(values)) - 1)[0, 0] / len(values)
    assert long_run_variance(values, min(width, len(values))) == pytest.approx(max(0.0, expected), abs=1e-6)


@given(arrays(np.float64, st.tuples(st.integers(1, 60), st.integers(1, 4)), elements=numbers))
def test_few_origins_stay_apart(errors: np.ndarray) -> None:
    assert by_origin(errors) == pytest.approx(np.abs(errors).mean(axis=1), rel=1e-5)


def test_many_origins_are_brought_together_evenly() -> None:
    errors = np.random.default_rng(0).normal(size=(10_000, 3))
    found = by_origin(errors)
    assert len(found) == 2_000
    assert np.mean(found) == pytest.approx(np.abs(errors).mean(), rel=1e-5)
    assert found[0] == pytest.approx(np.abs(errors[:5]).mean(), rel=1e-5)


def drawn(count: int, memory: float, chance: np.random.Generator) -> np.ndarray:
    """(count,) values that lean on the one before; their mean is 0."""
    noise, values = chance.normal(size=count + 50), np.zeros(count + 50)
    for place in range(1, count + 50):
        values[place] = memory * values[place - 1] + noise[place]
    return values[50:]


@pytest.mark.parametrize(("memory", "horizon", "count"), [(0.0, 0, 50), (0.0, 1, 100), (0.3, 1, 300), (0.6, 1, 300)])
def test_the_interval_holds_the_truth_in_about_95_of_100_experiments(memory: float, horizon: int, count: int) -> None:
    chance = np.random.default_rng(1)
    found = [mean_difference(drawn(count, memory, chance), horizon) for _ in range(600)]
    assert 0.92 <= np.mean([one.low <= 0 <= one.high for one in found]) <= 0.975


def test_forecasts_that_overlap_count_for_less_than_their_number() -> None:
    overlapping = np.convolve(np.random.default_rng(0).normal(size=311), np.ones(12) / 12, "valid")
    together, apart = mean_difference(overlapping, 12), mean_difference(overlapping, 0)
    assert together.high - together.low > 2 * (apart.high - apart.low)


def test_forecasts_that_are_the_same_do_not_differ() -> None:
    found = mean_difference(np.zeros(30), 1)
    assert (found.mean, found.excludes_zero) == (0.0, False)


def test_one_forecast_proves_nothing() -> None:
    found = mean_difference(np.ones(1), 1)
    assert math.isnan(found.low)
    assert not found.excludes_zero
