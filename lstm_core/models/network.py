"""Embedding, or numbers as they are -> recurrent layers -> pooling -> dropout -> head.

Letters: B sequences, T time steps, F numbers a step, K answers a sequence, C outputs an answer.
Sequences are padded at their end; nothing that comes out depends on the padding.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import dropout

from lstm_core.models.pooling import Pooling, last_steps
from lstm_core.models.recurrent import Recurrent

_UNKNOWN = 1  # the id that stands for a word that is not in the vocabulary


class Network(nn.Module):
    """Answers sequences of word ids, or of numbers.

    vocabulary: how many ids there are; or features: how many numbers a step has (the other is 0). outputs: logits of the
    classes, or values. answers: above 1, each of the last so many steps is answered instead of the pooled whole.

    Source: Hochreiter & Schmidhuber 1997 for the LSTM, Gers et al. 2000 for its forget gate and
    Jozefowicz et al. 2015 for starting that gate's bias at 1.
    """

    def __init__(
        self,
        *,
        outputs: int,
        vocabulary: int = 0,
        features: int = 0,
        answers: int = 1,
        embedding_size: int = 0,
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
        self.answers, self.word_dropout = answers, word_dropout
        self.embedding = nn.Embedding(vocabulary, embedding_size) if vocabulary else None
        self.embedding_dropout = nn.Dropout(embedding_dropout)
        self.recurrent = Recurrent(
            cell=cell,
            input_size=embedding_size if vocabulary else features,
            hidden_size=hidden_size,
            layers=layers,
            directions=directions,
            forget_bias=forget_bias,
            initialisation=initialisation,
            layer_dropout=layer_dropout,
            recurrent_dropout=recurrent_dropout,
        )
        self.pooling = Pooling("last" if answers > 1 else pooling, hidden_size * directions)
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(self.pooling.pooled_size, outputs)

    def forward(self, inputs: Tensor, lengths: Tensor) -> Tensor:
        """inputs (B, T) int64 or (B, T, F) float32, lengths (B,) int64 in [1, T] -> (B, C), or (B, K, C) with several answers."""
        return self.answer(self.recurrent(self.steps(inputs), lengths), lengths)

    def steps(self, inputs: Tensor) -> Tensor:
        """inputs (B, T) or (B, T, F) -> (T, B, E), what the lowest layer reads; time first is what fused kernels want."""
        inputs = inputs.transpose(0, 1)
        if self.embedding is None:
            return inputs
        if self.training and self.word_dropout:
            inputs = drop_words(inputs, self.word_dropout)
        embedded: Tensor = self.embedding_dropout(self.embedding(inputs))
        return embedded

    def answer(self, outputs: Tensor, lengths: Tensor) -> Tensor:
        """outputs (T, B, D * H) of the highest layer -> (B, C), or (B, K, C) with several answers."""
        several = self.answers > 1
        answering = last_steps(outputs, lengths, self.answers) if several else self.pooling(outputs, lengths)
        logits: Tensor = self.head(self.dropout(answering))
        return logits


def drop_words(tokens: Tensor, share: float) -> Tensor:
    """Whole words become unknown at random, so that no single one is leant on (Iyyer et al. 2015); padding stays."""
    kept = dropout(torch.ones_like(tokens, dtype=torch.float), share) > 0
    return torch.where(kept | (tokens == 0), tokens, _UNKNOWN)
