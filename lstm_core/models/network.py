"""Embedding -> recurrent layers -> pooling -> dropout -> head.

Letters: B sequences, T time steps, C classes.
Sequences are padded at their end; nothing that comes out depends on the padding.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import dropout

from lstm_core.models.pooling import Pooling
from lstm_core.models.recurrent import Recurrent

_UNKNOWN = 1  # the id that stands for a word that is not in the vocabulary


class Network(nn.Module):
    """Classifies token sequences.

    Source: Hochreiter & Schmidhuber 1997 for the LSTM, Gers et al. 2000 for its forget gate and
    Jozefowicz et al. 2015 for starting that gate's bias at 1.
    """

    def __init__(
        self,
        *,
        vocabulary: int,
        classes: int,
        embedding_size: int,
        hidden_size: int,
        cell: str = "lstm",
        layers: int = 1,
        directions: int = 1,
        pooling: str = "mean+max",
        dropout: float = 0.0,
        embedding_dropout: float = 0.0,
        word_dropout: float = 0.0,
        layer_dropout: float = 0.0,
        recurrent_dropout: float = 0.0,
        forget_bias: float = 1.0,
        initialisation: str = "default",
    ) -> None:
        super().__init__()
        self.word_dropout = word_dropout
        self.embedding = nn.Embedding(vocabulary, embedding_size, padding_idx=0)
        self.embedding_dropout = nn.Dropout(embedding_dropout)
        self.recurrent = Recurrent(
            cell=cell,
            input_size=embedding_size,
            hidden_size=hidden_size,
            layers=layers,
            directions=directions,
            forget_bias=forget_bias,
            initialisation=initialisation,
            layer_dropout=layer_dropout,
            recurrent_dropout=recurrent_dropout,
        )
        self.pooling = Pooling(pooling, hidden_size * directions)
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(self.pooling.pooled_size, classes)

    def forward(self, tokens: Tensor, lengths: Tensor) -> Tensor:
        """tokens (B, T) int64, lengths (B,) int64 in [1, T] -> logits (B, C)."""
        if self.training and self.word_dropout:
            tokens = drop_words(tokens, self.word_dropout)
        embedded = self.embedding_dropout(self.embedding(tokens.T))  # (T, B, E): time first is what fused kernels want
        outputs = self.recurrent(embedded, lengths)
        logits: Tensor = self.head(self.dropout(self.pooling(outputs, lengths)))
        return logits


def drop_words(tokens: Tensor, share: float) -> Tensor:
    """Whole words become unknown at random, so that no single one is leant on (Iyyer et al. 2015); padding stays."""
    kept = dropout(torch.ones_like(tokens, dtype=torch.float), share) > 0
    return torch.where(kept | (tokens == 0), tokens, _UNKNOWN)
