"""Every gate and every state of every step, for one sequence, from the very weights of a network.

Letters: T time steps, E input size of a layer, H hidden size, C outputs of the network.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from lstm_core.models.network import Network
from lstm_core.models.recurrent import flip
from lstm_core.models.unrolled import UnrolledLayer

GATES = {"lstm": "ifgo", "gru": "rzn", "rnn": "h"}  # in the order of the rows of the weights
_MOST_PREFIXES = 40  # read again from their start where a network reads in two directions

Weights = dict[str, np.ndarray]  # weight_ih (G H, E), weight_hh (G H, H), bias_ih (G H,), bias_hh (G H,); G gates


@dataclass(frozen=True)
class LayerTrace:
    """One direction of one layer. Row t belongs to step t of the sequence, whichever direction; a backward layer came from row t + 1."""

    number: int  # from 1, the one that reads the embeddings
    cell: str  # lstm, gru or rnn
    direction: str  # forward or backward
    weights: Weights
    x: np.ndarray  # (T, E)
    values: dict[str, np.ndarray]  # by letter, i, f, g, o, c, h or r, z, n, h or h: (T, H)
    fused: np.ndarray  # (T, H): h as PyTorch's own layer computes it
    starts: tuple[int, ...] = (0,)  # the first steps of the regions, between which no state is handed on


@dataclass(frozen=True)
class Trace:
    """All layers of a network on one sequence, and its answer after every step."""

    layers: tuple[LayerTrace, ...]
    places: np.ndarray  # (P,) steps after which `outputs` are known; all T of them, where one direction reads
    outputs: np.ndarray  # (P, C) logits, or scaled values, had the sequence ended there


@torch.no_grad()
def trace(network: Network, inputs: np.ndarray) -> Trace:
    """inputs: (T,) ids or (T, F) numbers of one sequence, at least one step."""
    network.eval()
    sequence = torch.from_numpy(np.array(inputs))[None]
    sequence = sequence.long() if sequence.dim() == 2 else sequence
    steps, real = network.steps(sequence, torch.tensor([len(inputs)]))
    layers, outputs = network.recurrent.unrolled(steps, real)
    again = bool(network.recurrent.backward_layers or network.region_length)
    places = _places(len(inputs), again)
    if again and network.answers == 1:
        answers = _answers_read_again(network, sequence, places)
    else:
        answers = network.head(
            outputs[:, 0] if network.answers > 1 else network.pooling.after_every_step(outputs[:, 0])
        )
    return Trace(tuple(_layer_trace(layer, real) for layer in layers), places, answers.numpy())


def _places(steps: int, again: bool) -> np.ndarray:
    return np.unique(np.linspace(0, steps - 1, min(steps, _MOST_PREFIXES) if again else steps).round().astype(int))


def _answers_read_again(network: Network, sequence: Tensor, places: Sequence[int] | np.ndarray) -> Tensor:
    """What reads backwards too begins anew with every word, and a longer text is cut into regions at other places."""
    lengths = torch.as_tensor(np.asarray(places) + 1)
    answers: Tensor = network(sequence.expand(len(lengths), *sequence.shape[1:]), lengths)
    return answers


def _layer_trace(layer: UnrolledLayer, real: Tensor) -> LayerTrace:
    def in_order(columns: Tensor) -> np.ndarray:
        """(R, K, F) of K regions, as this direction reads them -> (T, F) from the first step of the text to its last."""
        read = flip(columns, real) if layer.direction == "backward" else columns
        return torch.cat([read[:steps, region] for region, steps in enumerate(real.tolist())]).numpy()

    values = {
        name: in_order(torch.stack([getattr(step, name) for step in layer.steps])) for name in layer.steps[0]._fields
    }
    weights = {name.removesuffix("_l0"): value.numpy().copy() for name, value in layer.layer.named_parameters()}
    x, fused = in_order(layer.inputs), in_order(layer.layer(layer.inputs)[0])
    starts = tuple((real.cumsum(0) - real).tolist())
    return LayerTrace(layer.number, layer.cell, layer.direction, weights, x, values, fused, starts)


def before(layer: LayerTrace, letter: str) -> np.ndarray:
    """(T, H): the state that step t came from, zeros where the reading of the text, or of a region, began."""
    states, starts = layer.values[letter], np.array(layer.starts)
    backward = layer.direction == "backward"
    came_from = np.roll(states, -1 if backward else 1, axis=0)
    came_from[starts - 1 if backward else starts] = 0  # the step before the first start is the last one
    return came_from


def difference_to_fused(layer: LayerTrace) -> float:
    """The largest difference between the hidden states written out and those of PyTorch's own layer."""
    return float(np.abs(layer.values["h"] - layer.fused).max())
