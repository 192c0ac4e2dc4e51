"""The written-out steps against PyTorch's fused layers, and what recurrent dropout and initialisation do."""

import math
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from lstm_core.models.recurrent import LAYERS, Recurrent, run_in, run_with_recurrent_dropout

CELLS = ["lstm", "gru", "rnn"]


def recurrent(cell: str, **changed: Any) -> Recurrent:
    arguments: dict[str, Any] = {
        "cell": cell,
        "input_size": 3,
        "hidden_size": 5,
        "layers": 1,
        "directions": 1,
        "forget_bias": 1.0,
        "initialisation": "default",
        "layer_dropout": 0.0,
        "recurrent_dropout": 0.0,
    }
    torch.manual_seed(0)
    return Recurrent(**{**arguments, **changed})


@settings(max_examples=30)
@given(st.sampled_from(CELLS), st.integers(1, 9), st.integers(1, 4), st.integers(1, 5), st.integers(1, 6))
def test_the_steps_written_out_are_what_the_fused_layer_computes(
    cell: str, steps: int, batch: int, inputs: int, hidden: int
):
    layer = LAYERS[cell](inputs, hidden)
    sequences = torch.randn(steps, batch, inputs)
    torch.testing.assert_close(
        run_with_recurrent_dropout(layer, cell, sequences, 0.0), layer(sequences)[0], atol=1e-5, rtol=1e-5
    )


@pytest.mark.parametrize("cell", CELLS)
def test_one_mask_a_sequence_holds_over_all_steps(cell: str):
    """With the mask kept in hand, the same numbers come out of a loop that multiplies h with it at every step."""
    layer, sequences = LAYERS[cell](3, 64), torch.randn(6, 4, 3)
    torch.manual_seed(7)
    outputs = run_with_recurrent_dropout(layer, cell, sequences, 0.5)
    torch.manual_seed(7)
    mask = torch.nn.functional.dropout(torch.ones(4, 64), 0.5)
    state: Tensor | tuple[Tensor, Tensor] = torch.zeros(1, 4, 64)
    if cell == "lstm":
        state = (torch.zeros(1, 4, 64), torch.zeros(1, 4, 64))
    assert 0.3 < (mask == 0).float().mean() < 0.7
    for t, step in enumerate(sequences):
        if cell == "gru":
            expected = _gru_by_hand(layer, step, outputs[t - 1] if t else torch.zeros(4, 64), mask)
        elif cell == "lstm":
            expected, state = layer(step[None], (state[0] * mask, state[1]))
            expected = expected[0]
        else:
            expected, state = layer(step[None], state * mask)
            expected = expected[0]
        torch.testing.assert_close(outputs[t], expected, atol=1e-5, rtol=1e-5)


def _gru_by_hand(layer: torch.nn.Module, x: Tensor, h: Tensor, mask: Tensor) -> Tensor:
    from_x = x @ layer.weight_ih_l0.T + layer.bias_ih_l0
    from_h = (h * mask) @ layer.weight_hh_l0.T + layer.bias_hh_l0
    r, z = ((from_x + from_h)[:, 64 * k : 64 * (k + 1)].sigmoid() for k in (0, 1))
    n = (from_x[:, 128:] + r * from_h[:, 128:]).tanh()
    return (1 - z) * n + z * h


@pytest.mark.parametrize("name", ["recurrent_dropout", "layer_dropout"])
@pytest.mark.parametrize("cell", CELLS)
def test_dropouts_are_at_work_while_training_only(cell: str, name: str):
    layers, sequences, lengths = recurrent(cell, layers=2, **{name: 0.5}), torch.randn(4, 2, 3), torch.tensor([4, 2])
    assert not torch.equal(layers(sequences, lengths), layers(sequences, lengths))
    layers.eval()
    assert torch.equal(layers(sequences, lengths), layers(sequences, lengths))


@pytest.mark.parametrize("cell", CELLS)
def test_orthogonal_weights_neither_stretch_nor_shrink(cell: str):
    layers = recurrent(cell, initialisation="orthogonal", layers=2, directions=2)
    for layer in (*layers.forward_layers, *layers.backward_layers):
        for gate in layer.weight_hh_l0.split(5):
            torch.testing.assert_close(gate @ gate.T, torch.eye(5), atol=1e-5, rtol=0)


@pytest.mark.parametrize("cell", CELLS)
def test_layers_can_start_where_those_of_keras_do(cell: str):
    """`glorot_uniform`, `orthogonal` over all gates at once, `zeros`, and `unit_forget_bias`."""
    layers = recurrent(cell, initialisation="keras", forget_bias=1.0, hidden_size=40, input_size=30, directions=2)
    for layer in (layers.forward_layers[0], layers.backward_layers[0]):
        together, gates = layer.weight_hh_l0.detach(), layer.weight_hh_l0.shape[0] // 40
        torch.testing.assert_close(together.T @ together, torch.eye(40), atol=1e-5, rtol=0)
        most = (6 / (30 + gates * 40)) ** 0.5
        assert 0.95 * most < float(layer.weight_ih_l0.detach().abs().max()) <= most
        biases = (layer.bias_ih_l0 + layer.bias_hh_l0).detach().view(gates, 40)
        forget = [float(cell == "lstm" and gate == 1) for gate in range(gates)]
        assert biases.tolist() == [[value] * 40 for value in forget]


@pytest.mark.parametrize("cell", ["gru", "rnn"])
def test_cells_without_a_forget_gate_have_no_forget_bias(cell: str):
    assert float(recurrent(cell, forget_bias=4.5).forward_layers[0].bias_ih_l0.detach().max()) < 1.0


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_chrono_gates_keep_a_memory_for_the_steps_asked_for(cell: str):
    """At h = 0 and x = 0 the gate that keeps is sigmoid(bias): 1 / (1 - sigmoid(b)) = 1 + e^b steps."""
    layers = recurrent(cell, initialisation="chrono", forget_bias=4.0, hidden_size=400, directions=2)
    for layer in (layers.forward_layers[0], layers.backward_layers[0]):
        biases = (layer.bias_ih_l0 + layer.bias_hh_l0).detach()
        steps = biases[400:800].exp()
        assert 1 <= float(steps.min()) < 3
        assert 50 < float(steps.max()) <= math.exp(4)
        assert abs(float(steps.mean()) - (1 + math.exp(4)) / 2) < 3  # evenly spread in steps
        if cell == "lstm":
            torch.testing.assert_close(biases[:400], -biases[400:800])


def test_a_chrono_rnn_has_no_gate_to_open():
    assert (
        float(recurrent("rnn", initialisation="chrono", forget_bias=4.5).forward_layers[0].bias_ih_l0.detach().max())
        < 1.0
    )


@pytest.mark.parametrize("cell", CELLS)
def test_a_layer_runs_in_16_bits_and_learns_in_32(cell: str):
    layer, sequences = LAYERS[cell](3, 5), torch.randn(6, 4, 3)
    rough, exact = run_in(torch.bfloat16, layer, sequences), layer(sequences)[0]
    assert rough.dtype == torch.bfloat16
    torch.testing.assert_close(rough.float(), exact, atol=0.03, rtol=0)
    gradients = [torch.autograd.grad(one.float().square().sum(), layer.weight_hh_l0)[0] for one in (rough, exact)]
    assert gradients[0].dtype == layer.weight_hh_l0.dtype == torch.float32
    torch.testing.assert_close(gradients[0], gradients[1], atol=0.1, rtol=0.1)
