"""Sequences of different lengths as padded batches that waste little.

Letters: N sequences, B sequences in a batch, T time steps of its longest one, F numbers a step, K answers a sequence.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

_BATCHES_PER_BUCKET = 50  # sorted by length together; more waste less padding but shuffle less


@dataclass(frozen=True)
class Sequences:
    """N sequences with what is to be answered; sequence n is `flat[starts[n]:starts[n] + lengths[n]]`, and they may overlap."""

    flat: np.ndarray  # (M,) int32 ids of words, 0 is padding; or (M, F) float32 numbers
    starts: np.ndarray  # (N,) int64
    lengths: np.ndarray  # (N,) int64, at least 1
    targets: np.ndarray  # (N,) or (N, K) int64 class indices, or (N, K) float32 values
    padded_to: int = 0  # above 0: each is read as if so long, with padding before its first step

    def __len__(self) -> int:
        return len(self.targets)

    def take(self, indices: np.ndarray) -> "Sequences":
        return replace(self, starts=self.starts[indices], lengths=self.lengths[indices], targets=self.targets[indices])

    def drawn(self, count: int) -> "Sequences":
        """At most so many of them, drawn by chance, the same ones every time: the first may all be of one class."""
        if count >= len(self):
            return self
        return self.take(np.sort(np.random.default_rng(0).permutation(len(self))[:count]))

    @classmethod
    def of_one_length(cls, inputs: np.ndarray, targets: np.ndarray) -> "Sequences":
        """inputs: (N, T) ids or (N, T, F) numbers."""
        count, steps = inputs.shape[:2]
        flat = np.ascontiguousarray(inputs).reshape(count * steps, *inputs.shape[2:])
        return cls(flat, np.arange(count) * steps, np.full(count, steps), targets)


@dataclass(frozen=True)
class Batch:
    """Padded at the end: `inputs[b, t]` is real for t < `lengths[b]`. Padding in front is real: it is read."""

    inputs: Tensor  # (B, T) int64 or (B, T, F) float32
    lengths: Tensor  # (B,) int64
    targets: Tensor  # (B,) or (B, K) int64, or (B, K) float32
    prefix: int = 0  # steps of padding that are read before `inputs`, the same for all

    def part(self, rows: slice) -> "Batch":
        """These rows alone, for a CPU: how long the longest of them is, a GPU would have to be waited for."""
        lengths = self.lengths[rows]
        return Batch(self.inputs[rows, : int(lengths.max())], lengths, self.targets[rows], self.prefix)


class Shelf:
    """Sequences laid out on a device once; batches are cut there, so that no step waits for the host."""

    def __init__(self, sequences: Sequences, device: torch.device) -> None:
        self.device = device
        self._host_lengths, self._padded_to = sequences.lengths, sequences.padded_to
        self._flat, self._starts, self._lengths, self._targets = (
            torch.from_numpy(np.require(part, requirements="W")).to(device)
            for part in (sequences.flat, sequences.starts, sequences.lengths, sequences.targets)
        )

    def batch(self, indices: np.ndarray) -> Batch:
        """The sequences at these indices, padded to the longest of them."""
        chosen = torch.from_numpy(indices).to(self.device, non_blocking=True)
        lengths, targets = self._lengths[chosen], self._targets[chosen]
        longest = int(self._host_lengths[indices].max())
        steps = torch.arange(longest, device=self.device).expand(len(indices), longest)
        if self._padded_to:
            steps = steps - (longest - lengths)[:, None]  # the last step of each is the last of the batch
        places = (self._starts[chosen, None] + steps).clamp_(min=0, max=max(len(self._flat) - 1, 0))
        inputs = self._padded(places, (steps >= 0) & (steps < lengths[:, None]))
        if self._padded_to:
            return Batch(inputs, torch.full_like(lengths, longest), targets, self._padded_to - longest)
        return Batch(inputs, lengths, targets)

    def _padded(self, places: Tensor, real: Tensor) -> Tensor:
        values = self._flat[places]
        if values.dim() == 2:
            return torch.where(real, values, 0).long()
        return values.masked_fill(~real[:, :, None], 0)


def shuffled(sequences: Sequences, batch_size: int, random: np.random.Generator) -> Iterator[np.ndarray]:
    """The indices of one epoch's batches: every sequence once in random order, those of a batch of similar length."""
    order = random.permutation(len(sequences))
    bucket = batch_size * _BATCHES_PER_BUCKET
    cuts = [
        cut
        for start in range(0, len(order), bucket)
        for cut in _by_length(sequences, order[start : start + bucket], batch_size)
    ]
    for place in random.permutation(len(cuts)):
        yield cuts[place]


def ordered(sequences: Sequences, batch_size: int) -> list[np.ndarray]:
    """Every sequence once, short ones first: for measuring, where order does not matter."""
    return _by_length(sequences, np.arange(len(sequences)), batch_size)


def _by_length(sequences: Sequences, indices: np.ndarray, batch_size: int) -> list[np.ndarray]:
    in_order = indices[np.argsort(sequences.lengths[indices], kind="stable")]
    return [in_order[start : start + batch_size] for start in range(0, len(in_order), batch_size)]
