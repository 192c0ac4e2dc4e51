"""What is traced is what the network computes: layer by layer, and its answer after every step."""

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.inspection.trace import before, difference_to_fused, trace
from lstm_core.inspection.unit import gate_sums
from lstm_core.models.network import Network

POOLINGS = ["last", "mean", "max", "mean+max", "attention"]


def network(**changed: Any) -> Network:
    torch.manual_seed(0)
    arguments: dict[str, Any] = {"vocabulary": 20, "outputs": 2, "embedding_size": 3, "hidden_size": 4, "dropout": 0.5}
    return Network(**{**arguments, **changed})


def words(count: int) -> np.ndarray:
    return np.random.default_rng(count).integers(1, 20, count).astype(np.int32)


@given(st.sampled_from(POOLINGS), st.integers(1, 2), st.integers(1, 2), st.integers(0, 5), st.integers(1, 12))
def test_the_answer_after_every_step_is_that_to_the_text_up_to_there(
    pooling: str, layers: int, directions: int, region_length: int, steps: int
):
    asked = network(pooling=pooling, layers=layers, directions=directions, region_length=region_length)
    text = words(steps)
    seen = trace(asked, text)
    assert seen.places.tolist() == list(range(steps))
    for place, row in zip(seen.places, seen.outputs, strict=True):
        with torch.no_grad():
            expected = asked(torch.from_numpy(text[: place + 1]).long()[None], torch.tensor([place + 1]))
        np.testing.assert_allclose(row, expected[0], atol=1e-5)


def test_attention_that_leans_on_its_last_step_is_still_right_at_the_first():
    """Scores that differ by hundreds must not make the early means 0 / 0."""
    pooling = network(pooling="attention", hidden_size=1).pooling
    outputs = torch.tensor([[-1.0], [0.0], [1.0]])
    with torch.no_grad():
        pooling.score.weight.fill_(300.0)
        running = pooling.after_every_step(outputs)
    assert running.flatten().tolist() == pytest.approx([-1.0, 0.0, 1.0])


def test_a_long_text_read_in_two_directions_is_answered_at_forty_places():
    seen = trace(network(directions=2), words(400))
    assert len(seen.places) == len(seen.outputs) == 40
    assert (seen.places[0], seen.places[-1]) == (0, 399)


def test_a_network_that_answers_every_step_answers_at_every_step():
    copying = network(answers=3, outputs=5)
    seen = trace(copying, words(8))
    with torch.no_grad():
        expected = copying(torch.from_numpy(words(8)).long()[None], torch.tensor([8]))
    np.testing.assert_allclose(seen.outputs[-3:], expected[0], atol=1e-5)


def test_numbers_are_traced_as_they_are():
    seen = trace(network(vocabulary=0, features=2, cell="gru"), np.ones((5, 2), np.float32))
    assert seen.layers[0].x.tolist() == [[1.0, 1.0]] * 5
    assert set(seen.layers[0].values) == {"r", "z", "n", "h"}


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
def test_rows_are_in_the_order_of_the_words_and_go_on_from_the_step_before(cell: str):
    forward, backward = trace(network(cell=cell, directions=2), words(6)).layers
    np.testing.assert_array_equal(forward.x, backward.x)
    np.testing.assert_array_equal(before(forward, "h")[1:], forward.values["h"][:-1])
    np.testing.assert_array_equal(before(backward, "h")[:-1], backward.values["h"][1:])
    assert not before(forward, "h")[0].any()
    assert not before(backward, "h")[-1].any()
    assert max(difference_to_fused(forward), difference_to_fused(backward)) < 1e-6


def squashed(gate: str, cell: str, x: np.ndarray) -> np.ndarray:
    return np.tanh(x) if gate in ("g", "n") or cell == "rnn" else 1 / (1 + np.exp(-x))


@given(
    st.sampled_from(["lstm", "gru", "rnn"]), st.integers(1, 2), st.integers(0, 4), st.integers(1, 7), st.integers(0, 3)
)
def test_the_sums_of_a_unit_squashed_are_its_gates(
    cell: str, directions: int, region_length: int, steps: int, unit: int
):
    for layer in trace(network(cell=cell, directions=directions, region_length=region_length), words(steps)).layers:
        assert difference_to_fused(layer) < 1e-6
        for gate, parts in gate_sums(layer, unit).items():
            reset = layer.values["r"][:, unit] if gate == "n" else 1.0
            added = parts.input + parts.bias + reset * (parts.memory + parts.memory_bias)
            np.testing.assert_allclose(squashed(gate, cell, added), layer.values[gate][:, unit], atol=1e-5)


def test_every_region_begins_without_a_memory():
    forward, backward = trace(network(directions=2, region_length=4), words(7)).layers
    assert forward.starts == backward.starts == (0, 4)
    assert np.flatnonzero(~before(forward, "h").any(axis=1)).tolist() == [0, 4]
    assert np.flatnonzero(~before(backward, "h").any(axis=1)).tolist() == [3, 6]
    np.testing.assert_array_equal(before(forward, "h")[5:], forward.values["h"][4:-1])
    np.testing.assert_array_equal(before(backward, "h")[:3], backward.values["h"][1:4])
