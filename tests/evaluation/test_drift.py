"""A forecast that drifts, is late, or dies away."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.evaluation.drift import by_season

PLACES = np.arange(60)


def wave(late: float = 0.0, swing: float = 1.0) -> np.ndarray:
    return swing * np.sin(2 * np.pi * (PLACES - late) / 12)


def numbers(least: float, most: float) -> st.SearchStrategy[float]:
    return st.floats(least, most, allow_subnormal=False)


@given(numbers(-5, 5), numbers(0.05, 20), numbers(-3, 3), numbers(-100, 100))
def test_time_and_swing_are_found_whatever_the_trend(late: float, swing: float, slope: float, level: float):
    trend = slope * PLACES + level
    seasons = by_season(trend + wave(), trend + wave(late, swing), 12)
    assert len(seasons) == 5
    assert [one["late"] for one in seasons] == pytest.approx([late] * 5, abs=1e-6)
    assert [one["swing"] for one in seasons] == pytest.approx([swing] * 5, rel=1e-6)


def test_the_same_series_is_in_time():
    for number, one in enumerate(by_season(wave(), wave(), 12), 1):
        assert one == pytest.approx({"number": number, "rmse": 0, "late": 0, "swing": 1}, abs=1e-12)


def test_a_forecast_that_falls_behind_more_and_more():
    slower = np.sin(2 * np.pi * PLACES / 13)
    late = [one["late"] for one in by_season(wave(), slower, 12)]
    assert late == sorted(late)
    assert late[0] > 0
    assert late[-1] > 2


def test_a_flat_line_has_no_swing_and_the_error_is_that_of_the_wave():
    for one in by_season(wave(), np.zeros(60), 12):
        assert one["swing"] == pytest.approx(0)
        assert one["rmse"] == pytest.approx(np.sqrt(0.5))


def test_only_whole_seasons_that_have_a_wave_count():
    assert len(by_season(wave()[:35], wave()[:35], 12)) == 2
    assert by_season(wave(), wave(), 3) == []
    assert by_season(wave()[:11], wave()[:11], 12) == []
    assert by_season(np.zeros(24), wave()[:24], 12) == []


def test_a_season_without_a_wave_leaves_the_numbers_as_they_are():
    truth = np.concatenate([wave()[:12], np.zeros(12), wave()[:12]])
    assert [one["number"] for one in by_season(truth, truth, 12)] == [1, 3]
