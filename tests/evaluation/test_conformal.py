"""Intervals as wide as earlier errors ask for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.evaluation.conformal import adaptive_half_widths, coverage, half_width

ERRORS = st.lists(st.floats(0, 100, allow_subnormal=False), min_size=1, max_size=60).map(np.array)


@given(ERRORS, st.floats(0.05, 0.99))
def test_the_width_covers_at_least_the_level_of_the_errors_it_is_made_of(errors: np.ndarray, level: float) -> None:
    assert coverage(errors, half_width(errors, level)) >= min(level, 1 - 1e-9)


def test_it_is_the_place_lei_and_others_name() -> None:
    errors = np.arange(1, 20.0)  # 19 errors: ceil(20 * 0.9) = 18
    assert half_width(errors[::-1], 0.9) == 18
    assert half_width(errors, 0.99) == 19  # the largest there is


@pytest.mark.parametrize("level", [0.8, 0.9, 0.95])
def test_values_of_the_same_kind_lie_inside_as_often_as_promised(level: float) -> None:
    """On average over many calibration parts, as the theorem says."""
    chance = np.random.default_rng(0)
    drawn = np.abs(chance.standard_t(4, (2_000, 101)))
    inside = [one[-1] <= half_width(one[:-1], level) for one in drawn]
    assert np.mean(inside) == pytest.approx(level, abs=0.02)


@pytest.mark.parametrize("level", [0.8, 0.9, 0.95])
@pytest.mark.parametrize("kind", ["the same", "heavy tails", "wider and wider", "in clusters", "ten times as wide"])
@pytest.mark.parametrize("seed", range(5))
def test_what_adapts_holds_its_promise_within_three_points(kind: str, level: float, seed: int) -> None:
    """On held-out series, whatever they do: 50 errors known before, 200 to come."""
    chance = np.random.default_rng(seed)
    errors = chance.normal(size=250)
    if kind == "heavy tails":
        errors = chance.standard_t(3, 250)
    if kind == "wider and wider":
        errors = errors * np.linspace(1, 4, 250)
    if kind == "in clusters":
        for place in range(1, 250):
            errors[place] += 0.7 * errors[place - 1]
    if kind == "ten times as wide":
        errors[50:] *= 10
    known, following = np.abs(errors[:50]), np.abs(errors[50:])
    widths = adaptive_half_widths(known, following, level)
    assert coverage(following, widths[:-1]) == pytest.approx(level, abs=0.03)


@given(ERRORS, ERRORS)
def test_no_width_knows_what_comes_after_it(known: np.ndarray, following: np.ndarray) -> None:
    place = len(following) // 2
    changed = following.copy()
    changed[place:] = changed[place:] * 3 + 1
    before = adaptive_half_widths(known, following, 0.9)
    after = adaptive_half_widths(known, changed, 0.9)
    assert len(before) == len(following) + 1
    assert before[: place + 1].tolist() == after[: place + 1].tolist()
