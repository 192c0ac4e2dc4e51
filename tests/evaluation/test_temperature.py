"""Bins, expected calibration error and temperature."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.evaluation.calibration import bins, expected_error, scaled, temperature

CONFIDENCES = st.lists(st.tuples(st.floats(0, 1, allow_subnormal=False), st.booleans()), min_size=1, max_size=80)


@given(CONFIDENCES)
def test_the_error_is_what_guo_writes(examples: list[tuple[float, bool]]) -> None:
    confidence, right = (np.array(part) for part in zip(*examples, strict=True))
    edges, total = np.linspace(0, 1, 16), 0.0
    for number in range(15):
        inside = (confidence > edges[number]) & (confidence <= edges[number + 1])
        if number == 0:
            inside |= confidence == 0
        if inside.any():
            total += inside.sum() / len(right) * abs(right[inside].mean() - confidence[inside].mean())
    found = bins(confidence, right)
    assert expected_error(found) == pytest.approx(total, abs=1e-12)
    assert sum(one.examples for one in found) == len(right)


def test_a_perfectly_calibrated_model_has_no_error() -> None:
    confidence = np.repeat(0.75, 400)
    assert expected_error(bins(confidence, np.arange(400) % 4 > 0)) == pytest.approx(0)


@pytest.mark.parametrize("true", [0.4, 1.0, 3.0])
def test_the_temperature_that_was_applied_is_found_again(true: float) -> None:
    chance = np.random.default_rng(1)
    logits = chance.normal(0, 2, (20_000, 3))
    honest = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    labels = (honest.cumsum(axis=1) > chance.random((20_000, 1))).argmax(axis=1)
    spoiled = scaled(honest, 1 / true).astype(np.float32)
    assert temperature(labels, spoiled) == pytest.approx(true, rel=0.05)


@given(st.integers(0, 2**32 - 1), st.floats(0.1, 10))
def test_scaling_changes_no_answer_and_keeps_probabilities(seed: int, chosen: float) -> None:
    probabilities = np.random.default_rng(seed).dirichlet(np.ones(4), 30)
    after = scaled(probabilities, chosen)
    assert after.argmax(axis=1).tolist() == probabilities.argmax(axis=1).tolist()
    assert after.sum(axis=1) == pytest.approx(np.ones(30))


def test_a_probability_that_was_rounded_to_nothing_is_no_infinity() -> None:
    found = temperature(np.array([0, 1, 1]), np.array([[1, 0], [1, 0], [0, 1]], np.float32))
    assert np.isfinite(found)
