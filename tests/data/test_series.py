import numpy as np
import pytest

from lstm_core.data.series import Series, co2, sine, sunspots


@pytest.mark.parametrize("series", [sine(), sunspots(), co2()], ids=["sine", "sunspots", "co2"])
def test_a_series_is_whole(series: Series):
    count, features = series.values.shape
    assert series.values.dtype == np.float64
    assert np.isfinite(series.values).all()
    assert len(series.names) == features
    assert series.times is None or list(series.times) == sorted(set(series.times))
    assert series.times is None or len(series.times) == count
    assert 1 < series.season < count


def test_the_sine_is_the_classroom_data():
    series = sine()
    np.testing.assert_array_equal(series.values, np.sin(np.linspace(0, 100, 1000))[:, None])
    assert series.season == 63


def test_two_lags_forecast_a_sine_without_error():
    values, step = sine().values[:, 0], 100 / 999
    np.testing.assert_allclose(values[2:], 2 * np.cos(step) * values[1:-1] - values[:-2], atol=1e-12)


def test_sunspots_are_yearly():
    series = sunspots()
    assert series.values.shape == (309, 1)
    assert series.times is not None
    assert (series.times[0], series.times[-1]) == ("1700", "2008")
    assert series.values[:3, 0].tolist() == [5, 11, 16]
    assert series.times[int(series.values.argmax())] == "1957"


def test_co2_is_a_mean_for_each_month_without_gaps():
    series = co2()
    assert series.values.shape == (526, 1)
    assert series.times is not None
    assert (series.times[0], series.times[1], series.times[-1]) == ("1958-03", "1958-04", "2001-12")
    march, _, may, june, july = series.values[:5, 0]
    assert march == 316.1
    assert june == pytest.approx((may + july) / 2)  # never measured


@pytest.mark.parametrize("series", [sine(), sunspots(), co2()], ids=["sine", "sunspots", "co2"])
def test_after_a_season_a_series_is_about_as_like_itself_as_it_gets(series: Series):
    changes = np.diff(series.values[:, 0])  # without the trend
    likeness = {
        lag: np.corrcoef(changes[lag:], changes[:-lag])[0, 1] for lag in range(series.season * 3 // 2) if lag > 2
    }
    assert likeness[series.season] > 0.94 * max(likeness.values())  # a cycle of the sun takes 10.8 years
