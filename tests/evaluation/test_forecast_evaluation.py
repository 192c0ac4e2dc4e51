"""What a page shows of a forecaster; figures are those of scikit-learn and statsmodels."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import mean_absolute_error, root_mean_squared_error
from statsmodels.stats.diagnostic import acorr_ljungbox
from statsmodels.tsa.stattools import acf

from lstm_core.errors import LabError
from lstm_core.evaluation.forecast_evaluation import ahead, by_step, evaluation, residual_figures
from lstm_core.evaluation.forecast_metrics import smape
from lstm_core.evaluation.forecast_outputs import ForecastOutputs, Forecasts


def forecasts(values: np.ndarray, first: int, end: int, horizon: int, far: int, seed: int) -> Forecasts:
    """Of a part, off by noise."""
    chance = np.random.default_rng(seed)
    starts = np.arange(first, end - horizon + 1)
    padded = np.concatenate([values, np.zeros(far)])
    direct = padded[starts[:, None] + np.arange(horizon)] + chance.normal(0, 0.3, (len(starts), horizon))
    followed = padded[starts[:, None] + np.arange(far)] + chance.normal(0, 0.5, (len(starts), far))
    return Forecasts(first, end, direct, starts, followed)


def outputs(seed: int = 0, horizon: int = 2, *, validation: bool = True, length: int = 160) -> ForecastOutputs:
    values = np.random.default_rng(seed).normal(size=length).cumsum()
    first, test = length // 2, length * 3 // 4
    return ForecastOutputs(
        values[:, None],
        tuple(f"day {number}" for number in range(length)),
        7,
        10,
        first,
        forecasts(values, test, length, horizon, 6, seed + 1),
        forecasts(values, first, test, horizon, 6, seed + 2) if validation else None,
    )


def test_they_come_back_from_disk_as_they_were(tmp_path: Path) -> None:
    for kept in (outputs(), outputs(validation=False)):
        kept.save(tmp_path)
        found = ForecastOutputs.load(tmp_path)
        assert np.array_equal(found.values, kept.values)
        assert (found.times, found.season, found.window, found.known) == (kept.times, 7, 10, kept.known)
        assert (found.validation is None) == (kept.validation is None)
        for name, value in vars(kept.test).items():
            assert np.array_equal(getattr(found.test, name), value)


def test_without_a_file_it_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(LabError, match="has not kept what it answered"):
        ForecastOutputs.load(tmp_path)


@given(st.integers(0, 2**31), st.integers(1, 4))
def test_the_figures_are_those_of_scikit_learn(seed: int, horizon: int) -> None:
    kept = outputs(seed, horizon)
    found = evaluation(kept)
    truth = np.stack([kept.target[kept.test.first + n :][:horizon] for n in range(len(kept.test.direct))])
    assert found["figures"]["mae"] == pytest.approx(mean_absolute_error(truth, kept.test.direct))
    assert found["figures"]["rmse"] == pytest.approx(root_mean_squared_error(truth.ravel(), kept.test.direct.ravel()))
    json.dumps(found, allow_nan=False)


def test_steps_beyond_the_end_of_the_part_do_not_count() -> None:
    errors = np.array([[1.0, 3.0], [-3.0, np.nan]])
    assert by_step(errors)["mae"] == [2.0, 3.0]
    assert by_step(errors)["rmse"] == pytest.approx([5**0.5, 3.0])
    far = outputs().test
    errors = far.far_errors(outputs().target)
    assert np.isnan(errors[-1, 2:]).all()
    assert not np.isnan(errors[:, :2]).any()


@given(st.integers(0, 2**31), st.integers(30, 200))
def test_autocorrelation_and_test_are_those_of_statsmodels(seed: int, count: int) -> None:
    errors = np.random.default_rng(seed).normal(size=count).cumsum()
    found = residual_figures(errors)
    lags = len(found["autocorrelation"])
    assert found["autocorrelation"] == pytest.approx(acf(errors, nlags=lags)[1:].tolist())
    assert found["chance"] == pytest.approx(acorr_ljungbox(errors, lags=[10])["lb_pvalue"].iloc[0])
    assert sum(found["counts"]) == count


def test_errors_that_are_all_equal_have_no_correlation() -> None:
    assert "autocorrelation" not in residual_figures(np.ones(50))


def test_intervals_need_a_validation_part() -> None:
    assert evaluation(outputs(validation=False))["intervals"] == {}


def test_intervals_hold_what_they_promise() -> None:
    found = evaluation(outputs(length=1_200))["intervals"]
    for level, interval in found.items():
        assert interval["adaptive_coverage"] == pytest.approx(float(level), abs=0.03)
        assert interval["coverage"] == pytest.approx(float(level), abs=0.06)
    assert found["0.8"]["half_width"] < found["0.95"]["half_width"]


def test_intervals_ahead_never_grow_narrower() -> None:
    widths = ahead(outputs(), 0.9)
    assert all(narrow <= wide for narrow, wide in zip(ahead(outputs(), 0.8), widths, strict=True))
    assert len(widths) == 6
    assert widths == sorted(widths)


def test_smape_is_as_its_formula() -> None:
    targets, guesses = np.array([1.0, 0.0, -2.0]), np.array([3.0, 0.0, 2.0])
    assert smape(targets, guesses) == pytest.approx((1 + 0 + 2) / 3)
