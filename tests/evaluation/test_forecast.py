"""Free-running forecasts, and the rules that need no network."""

import numpy as np
import pytest

from lstm_core.evaluation.forecast import baselines, free_running


def test_free_running_is_fed_with_its_own_forecasts():
    seen = []

    def predict(window: np.ndarray) -> np.ndarray:
        seen.append(window.ravel().tolist())
        return window[-1] + [1.0, 2.0]

    assert free_running(np.array([[8.0], [9.0], [10.0]]), 5, predict).tolist() == [11, 12, 13, 14, 15]
    assert seen == [[8, 9, 10], [10, 11, 12], [12, 13, 14]]


def rules(values: np.ndarray, first: int, horizon: int, season: int) -> dict[str, float]:
    """The mean absolute error of every rule, on as many targets as there are."""
    count = len(values) - first - horizon + 1
    targets = np.stack([values[first + place : first + place + horizon] for place in range(count)])
    return {name: figures["mae"] for name, figures in baselines(values, first, targets, season).items()}


def test_each_rule_is_right_where_its_rule_holds():
    places = np.arange(60)
    saw, line = np.tile([0.0, 3.0, 1.0, 7.0], 15), 0.5 * places
    flat = rules(np.full(60, 4.0), 40, 3, season=4)
    assert flat["last value"] == 0
    assert rules(np.sin(places / 5), 40, 3, season=4)["linear fit of two lags"] == pytest.approx(0, abs=1e-9)
    assert rules(saw, 40, 6, season=4)["seasonal naive"] == 0
    rising = rules(saw + line, 40, 6, season=4)
    assert rising["seasonal naive plus its growth"] == pytest.approx(0, abs=1e-9)
    assert rising["seasonal naive"] > 1


def test_the_rules_by_hand():
    values = np.array([1.0, 2.0, 4.0, 3.0, 5.0, 9.0])
    found = baselines(values, 4, np.array([[5.0, 9.0]]), season=2)
    assert found["last value"] == {"mae": (2 + 6) / 2, "mse": (4 + 36) / 2}  # says 3, 3
    assert found["seasonal naive"] == {"mae": (1 + 6) / 2, "mse": (1 + 36) / 2}  # says 4, 3
    assert found["seasonal naive plus its growth"]["mae"] == (0 + 5) / 2  # says 4 + (3 - 2), 3 + (3 - 2)


@pytest.mark.parametrize("season", [1, 40, 41])
def test_no_season_before_the_test_part_no_seasonal_rule(season: int):
    assert set(rules(np.arange(50.0), 40, 1, season)) == {"last value", "linear fit of two lags"}
