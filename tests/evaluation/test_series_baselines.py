"""Forecasts without a network, against statsmodels itself."""

import warnings

import numpy as np
import pytest
from statsmodels.tsa.ar_model import AutoReg, ar_select_order
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

from lstm_core.data import series
from lstm_core.evaluation import series_baselines as simple

CO2 = series.co2().values[:200, 0]
STARTS = np.array([150, 151, 170, 190])


def test_the_last_value_and_the_season_before() -> None:
    values = np.arange(20.0)
    assert simple.last_value(values, np.array([5]), 3).tolist() == [[4, 4, 4]]
    assert simple.seasonal_naive(values, np.array([8]), 5, 3).tolist() == [[5, 6, 7, 5, 6]]


def test_the_autoregression_is_that_of_statsmodels() -> None:
    found = simple.autoregression(CO2, 150, STARTS, 5, 12)
    lags = ar_select_order(CO2[:150], 13, ic="aic").ar_lags
    fitted = AutoReg(CO2[:150], lags).fit()
    assert found[0] == pytest.approx(fitted.forecast(5))
    assert found[3] == pytest.approx(fitted.apply(CO2[:190]).forecast(5))


def test_a_sine_has_no_error() -> None:
    wave = np.sin(np.linspace(0, 60, 600))
    found = simple.autoregression(wave, 480, np.array([500]), 20, 63)
    assert found[0] == pytest.approx(wave[500:520], abs=1e-6)


def test_exponential_smoothing_is_that_of_statsmodels() -> None:
    found = simple.exponential_smoothing(CO2, 150, STARTS, 14, 12)
    kind = {"error": "add", "trend": "add", "damped_trend": True, "seasonal": "add", "seasonal_periods": 12}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = ETSModel(CO2[:150], **kind, initialization_method="heuristic").fit(disp=False)
        followed = ETSModel(CO2[:190], **kind, initialization_method="heuristic").smooth(fitted.params)
    assert found[0] == pytest.approx(fitted.forecast(14))
    assert found[3] == pytest.approx(followed.forecast(14), rel=1e-6)


@pytest.mark.parametrize("method", [simple.autoregression, simple.exponential_smoothing])
def test_nothing_is_known_of_what_comes_later(method) -> None:  # type: ignore[no-untyped-def]
    changed = CO2.copy()
    changed[170:] = 0
    before, after = (method(values, 150, STARTS[:3], 5, 12) for values in (CO2, changed))
    assert before == pytest.approx(after)


def test_without_a_season_there_is_a_trend() -> None:
    values = np.arange(60.0) + np.random.default_rng(0).normal(0, 0.1, 60)
    found = simple.exponential_smoothing(values, 50, np.array([55]), 3, 1)
    assert found[0] == pytest.approx([55, 56, 57], abs=1)


def test_a_constant_past_stays_constant() -> None:
    values = np.ones(40)
    assert simple.autoregression(values, 30, np.array([35]), 3, 1)[0] == pytest.approx(np.ones(3))
    assert simple.exponential_smoothing(values, 30, np.array([35]), 3, 1)[0] == pytest.approx(np.ones(3))
