"""Small stand-ins with real tensors."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import torch
from torch import Tensor, nn

from lstm_core.data.batches import Sequences
from lstm_core.data.texts import LabelledTexts


def sequences_of(tokens: Sequence[Sequence[int]], labels: Sequence[int] | None = None) -> Sequences:
    """These token sequences, one after the other in one flat array."""
    lengths = np.array([len(one) for one in tokens], np.int64)
    flat = np.array([token for one in tokens for token in one], np.int32)
    return Sequences(flat, np.cumsum(lengths) - lengths, lengths, np.array(labels or [0] * len(tokens), np.int64))


def labelled(texts: Sequence[str], labels: Sequence[int] | None = None) -> LabelledTexts:
    chosen = labels if labels is not None else [number % 2 for number in range(len(texts))]
    return LabelledTexts(pa.array(texts, pa.large_string()), np.array(chosen, np.int64), ("negative", "positive"))


class Lookup(nn.Module):
    """Logits from a table, by the first token of each sequence."""

    def __init__(self, logits: Sequence[Sequence[float]]) -> None:
        super().__init__()
        self.table = nn.Parameter(torch.tensor(logits, dtype=torch.float32))

    def forward(self, tokens: Tensor, lengths: Tensor, prefix: int = 0) -> Tensor:
        assert lengths.min() >= 1
        return self.table[tokens[:, 0]]
