"""Student's t against scipy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import stdtrit

from lstm_core.evaluation.student import quantile


@given(st.floats(0.01, 0.999), st.integers(1, 3_000))
def test_it_is_the_quantile_of_scipy(level: float, freedom: int) -> None:
    assert quantile(level, freedom) == pytest.approx(stdtrit(freedom, (1 + level) / 2), rel=1e-7)
