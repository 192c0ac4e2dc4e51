"""How sure a share is, against statsmodels and against drawing it many times."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import proportion_confint

from lstm_core.evaluation.interval import paired_difference, wilson


@given(st.integers(1, 20_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_it_is_the_wilson_interval_of_statsmodels(case: tuple[int, int]) -> None:
    low, high = proportion_confint(*case, alpha=0.05, method="wilson")
    assert wilson(*case) == pytest.approx((max(low, 0), min(high, 1)), abs=1e-12)


def test_of_nothing_all_is_possible() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


def test_the_difference_of_paired_shares_is_as_wide_as_drawing_it_shows() -> None:
    drawn = np.random.default_rng(0).multinomial(400, [0.15, 0.05, 0.8], size=20_000)
    differences = (drawn[:, 0] - drawn[:, 1]) / 400
    low, high = paired_difference(np.repeat([1, -1, 0], [60, 20, 320]))
    assert (low + high) / 2 == pytest.approx(0.1, rel=0.01)
    assert (high - low) / 2 == pytest.approx(1.96 * differences.std(), rel=0.03)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 2_000))
def test_of_twenty_examples_it_says_what_the_exact_test_of_mcnemar_says(
    only_one: int, only_other: int, both: int
) -> None:
    both = max(both, 20 - only_one - only_other)
    low, high = paired_difference(np.repeat([1, -1, 0], [only_one, only_other, both]))
    chance = mcnemar([[0, only_one], [only_other, both]], exact=True).pvalue
    if low > 0 or high < 0:
        assert chance < 0.08
    else:
        assert chance > 0.05


def test_classifiers_that_never_differ_may_still_do_so_on_others() -> None:
    low, high = paired_difference(np.zeros(100))
    assert -0.03 < low < 0 < high < 0.03
