"""Steps written out against PyTorch's fused layers and against a calculation by hand."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from lstm_core.models.recurrent import Recurrent
from lstm_core.models.unrolled import unrolled

CELLS = ["lstm", "gru", "rnn"]


def recurrent(cell: str, inputs: int, hidden: int, layers: int, directions: int) -> Recurrent:
    return Recurrent(
        cell=cell,
        input_size=inputs,
        hidden_size=hidden,
        layers=layers,
        directions=directions,
        forget_bias=1.0,
        initialisation="default",
        layer_dropout=0.0,
        recurrent_dropout=0.0,
    )


@given(
    st.sampled_from(CELLS),
    st.lists(st.integers(1, 9), min_size=1, max_size=4),
    st.integers(1, 5),
    st.integers(1, 6),
    st.integers(1, 3),
    st.integers(1, 2),
)
def test_all_layers_and_directions_are_what_the_fused_ones_compute(
    cell: str, lengths: list[int], inputs: int, hidden: int, layers: int, directions: int
):
    network = recurrent(cell, inputs, hidden, layers, directions).eval()
    sequences, ends = torch.randn(max(lengths), len(lengths), inputs) * 3, torch.tensor(lengths)
    seen, outputs = network.unrolled(sequences, ends)
    expected = network(sequences, ends)
    for place, length in enumerate(lengths):
        torch.testing.assert_close(outputs[:length, place], expected[:length, place], atol=1e-5, rtol=1e-5)
    assert [(one.number, one.direction) for one in seen] == [
        (number, direction)
        for number in range(1, layers + 1)
        for direction in ("forward", "backward")[:directions]
    ]  # fmt: skip
    assert all(len(one.steps) == max(lengths) for one in seen)


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def two_units(cell: str) -> nn.Module:
    """One input, two units, every weight a number one can write down."""
    layer = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}[cell](1, 2)
    with torch.no_grad():
        for start, parameter in zip((0.1, -0.2, 0.05, -0.15), layer.parameters(), strict=True):
            parameter.copy_((start + 0.1 * torch.arange(parameter.numel())).view_as(parameter))
    return layer


def sums(layer: nn.Module, x: float, h: list[float]) -> tuple[list[float], list[float]]:
    """What the input and what the memory add to every row, each with its own bias."""
    w, u, b, d = (parameter.tolist() for parameter in layer.parameters())
    from_input = [w[row][0] * x + b[row] for row in range(len(w))]
    return from_input, [u[row][0] * h[0] + u[row][1] * h[1] + d[row] for row in range(len(w))]


def test_two_lstm_units_by_hand():
    layer, h, c = two_units("lstm"), [0.0, 0.0], [0.0, 0.0]
    steps = unrolled(layer, "lstm", torch.tensor([[[0.5]], [[-1.0]], [[2.0]]]))
    for x, step in zip((0.5, -1.0, 2.0), steps, strict=True):
        added = [one + other for one, other in zip(*sums(layer, x, h), strict=True)]
        for k in (0, 1):
            i, f, g, o = sigmoid(added[k]), sigmoid(added[2 + k]), math.tanh(added[4 + k]), sigmoid(added[6 + k])
            c[k] = f * c[k] + i * g
            h[k] = o * math.tanh(c[k])
            assert [value[0, k].item() for value in step] == pytest.approx([i, f, g, o, c[k], h[k]], abs=1e-6)


def test_two_gru_units_by_hand():
    layer, h = two_units("gru"), [0.0, 0.0]
    steps = unrolled(layer, "gru", torch.tensor([[[0.5]], [[-1.0]]]))
    for x, step in zip((0.5, -1.0), steps, strict=True):
        from_input, from_memory = sums(layer, x, h)
        for k in (0, 1):
            r, z = (sigmoid(from_input[row + k] + from_memory[row + k]) for row in (0, 2))
            n = math.tanh(from_input[4 + k] + r * from_memory[4 + k])
            h[k] = (1 - z) * n + z * h[k]
            assert [value[0, k].item() for value in step] == pytest.approx([r, z, n, h[k]], abs=1e-6)


def test_two_rnn_units_by_hand():
    layer, h = two_units("rnn"), [0.0, 0.0]
    steps = unrolled(layer, "rnn", torch.tensor([[[0.5]], [[-1.0]]]))
    for x, step in zip((0.5, -1.0), steps, strict=True):
        h = [math.tanh(one + other) for one, other in zip(*sums(layer, x, h), strict=True)]
        assert step.h[0].tolist() == pytest.approx(h, abs=1e-6)
