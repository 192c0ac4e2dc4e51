"""Embedding -> LSTM -> pooling -> dropout -> head.

Letters: B sequences, T time steps, E embedding size, H hidden size, D directions, C classes, V vocabulary.
Sequences are padded at their end; nothing that comes out depends on the padding.
"""

import torch
from torch import Tensor, nn


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
        layers: int = 1,
        directions: int = 1,
        pooling: str = "mean+max",
        dropout: float = 0.0,
        forget_bias: float = 1.0,
    ) -> None:
        super().__init__()
        self.pooling = pooling
        self.embedding = nn.Embedding(vocabulary, embedding_size, padding_idx=0)
        self.recurrent = Recurrent(embedding_size, hidden_size, layers, directions, forget_bias)
        self.dropout = nn.Dropout(dropout)
        pooled_size = hidden_size * directions * (2 if pooling == "mean+max" else 1)
        self.head = nn.Linear(pooled_size, classes)

    def forward(self, tokens: Tensor, lengths: Tensor) -> Tensor:
        """tokens (B, T) int64, lengths (B,) int64 in [1, T] -> logits (B, C)."""
        embedded = self.embedding(tokens.T)  # (T, B, E): time first is what the fused kernels want
        outputs = self.recurrent(embedded, lengths)
        logits: Tensor = self.head(self.dropout(pool(outputs, lengths, self.pooling)))
        return logits


class Recurrent(nn.Module):
    """Stacked LSTM layers, each read forwards and, with two directions, also backwards from the last real step."""

    def __init__(self, input_size: int, hidden_size: int, layers: int, directions: int, forget_bias: float) -> None:
        super().__init__()
        sizes = [input_size] + [hidden_size * directions] * (layers - 1)
        self.forward_layers = nn.ModuleList(nn.LSTM(size, hidden_size) for size in sizes)
        self.backward_layers = nn.ModuleList(nn.LSTM(size, hidden_size) for size in sizes if directions == 2)
        for layer in (*self.forward_layers, *self.backward_layers):
            _set_forget_bias(layer, forget_bias)

    def forward(self, inputs: Tensor, lengths: Tensor) -> Tensor:
        """inputs (T, B, E) -> hidden states (T, B, D * H); those at t >= length mean nothing."""
        for number, layer in enumerate(self.forward_layers):
            outputs, _ = layer(inputs)
            if self.backward_layers:
                backwards, _ = self.backward_layers[number](flip(inputs, lengths))
                outputs = torch.cat([outputs, flip(backwards, lengths)], dim=2)
            inputs = outputs
        return inputs


def pool(outputs: Tensor, lengths: Tensor, pooling: str) -> Tensor:
    """outputs (T, B, F), lengths (B,) -> (B, F), or (B, 2 F) for mean+max; steps at t >= length never count."""
    if pooling == "last":
        return outputs[lengths - 1, torch.arange(outputs.shape[1], device=outputs.device)]
    real = _real_steps(outputs, lengths)
    match pooling:
        case "mean":
            return _mean(outputs, lengths, real)
        case "max":
            return _maximum(outputs, real)
        case "mean+max":
            return torch.cat([_mean(outputs, lengths, real), _maximum(outputs, real)], dim=1)
        case _:
            raise ValueError(f"pooling is {pooling!r}, not one of last, mean, max, mean+max")


def flip(sequences: Tensor, lengths: Tensor) -> Tensor:
    """(T, B, F) with the real steps of each sequence in reverse order and its padding where it was."""
    steps = torch.arange(sequences.shape[0], device=sequences.device)[:, None]
    source = torch.where(steps < lengths, lengths - 1 - steps, steps)
    return sequences.gather(0, source[:, :, None].expand_as(sequences))


def _real_steps(outputs: Tensor, lengths: Tensor) -> Tensor:
    """(T, B, 1) bool."""
    return (torch.arange(outputs.shape[0], device=outputs.device)[:, None] < lengths)[:, :, None]


def _mean(outputs: Tensor, lengths: Tensor, real: Tensor) -> Tensor:
    return outputs.masked_fill(~real, 0).sum(dim=0) / lengths[:, None]


def _maximum(outputs: Tensor, real: Tensor) -> Tensor:
    return outputs.masked_fill(~real, -torch.inf).amax(dim=0)


def _set_forget_bias(layer: nn.Module, value: float) -> None:
    """PyTorch keeps two biases, in the order i, f, g, o; only their sum matters."""
    assert isinstance(layer, nn.LSTM)
    hidden = layer.hidden_size
    with torch.no_grad():
        layer.get_parameter("bias_ih_l0")[hidden : 2 * hidden] = value
        layer.get_parameter("bias_hh_l0")[hidden : 2 * hidden] = 0
