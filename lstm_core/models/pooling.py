"""From all time steps of a sequence to one vector; padding never counts.

Letters: T time steps, B sequences, F features of a step.
"""

import torch
from torch import Tensor, nn

from lstm_core.models.mean_max import mean_max


class Pooling(nn.Module):
    """The last real step, the mean, the maximum, mean and maximum, or a learned weighted mean (attention)."""

    def __init__(self, kind: str, features: int) -> None:
        super().__init__()
        self.kind = kind
        self.score = nn.Linear(features, 1) if kind == "attention" else None
        self.pooled_size = features * 2 if kind == "mean+max" else features

    def forward(self, outputs: Tensor, lengths: Tensor, places: Tensor | None = None) -> Tensor:
        """outputs (T, B, F) in (-1, 1), lengths (B,) -> (B, F), or (B, 2 F) for mean+max.

        places: (T, 1) or (T, B) of each row in its sequence, where they are not in its order.
        """
        if places is None:
            places = torch.arange(len(outputs), device=outputs.device)[:, None]
        if self.score is not None:
            return attention(outputs, places < lengths, self.score(outputs))
        return pool(outputs, lengths, places, self.kind)

    def after_every_step(self, outputs: Tensor) -> Tensor:
        """outputs (T, F) of one sequence -> (T, F) or (T, 2 F): in row t what `forward` gives for the first t + 1 steps."""
        steps = torch.arange(1, len(outputs) + 1, device=outputs.device)[:, None]
        mean, maximum = outputs.cumsum(0) / steps, outputs.cummax(0).values
        match self.kind:
            case "last":
                return outputs
            case "mean":
                return mean
            case "max":
                return maximum
            case "mean+max":
                return torch.cat([mean, maximum], dim=1)
            case _:
                assert self.score is not None
                scores = self.score(outputs)
                weights = (
                    (scores - scores.max()).double().exp()
                )  # in 64 bits, where early scores lie far below the highest
                means: Tensor = (weights * outputs).cumsum(0) / weights.cumsum(0)
                return means.to(outputs.dtype)


def pool(outputs: Tensor, lengths: Tensor, places: Tensor, kind: str) -> Tensor:
    """The same without anything learned; rows at place >= length never count."""
    match kind:
        case "last":
            rows = (places == lengths - 1).int().argmax(dim=0)
            return outputs[rows, torch.arange(outputs.shape[1], device=outputs.device)]
        case "mean":
            return mean_max(outputs, lengths, places).chunk(2, dim=1)[0]
        case "max":
            return mean_max(outputs, lengths, places).chunk(2, dim=1)[1]
        case "mean+max":
            return mean_max(outputs, lengths, places)
        case _:
            raise ValueError(f"pooling is {kind!r}, not one of last, mean, max, mean+max, attention")


def last_steps(outputs: Tensor, lengths: Tensor, count: int) -> Tensor:
    """outputs (T, B, F), lengths (B,) of at least `count` -> (B, count, F): the last real steps of each sequence, in order."""
    places = lengths - count + torch.arange(count, device=outputs.device)[:, None]
    return outputs[places, torch.arange(outputs.shape[1], device=outputs.device)].transpose(0, 1)


def attention(outputs: Tensor, real: Tensor, scores: Tensor) -> Tensor:
    """The mean of the real steps weighted with the softmax of their scores (Bahdanau et al. 2015, without a query).

    real (T, B) bool, scores (T, B, 1).
    """
    padding = ~real[:, :, None]
    weights = scores.masked_fill(padding, -torch.inf).softmax(dim=0)
    return (weights * outputs.masked_fill(padding, 0)).sum(dim=0)
