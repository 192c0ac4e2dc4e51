import pytest

from benchmarks import scaling


def test_the_slope_is_the_power():
    assert scaling.slope([1, 10, 100], [3, 30, 300]) == pytest.approx(1)
    assert scaling.slope([1, 4, 16], [8, 4, 2]) == pytest.approx(-0.5)


def test_the_verdict_names_what_is_not_linear():
    words, batch, _ = scaling.LINES
    assert scaling.verdict(words, 1.1) == "in proportion"
    assert scaling.verdict(words, 0.5).startswith("slower")
    assert scaling.verdict(batch, -1) == "doubling the batch multiplies the time of an epoch by 0.50"
