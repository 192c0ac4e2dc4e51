"""Stacked recurrent layers: LSTM, GRU or tanh RNN, in one or two directions, exact for padded input.

Letters: T time steps, B sequences, E input size, H hidden size, D directions.
"""

import math
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn
from torch.autograd import Function
from torch.func import functional_call

from lstm_core.models.chance import kept
from lstm_core.models.unrolled import UnrolledLayer, unrolled

LAYERS: dict[str, type[nn.LSTM] | type[nn.GRU] | type[nn.RNN]] = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}


class Recurrent(nn.Module):
    """Each layer reads forwards and, with two directions, also backwards from the last real step.

    Recurrent dropout silences the same hidden values at all time steps of a sequence (Gal & Ghahramani 2016). No fused kernel
    knows it, so a layer then goes step by step while it trains.
    """

    def __init__(
        self,
        *,
        cell: str,
        input_size: int,
        hidden_size: int,
        layers: int,
        directions: int,
        forget_bias: float,
        initialisation: str,
        layer_dropout: float,
        recurrent_dropout: float,
    ) -> None:
        super().__init__()
        self.cell, self.layer_dropout, self.recurrent_dropout = cell, layer_dropout, recurrent_dropout
        sizes = [input_size] + [hidden_size * directions] * (layers - 1)
        self.forward_layers = nn.ModuleList(LAYERS[cell](size, hidden_size) for size in sizes)
        self.backward_layers = nn.ModuleList(LAYERS[cell](size, hidden_size) for size in sizes if directions == 2)
        for layer in self._all_layers():
            if initialisation == "orthogonal":
                _orthogonal(layer)
            if initialisation == "keras":
                _as_keras(layer)
            if initialisation == "chrono" and cell != "rnn":
                _remember(layer, cell, forget_bias)
            elif cell == "lstm":
                _set_forget_bias(layer, forget_bias)

    @property
    def drops(self) -> bool:
        """Whether anything is silenced while training."""
        return bool(self.layer_dropout or self.recurrent_dropout)

    def forward(self, inputs: Tensor, lengths: Tensor, before: Tensor | None = None) -> Tensor:
        """inputs (T, B, E) -> hidden states (T, B, D * H); those at t >= length mean nothing.

        before: (P, 1, E), steps that all sequences have before these; for one direction, when nothing is dropped.
        """
        for number, layer in enumerate(self.forward_layers):
            if number and self.training and self.layer_dropout:
                inputs = inputs * kept(inputs, self.layer_dropout)
            if before is None:
                outputs = self._run(layer, inputs)
            else:
                before, state = layer(before)
                outputs = layer(inputs, _of_each(state, inputs.shape[1]))[0]
            if self.backward_layers:
                backwards = self._run(self.backward_layers[number], flip(inputs, lengths))
                outputs = torch.cat([outputs, flip(backwards, lengths)], dim=2)
            inputs = outputs
        return inputs

    def unrolled(self, inputs: Tensor, lengths: Tensor) -> tuple[list[UnrolledLayer], Tensor]:
        """The same step by step, as when nothing is dropped: every direction of every layer, and what `forward` returns."""
        seen = []
        for number, layer in enumerate(self.forward_layers):
            read = [("forward", layer, inputs)]
            if self.backward_layers:
                read.append(("backward", self.backward_layers[number], flip(inputs, lengths)))
            layers = [
                UnrolledLayer(number + 1, self.cell, direction, one, x, unrolled(one, self.cell, x))
                for direction, one, x in read
            ]
            outputs = [torch.stack([step.h for step in one.steps]) for one in layers]
            inputs = torch.cat([outputs[0], *(flip(backwards, lengths) for backwards in outputs[1:])], dim=2)
            seen += layers
        return seen, inputs

    def _run(self, layer: nn.Module, inputs: Tensor) -> Tensor:
        if self.training and self.recurrent_dropout:
            return run_with_recurrent_dropout(layer, self.cell, inputs, self.recurrent_dropout)
        if inputs.is_cuda and torch.is_autocast_enabled("cuda"):
            return run_in(torch.get_autocast_dtype("cuda"), layer, inputs)
        outputs: Tensor = layer(inputs)[0]
        return outputs

    def _all_layers(self) -> Iterator[nn.Module]:
        yield from self.forward_layers
        yield from self.backward_layers


def _of_each(state: Tensor | tuple[Tensor, Tensor], sequences: int) -> Tensor | tuple[Tensor, ...]:
    """A state (1, 1, H), or two of them, as the same state of each sequence, (1, B, H)."""
    if isinstance(state, Tensor):
        return state.expand(-1, sequences, -1).contiguous()
    return tuple(one.expand(-1, sequences, -1).contiguous() for one in state)


def run_with_recurrent_dropout(layer: nn.Module, cell: str, inputs: Tensor, share: float) -> Tensor:
    """inputs (T, B, E) -> (T, B, H): the layer's own weights, h[t-1] multiplied with one mask a sequence at every step."""
    hidden = layer.get_parameter("weight_hh_l0").shape[1]
    mask = kept(inputs.new_empty(inputs.shape[1], hidden), share)
    return torch.stack([step.h for step in unrolled(layer, cell, inputs, mask)])


def run_in(dtype: torch.dtype, layer: nn.Module, inputs: Tensor) -> Tensor:
    """inputs (T, B, E) -> (T, B, H), both and the weights in this type: autocast would have cuDNN take 16-bit floats, in which
    small gradients vanish, whatever was asked for.
    """
    weights = {name: weight.to(dtype) for name, weight in layer.named_parameters()}
    with torch.autocast(inputs.device.type, enabled=False):
        outputs: Tensor = functional_call(layer, weights, inputs.to(dtype))[0]
    return outputs


def flip(sequences: Tensor, lengths: Tensor) -> Tensor:
    """(T, B, F) with the real steps of each sequence in reverse order and its padding where it was."""
    count, width = sequences.shape[:2]
    steps = torch.arange(count, device=sequences.device)[:, None]
    source = torch.where(steps < lengths, lengths - 1 - steps, steps) * width
    rows = source + torch.arange(width, device=sequences.device)
    flipped: Tensor = _Swap.apply(sequences, rows.view(-1))  # type: ignore[no-untyped-call]
    return flipped


class _Swap(Function):
    """Rows changing places in pairs: the gradient goes back by the same swap, which is far quicker than that of `gather`."""

    @staticmethod
    def forward(ctx: Any, sequences: Tensor, rows: Tensor) -> Tensor:
        ctx.rows = rows
        return sequences.flatten(0, 1).index_select(0, rows).view_as(sequences)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, None]:
        return gradient.flatten(0, 1).index_select(0, ctx.rows).view_as(gradient), None


def _orthogonal(layer: nn.Module) -> None:
    """Every gate's recurrent matrix a rotation, so that what it is applied to neither grows nor fades (Saxe et al. 2014)."""
    weight = layer.get_parameter("weight_hh_l0")
    for gate in weight.chunk(weight.shape[0] // weight.shape[1]):
        nn.init.orthogonal_(gate)


def _as_keras(layer: nn.Module) -> None:
    """Where Keras's layers start: input weights after Glorot & Bengio 2010, all gates' recurrent matrices together with orthonormal
    columns, biases of 0. Each gate of an LSTM is then half as strong as a rotation.
    """
    nn.init.xavier_uniform_(layer.get_parameter("weight_ih_l0"))
    nn.init.orthogonal_(layer.get_parameter("weight_hh_l0"))
    nn.init.zeros_(layer.get_parameter("bias_ih_l0"))
    nn.init.zeros_(layer.get_parameter("bias_hh_l0"))


def _set_forget_bias(layer: nn.Module, value: float) -> None:
    """PyTorch keeps two biases, in the order i, f, g, o; only their sum matters."""
    hidden = layer.get_parameter("weight_hh_l0").shape[1]
    with torch.no_grad():
        layer.get_parameter("bias_ih_l0")[hidden : 2 * hidden] = value
        layer.get_parameter("bias_hh_l0")[hidden : 2 * hidden] = 0


def _remember(layer: nn.Module, cell: str, bias: float) -> None:
    """The gates start so that each unit keeps its memory for 1 to exp(bias) steps, and an LSTM takes in as little as it lets go.

    The second gate keeps the memory, in i, f, g, o as in r, z, n. Source: Tallec & Ollivier, "Can recurrent neural networks warp
    time?", 2018, section 2: b_f = log U(1, T - 1), b_i = -b_f; log is of a time in steps.
    """
    hidden = layer.get_parameter("weight_hh_l0").shape[1]
    with torch.no_grad():
        keeping = torch.empty(hidden).uniform_(1, max(1.0, math.exp(bias))).log()
        layer.get_parameter("bias_ih_l0")[hidden : 2 * hidden] = keeping
        layer.get_parameter("bias_hh_l0")[hidden : 2 * hidden] = 0
        if cell == "lstm":
            layer.get_parameter("bias_ih_l0")[:hidden] = -keeping
            layer.get_parameter("bias_hh_l0")[:hidden] = 0
