from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import mean_absolute_error, mean_squared_error, root_mean_squared_error
from statsmodels.tools import eval_measures

from lstm_core.errors import DataError
from lstm_core.evaluation.forecast_metrics import mae, mase, mse, rmse, seasonal_naive_error, smape

numbers = st.floats(-1e6, 1e6, width=32, allow_subnormal=False)
pairs = st.integers(1, 20).flatmap(lambda n: arrays(np.float64, (2, n, 3), elements=numbers))
trainings = st.integers(2, 30).flatmap(lambda n: arrays(np.float64, n, elements=numbers))

TARGETS = np.array([[1.0, 2.0], [3.0, 4.0]])
FORECASTS = np.array([[1.0, 4.0], [2.0, 1.0]])  # errors 0, 2, -1, -3


def test_by_hand():
    assert mae(TARGETS, FORECASTS) == 6 / 4
    assert mse(TARGETS, FORECASTS) == 14 / 4
    assert rmse(TARGETS, FORECASTS) == pytest.approx(1.8708286933869707)


def test_the_scaled_error_by_hand():
    training = np.array([1.0, 5.0, 2.0, 8.0])
    # season 1: |5 - 1|, |2 - 5|, |8 - 2| = 4, 3, 6; season 2: |2 - 1|, |8 - 5| = 1, 3
    assert seasonal_naive_error(training, 1) == pytest.approx(13 / 3)
    assert seasonal_naive_error(training, 2) == 2
    assert mase(TARGETS, FORECASTS, training, 1) == pytest.approx(1.5 * 3 / 13)
    assert mase(TARGETS, FORECASTS, training, 2) == 0.75


@given(pairs)
def test_errors_are_those_of_scikit_learn_and_statsmodels(pair: np.ndarray):
    flat = pair.reshape(2, -1)
    assert mae(*pair) == pytest.approx(mean_absolute_error(*flat), rel=1e-9)
    assert mse(*pair) == pytest.approx(mean_squared_error(*flat), rel=1e-9)
    assert rmse(*pair) == pytest.approx(root_mean_squared_error(*flat), rel=1e-9)
    assert mae(*pair) == pytest.approx(eval_measures.meanabs(*flat), rel=1e-9)
    assert rmse(*pair) == pytest.approx(eval_measures.rmse(*flat), rel=1e-9)


@given(pairs)
def test_the_symmetric_percentage_is_the_mean_of_its_definition(pair: np.ndarray):
    shares = [
        2 * abs(truth - said) / (abs(truth) + abs(said)) if truth or said else 0.0
        for truth, said in zip(*pair.reshape(2, -1).tolist(), strict=True)
    ]
    assert smape(*pair) == pytest.approx(sum(shares) / len(shares), rel=1e-9, abs=1e-12)


@given(trainings, st.integers(1, 12))
def test_the_seasonal_naive_forecast_itself_has_the_scaled_error_1(training: np.ndarray, season: int):
    assume(len(training) > season)
    assume(seasonal_naive_error(training, season) > 0)
    assert mase(training[season:], training[:-season], training, season) == 1


@given(pairs, trainings, st.floats(0.01, 100), st.floats(-1000, 1000, allow_subnormal=False))
def test_the_scaled_error_knows_no_unit(pair: np.ndarray, training: np.ndarray, factor: float, shift: float):
    assume(seasonal_naive_error(training, 1) > 1)
    found = mase(*pair, training, 1)
    assert mase(*(pair * factor + shift), training * factor + shift, 1) == pytest.approx(found, rel=1e-6, abs=1e-6)


@given(pairs)
def test_errors_are_at_least_0_and_the_same_both_ways(pair: np.ndarray):
    one, other = pair
    assert mae(one, one) == mse(one, one) == rmse(one, one) == 0
    assert mae(one, other) == mae(other, one)
    assert 0 <= mae(one, other) <= rmse(one, other) * (1 + 1e-12)
    assert rmse(one, other) <= np.abs(one - other).max() * (1 + 1e-12)


def test_small_types_are_measured_in_double_precision():
    targets = np.full(10, 60_000, np.float16)
    assert mse(targets, -targets) == pytest.approx(float(targets[0] * np.float64(2)) ** 2)


@pytest.mark.parametrize("metric", [mae, mse, rmse])
def test_shapes_are_not_stretched(metric: Callable[[np.ndarray, np.ndarray], float]):
    with pytest.raises(
        DataError, match=r"^Targets of shape \(3,\) cannot be compared with forecasts of shape \(3, 1\)"
    ):
        metric(np.zeros(3), np.zeros((3, 1)))


@pytest.mark.parametrize("season", [4, 5])
def test_a_training_part_shorter_than_a_season_is_refused(season: int):
    with pytest.raises(
        DataError, match=f"has 4 values, too few for a season of {season}: it needs at least {season + 1}"
    ):
        mase(TARGETS, FORECASTS, np.arange(4.0), season)


def test_a_training_part_that_repeats_itself_measures_nothing():
    with pytest.raises(DataError, match=r"^The training part repeats itself exactly every 2 values"):
        mase(TARGETS, FORECASTS, np.array([1.0, 2.0, 1.0, 2.0]), 2)
