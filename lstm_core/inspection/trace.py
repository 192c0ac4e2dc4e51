"""Every gate and every state of every step, for one sequence, from the very weights of a network.

Letters: T time steps, E input size of a layer, H hidden size, C outputs of the network.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from lstm_core.models.network import Network
from lstm_core.models.unrolled import UnrolledLayer

GATES = {"lstm": "ifgo", "gru": "rzn", "rnn": "h"}  # in the order of the rows of the weights
_MOST_PREFIXES = 100  # read again from their start where a network reads in two directions

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
    steps = network.steps(sequence)
    layers, outputs = network.recurrent.unrolled(steps, torch.tensor([len(steps)]))
    places = _places(len(inputs), bool(network.recurrent.backward_layers))
    if network.recurrent.backward_layers and network.answers == 1:
        answers = _answers_read_again(network, sequence, places)
    else:
        answers = network.head(
            outputs[:, 0] if network.answers > 1 else network.pooling.after_every_step(outputs[:, 0])
        )
    return Trace(tuple(_layer_trace(layer) for layer in layers), places, answers.numpy())


def _places(steps: int, backwards: bool) -> np.ndarray:
    return np.unique(np.linspace(0, steps - 1, min(steps, _MOST_PREFIXES) if backwards else steps).round().astype(int))


def _answers_read_again(network: Network, sequence: Tensor, places: Sequence[int] | np.ndarray) -> Tensor:
    """What reads backwards too begins anew with every word."""
    lengths = torch.as_tensor(np.asarray(places) + 1)
    answers: Tensor = network(sequence.expand(len(lengths), *sequence.shape[1:]), lengths)
    return answers


def _layer_trace(layer: UnrolledLayer) -> LayerTrace:
    turn = -1 if layer.direction == "backward" else 1
    values = {
        name: torch.cat([getattr(step, name) for step in layer.steps]).numpy()[::turn]
        for name in layer.steps[0]._fields
    }
    weights = {name.removesuffix("_l0"): value.numpy().copy() for name, value in layer.layer.named_parameters()}
    fused = layer.layer(layer.inputs)[0][:, 0].numpy()[::turn]
    return LayerTrace(
        layer.number, layer.cell, layer.direction, weights, layer.inputs[:, 0].numpy()[::turn], values, fused
    )


def before(layer: LayerTrace, letter: str) -> np.ndarray:
    """(T, H): the state that step t came from, zeros where the reading began."""
    states = layer.values[letter]
    nothing = np.zeros_like(states[:1])
    backward = layer.direction == "backward"
    return np.concatenate([states[1:], nothing] if backward else [nothing, states[:-1]])


def difference_to_fused(layer: LayerTrace) -> float:
    """The largest difference between the hidden states written out and those of PyTorch's own layer."""
    return float(np.abs(layer.values["h"] - layer.fused).max())
