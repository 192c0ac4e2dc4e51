"""At which inputs a unit opens and closes, over many sequences.

Letters: N inputs that were read, H units, K kinds of inputs (words, symbols, or ranges of numbers).
"""

from dataclasses import dataclass

import numpy as np
import torch

from lstm_core.models.network import Network
from lstm_core.models.recurrent import flip
from lstm_core.models.regions import to_regions

_RANGES = 10  # of numbers, each with as many of them


@dataclass(frozen=True)
class Habits:
    """Of all units of one direction of one layer, for one gate or state."""

    kinds: np.ndarray  # (K,): ids of words or symbols; of numbers the lower ends of the ranges
    means: np.ndarray  # (K, H) of the gate while such an input is read
    counts: np.ndarray  # (K,)

    def mean(self, unit: int) -> float:
        """Over everything that was read."""
        return float(np.average(self.means[:, unit], weights=self.counts))

    def strongest(self, unit: int, most: int, seen: int) -> tuple[np.ndarray, np.ndarray]:
        """Places of the kinds at which the unit is highest, and lowest, of those that were seen so often; the first is the most extreme.

        Highest is above its mean and lowest below: where words that are read once alone pull the mean up, there may be few above.
        """
        often = np.flatnonzero(self.counts >= seen)
        order = often[np.argsort(self.means[often, unit], kind="stable")]
        means, middle = self.means[order, unit], self.mean(unit)
        return order[means > middle][::-1][:most], order[means < middle][:most]


@torch.no_grad()
def habits(network: Network, batches: list[tuple[torch.Tensor, torch.Tensor]], layer: int, letter: str) -> Habits:
    """batches: padded inputs (B, T) or (B, T, F) and lengths (B,). layer: its place among all directions of all layers."""
    network.eval()
    read, values = [], []
    for inputs, lengths in batches:
        steps, real = network.steps(inputs, lengths)
        seen = network.recurrent.unrolled(steps, real)[0][layer]
        columns = inputs.transpose(0, 1)
        if network.region_length:
            columns, _ = to_regions(inputs, lengths, network.region_length)
        columns = columns[:, :, None] if columns.dim() == 2 else columns[:, :, :1]
        if seen.direction == "backward":
            columns = flip(columns, real)
        there = torch.arange(len(columns))[:, None] < real
        read.append(columns[:, :, 0][there].numpy())
        values.append(torch.stack([getattr(step, letter) for step in seen.steps])[there].numpy())
    return _averaged(np.concatenate(read), np.concatenate(values))


def _averaged(read: np.ndarray, values: np.ndarray) -> Habits:
    """read (N,), values (N, H)."""
    if read.dtype.kind == "f":
        ends = np.unique(np.quantile(read, np.linspace(0, 1, _RANGES + 1)[:-1]))
        kinds, places = ends, np.searchsorted(ends, read, side="right") - 1
    else:
        kinds, places = np.unique(read, return_inverse=True)
    sums = np.zeros((len(kinds), values.shape[1]))
    order = np.argsort(places, kind="stable")
    counts = np.bincount(places, minlength=len(kinds))
    there = counts > 0
    sums[there] = np.add.reduceat(values[order], (np.cumsum(counts) - counts)[there], axis=0)
    return Habits(kinds, sums / np.maximum(counts, 1)[:, None], counts)
