"""Sequences of different lengths as padded batches that waste little.

Letters: N sequences, B sequences in a batch, T time steps of its longest one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from lstm_core.text.vocabulary import PADDING

_BATCHES_PER_BUCKET = 50  # sorted by length together; more waste less padding but shuffle less


@dataclass(frozen=True)
class Sequences:
    """N token sequences with class indices; sequence n is `flat[starts[n]:starts[n] + lengths[n]]`."""

    flat: np.ndarray  # int32 ids
    starts: np.ndarray  # (N,) int64
    lengths: np.ndarray  # (N,) int64, at least 1
    labels: np.ndarray  # (N,) int64

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, indices: np.ndarray) -> "Sequences":
        return Sequences(self.flat, self.starts[indices], self.lengths[indices], self.labels[indices])


@dataclass(frozen=True)
class Batch:
    """Padded at the end: `tokens[b, t]` is real for t < `lengths[b]`."""

    tokens: Tensor  # (B, T) int64
    lengths: Tensor  # (B,) int64
    labels: Tensor  # (B,) int64

    def to(self, device: torch.device) -> "Batch":
        if device.type == "cpu":
            return self
        moved = (part.to(device, non_blocking=True) for part in (self.tokens, self.lengths, self.labels))
        return Batch(*moved)


def pad(sequences: Sequences, indices: np.ndarray) -> Batch:
    """The sequences at these indices as one batch, padded to the longest of them."""
    lengths = sequences.lengths[indices]
    steps = np.arange(lengths.max())
    places = np.minimum(sequences.starts[indices, None] + steps, max(len(sequences.flat) - 1, 0))
    tokens = np.where(steps < lengths[:, None], sequences.flat[places], PADDING)
    return Batch(
        torch.from_numpy(tokens.astype(np.int64)),
        torch.from_numpy(lengths),
        torch.from_numpy(sequences.labels[indices]),
    )


def shuffled_batches(sequences: Sequences, batch_size: int, random: np.random.Generator) -> Iterator[Batch]:
    """One epoch in random order: every sequence once, batches of sequences of similar length."""
    order = random.permutation(len(sequences))
    bucket = batch_size * _BATCHES_PER_BUCKET
    cuts = [
        cut
        for start in range(0, len(order), bucket)
        for cut in _by_length(sequences, order[start : start + bucket], batch_size)
    ]
    for place in random.permutation(len(cuts)):
        yield pad(sequences, cuts[place])


def ordered_batches(sequences: Sequences, batch_size: int) -> Iterator[tuple[np.ndarray, Batch]]:
    """Every sequence once with its index, short ones first: for measuring, where order does not matter."""
    for indices in _by_length(sequences, np.arange(len(sequences)), batch_size):
        yield indices, pad(sequences, indices)


def _by_length(sequences: Sequences, indices: np.ndarray, batch_size: int) -> list[np.ndarray]:
    in_order = indices[np.argsort(sequences.lengths[indices], kind="stable")]
    return [in_order[start : start + batch_size] for start in range(0, len(in_order), batch_size)]
