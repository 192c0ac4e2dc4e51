"""Units by what they do."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.inspection.units import correlations, negated, spread, strongest_first


def test_a_negation_reaches_three_words_on():
    tokens = ["the", "film", "wasn't", "all", "that", "bad", "but", "not", "good"]
    assert negated(tokens).tolist() == [0, 0, 1, 1, 1, 1, 0, 1, 1]
    assert negated(["nothing", "noted", "wasn’t"]).tolist() == [1, 1, 1]
    assert not negated(["noted", "another", "cannoli"]).any()


@given(st.integers(3, 40), st.integers(1, 5))
def test_correlations_are_those_of_numpy(steps: int, units: int):
    random = np.random.default_rng(steps * 10 + units)
    states, feature = random.normal(size=(steps, units)), random.normal(size=steps)
    expected = [np.corrcoef(states[:, unit], feature)[0, 1] for unit in range(units)]
    np.testing.assert_allclose(correlations(states, feature), expected, atol=1e-9)


def test_what_never_changes_has_no_correlation_and_no_spread():
    states = np.stack([np.ones(4), np.arange(4.0)], axis=1)
    assert correlations(states, np.arange(4.0)) == pytest.approx([0.0, 1.0])
    assert correlations(states, np.ones(4)).tolist() == [0.0, 0.0]
    assert spread(states) == pytest.approx([0.0, np.arange(4.0).std()])


def test_the_strongest_come_first_whatever_their_sign():
    assert strongest_first(np.array([0.1, -0.9, 0.5])).tolist() == [1, 2, 0]
