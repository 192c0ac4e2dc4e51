"""Loss, figure and outputs of a network on sequences whose answers are known.

Letters: N sequences, K answers a sequence, C classes.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from lstm_core.data.batches import Sequences, Shelf, ordered
from lstm_core.objectives import CLASSES, Objective

_MOST_SEQUENCES, _MOST_STEPS = 256, 64_000  # in one batch: long sequences in a large network would fill the memory


@dataclass(frozen=True)
class Measured:
    """On N sequences."""

    loss: float  # mean over all answers: cross-entropy in nats, or squared error
    figure: float  # accuracy in [0, 1], or mean absolute error
    outputs: np.ndarray  # float32 in the order of the sequences: probabilities (N, C) or (N, K, C), or values (N, K)


class Gauge:
    """Sequences laid out for measuring, as often as one likes."""

    def __init__(self, sequences: Sequences, device: torch.device) -> None:
        self._shelf = Shelf(sequences, device)
        self._cuts = ordered(sequences, _batch_size(sequences))
        self._count = len(sequences)

    @torch.inference_mode()
    def measure(
        self, network: nn.Module, objective: Objective, autocast: Callable[[], AbstractContextManager[object]]
    ) -> Measured:
        """Runs the network over all sequences (at least one) with dropout switched off."""
        network.eval()
        sums = torch.zeros(2, dtype=torch.float64, device=self._shelf.device)  # read out once; meanwhile a GPU goes on
        parts = []
        for indices in self._cuts:
            batch = self._shelf.batch(indices)
            with autocast():
                outputs = network(batch.inputs, batch.lengths, batch.prefix)
            outputs = outputs.float()
            means = torch.stack([objective.loss(outputs, batch.targets), objective.figure(outputs, batch.targets)])
            sums += means * len(indices)
            parts.append(outputs.softmax(dim=-1) if objective is CLASSES else outputs)
        in_order = np.argsort(np.concatenate(self._cuts), kind="stable")
        loss, figure = (sums / self._count).tolist()
        return Measured(loss, figure, torch.cat(parts).cpu().numpy()[in_order])


def measure(
    network: nn.Module,
    sequences: Sequences,
    objective: Objective,
    device: torch.device,
    autocast: Callable[[], AbstractContextManager[object]],
) -> Measured:
    """What `Gauge` measures, once."""
    return Gauge(sequences, device).measure(network, objective, autocast)


def _batch_size(sequences: Sequences) -> int:
    return max(1, min(_MOST_SEQUENCES, _MOST_STEPS // int(sequences.lengths.max())))
