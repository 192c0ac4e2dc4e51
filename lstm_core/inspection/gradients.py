"""How much of the loss each earlier step still feels: gradients through time, by the unrolled cell.

Letters: B sequences, T time steps, D distances to the end of the reading, H hidden size.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from lstm_core.models.network import Network
from lstm_core.models.unrolled import UnrolledLayer
from lstm_core.objectives import Objective


@dataclass(frozen=True)
class LayerGradient:
    """One direction of one layer. norms: of h, and of an LSTM of c, (D,): the mean over the sequences of the Euclidean length of
    dL/dh, L the loss of one sequence; in place d that of the step which is d steps before the last one that is read.
    """

    number: int
    cell: str
    direction: str
    norms: dict[str, np.ndarray]


@dataclass(frozen=True)
class Gradients:
    """Of one batch."""

    layers: tuple[LayerGradient, ...]
    weights: float  # Euclidean length of the gradient of all weights together, of the mean loss: what clipping looks at


def gradients_through_time(
    network: Network,
    inputs: Tensor,
    lengths: Tensor,
    targets: Tensor,
    objective: Objective,
    *,
    from_the_end: bool = True,
) -> Gradients:
    """inputs (B, T) or (B, T, F), lengths (B,), targets as the objective takes them.

    from_the_end: the loss is let in at the last step each direction reads, of a text read in regions at the last of each, and
    nowhere else, so that what arrives at earlier steps has travelled through the memory; otherwise it enters wherever the pooling
    of the network takes its outputs from.
    Source: Pascanu et al. 2013, On the difficulty of training recurrent neural networks.
    """
    network.eval()
    read, real = network.steps(inputs, lengths)
    layers, outputs = network.recurrent.unrolled(read, real)
    if from_the_end:
        outputs = _only_at_the_end(outputs, real, len(network.recurrent.backward_layers) > 0)
    loss = objective.loss(network.answer(outputs, lengths), targets)
    states = [
        (layer, name, [getattr(step, name) for step in layer.steps]) for layer in layers for name in _states(layer)
    ]
    parameters = list(network.parameters())
    wanted = [*(one for _, _, steps in states for one in steps), *parameters]
    found = iter(torch.autograd.grad(loss, wanted, allow_unused=True, materialize_grads=True))
    norms: dict[int, dict[str, np.ndarray]] = {}
    for layer, name, steps in states:
        norms.setdefault(id(layer), {})[name] = _by_distance(torch.stack([next(found) for _ in steps]), real) * len(
            lengths
        )
    weights = float(torch.stack([gradient.norm() for gradient in found]).norm())
    kept = (LayerGradient(one.number, one.cell, one.direction, norms[id(one)]) for one in layers)
    return Gradients(tuple(kept), weights)


def _states(layer: UnrolledLayer) -> Sequence[str]:
    return ("h", "c") if layer.cell == "lstm" else ("h",)


def _only_at_the_end(outputs: Tensor, lengths: Tensor, both_ways: bool) -> Tensor:
    """(T, B, D * H), all but the last step of each reading cut off from what it was computed from."""
    places = torch.arange(len(outputs), device=outputs.device)[:, None]
    ends = [places == lengths - 1, (places == 0).expand(-1, len(lengths))] if both_ways else [places == lengths - 1]
    width = outputs.shape[2] // len(ends)
    kept = torch.cat([end[:, :, None].expand(-1, -1, width) for end in ends], dim=2)
    return torch.where(kept, outputs, outputs.detach())


def _by_distance(gradients: Tensor, lengths: Tensor) -> np.ndarray:
    """(T, B, H) in the order of reading -> (longest,) mean norms by the distance to the last real step; beyond a start nothing counts."""
    norms = gradients[: int(lengths.max())].double().norm(dim=2)  # in 32 bits the square of 1e-20 is 0 already
    steps = torch.arange(len(norms), device=norms.device)[:, None]
    there = steps < lengths  # by distance as well: that of the first step is the length - 1
    by_distance = norms.gather(0, (lengths - 1 - steps).clamp(min=0))
    means: np.ndarray = ((by_distance * there).sum(dim=1) / there.sum(dim=1)).cpu().numpy()
    return means
