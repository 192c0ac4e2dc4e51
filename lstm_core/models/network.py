"""Embedding, or numbers as they are -> recurrent layers -> pooling -> dropout -> head.

Letters: B sequences, T time steps, F numbers a step, K answers a sequence, C outputs an answer.
Sequences are padded at their end; nothing that comes out depends on the padding.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import pad

from lstm_core.models.chance import Dropout, kept
from lstm_core.models.embedding import Embedding
from lstm_core.models.pooling import Pooling, last_steps
from lstm_core.models.recurrent import Recurrent
from lstm_core.models.regions import from_regions, to_regions

_UNKNOWN = 1  # the id that stands for a word that is not in the vocabulary


class Network(nn.Module):
    """Answers sequences of word ids, or of numbers.

    vocabulary: how many ids there are; or features: how many numbers a step has (the other is 0). outputs: logits of the
    classes, or values. answers: above 1, each of the last so many steps is answered instead of the pooled whole.
    region_length: above 0, texts are cut into equal regions of at most so many words, read side by side and pooled together.

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
        embedding_scale: float = 1.0,
        region_length: int = 0,
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
        self.answers, self.region_length = answers, region_length if vocabulary else 0
        self.word_dropout, self.embedding_dropout = word_dropout, embedding_dropout
        self.embedding = Embedding(vocabulary, embedding_size, embedding_scale) if vocabulary else None
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
        self.dropout = Dropout(dropout)
        self.head = nn.Linear(self.pooling.pooled_size, outputs)

    def forward(self, inputs: Tensor, lengths: Tensor, prefix: int = 0) -> Tensor:
        """inputs (B, T) int64 or (B, T, F) float32, lengths (B,) int64 in [1, T] -> (B, C), or (B, K, C) with several answers.

        prefix: so many steps of padding are read before each of the texts.
        """
        padding = None
        if prefix and self._reads_the_same_from_all():
            assert self.embedding
            padding = self.embedding(inputs.new_zeros(prefix, 1))
        elif prefix:
            inputs, lengths = pad(inputs, (prefix, 0)), lengths + prefix
        steps, real = self.steps(inputs, lengths)
        return self.answer(self.recurrent(steps, real, padding), lengths)

    def _reads_the_same_from_all(self) -> bool:
        """Whether a beginning that all texts have needs to be read but once: its states are handed on, and not asked for later."""
        return (
            self.head.weight.device.type == "cpu"  # a GPU reads all steps at once anyway
            and self.pooling.kind == "last"
            and not self.region_length
            and not self.recurrent.backward_layers
            and not (self.training and (self.embedding_dropout or self.recurrent.drops))
        )

    def steps(self, inputs: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
        """What the lowest layer reads, time first as fused kernels want it, and the real steps of each column.

        inputs (B, T) or (B, T, F) -> (T, B, E) and lengths; with K regions of R steps (R, K * B, E) and (K * B,).
        """
        if self.embedding is None:
            return inputs.transpose(0, 1), lengths
        if self.training and self.word_dropout:
            inputs = drop_words(inputs, self.word_dropout)
        columns, real = inputs.transpose(0, 1), lengths
        if self.region_length:
            columns, real = to_regions(inputs, lengths, self.region_length)
        embedded: Tensor = self.embedding(columns)
        if self.training and self.embedding_dropout:
            embedded = embedded * kept(embedded[:1], self.embedding_dropout)
        return embedded, real

    def answer(self, outputs: Tensor, lengths: Tensor) -> Tensor:
        """outputs of the highest layer for what `steps` gives -> (B, C), or (B, K, C) with several answers."""
        pooled = self._pooled(outputs, lengths)
        with torch.autocast(outputs.device.type, enabled=False):  # so few numbers cost nothing in 32 bits
            logits: Tensor = self.head(self.dropout(pooled.to(self.head.weight.dtype)))
        return logits

    def _pooled(self, outputs: Tensor, lengths: Tensor) -> Tensor:
        if self.answers > 1:
            return last_steps(outputs, lengths, self.answers)
        places = None
        if self.region_length:
            outputs, places = from_regions(outputs, lengths, self.region_length)
        pooled: Tensor = self.pooling(outputs, lengths, places)
        return pooled


def drop_words(tokens: Tensor, share: float) -> Tensor:
    """Whole words become unknown at random, so that no single one is leant on (Iyyer et al. 2015); padding stays."""
    stays = kept(tokens.float(), share) > 0
    return torch.where(stays | (tokens == 0), tokens, _UNKNOWN)
