import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.evaluation.noise import chance_margin, error_margin, interval, paired

shares = st.integers(0, 10_000).map(lambda right: right / 10_000)


def test_the_interval_by_hand():
    # mean 3, standard deviation 1.5811, t of 4 degrees of freedom 2.7764
    found = interval([1.0, 2.0, 3.0, 4.0, 5.0])
    assert found.mean == 3
    assert found.high - found.mean == pytest.approx(2.7764451 * 1.5811388 / math.sqrt(5))
    assert found.low == pytest.approx(3 - (found.high - 3))
    assert found.excludes_zero


def test_one_value_has_no_interval_and_proves_nothing():
    found = interval([0.7])
    assert (found.mean, found.count) == (0.7, 1)
    assert math.isnan(found.low)
    assert math.isnan(found.high)
    assert not found.excludes_zero


@given(st.lists(shares, min_size=2, max_size=20))
def test_the_mean_lies_in_its_interval(values: list[float]):
    found = interval(values)
    assert found.low <= found.mean <= found.high


def test_the_interval_holds_the_truth_in_95_of_100_experiments():
    chance = random.Random(3)
    held = 0
    for _ in range(2_000):
        found = interval([chance.gauss(0.9, 0.02) for _ in range(5)])
        held += found.low <= 0.9 <= found.high
    assert 0.935 <= held / 2_000 <= 0.965


def test_pairing_takes_out_what_the_seeds_share():
    luck = {seed: 0.05 * seed for seed in range(5)}
    better = {seed: 0.51 + luck[seed] + 0.001 * (seed % 2) for seed in range(5)}
    worse = {seed: 0.5 + luck[seed] for seed in range(5)}
    found = paired(better, worse)
    assert found
    assert found.excludes_zero
    assert found.mean == pytest.approx(0.0104)
    spread = interval(list(better.values()))
    assert spread.high - spread.low > 10 * (found.high - found.low)  # without pairing it would drown


def test_only_seeds_that_both_have_are_paired():
    found = paired({0: 0.9, 1: 0.8}, {1: 0.7, 2: 0.1})
    assert found
    assert (found.mean, found.count) == (pytest.approx(0.1), 1)
    assert paired({0: 0.9}, {1: 0.9}) is None


def test_a_coin_stays_within_its_margin_39_times_in_40():
    chance = random.Random(7)
    beyond = sum(
        sum(chance.random() < 0.5 for _ in range(400)) / 400 > 0.5 + chance_margin(0.5, 400) for _ in range(2_000)
    )
    assert 0.012 < beyond / 2_000 < 0.04


def test_errors_without_skill_stay_within_their_margin_39_times_in_40():
    chance = random.Random(7)
    beyond = sum(
        sum(chance.expovariate(1 / 3) for _ in range(400)) / 400 < 3 - error_margin(3, 400) for _ in range(2_000)
    )
    assert 0.012 < beyond / 2_000 < 0.04
