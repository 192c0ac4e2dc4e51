"""From all time steps of a sequence to one vector; padding never counts.

Letters: T time steps, B sequences, F features of a step.
"""

import torch
from torch import Tensor, nn


class Pooling(nn.Module):
    """The last real step, the mean, the maximum, mean and maximum, or a learned weighted mean (attention)."""

    def __init__(self, kind: str, features: int) -> None:
        super().__init__()
        self.kind = kind
        self.score = nn.Linear(features, 1) if kind == "attention" else None
        self.pooled_size = features * 2 if kind == "mean+max" else features

    def forward(self, outputs: Tensor, lengths: Tensor) -> Tensor:
        """outputs (T, B, F), lengths (B,) -> (B, F), or (B, 2 F) for mean+max."""
        if self.score is not None:
            return attention(outputs, lengths, self.score(outputs))
        return pool(outputs, lengths, self.kind)

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


def pool(outputs: Tensor, lengths: Tensor, kind: str) -> Tensor:
    """outputs (T, B, F), lengths (B,) -> (B, F), or (B, 2 F) for mean+max; steps at t >= length never count."""
    if kind == "last":
        return outputs[lengths - 1, torch.arange(outputs.shape[1], device=outputs.device)]
    real = _real_steps(outputs, lengths)
    match kind:
        case "mean":
            return _mean(outputs, lengths, real)
        case "max":
            return _maximum(outputs, real)
        case "mean+max":
            return torch.cat([_mean(outputs, lengths, real), _maximum(outputs, real)], dim=1)
        case _:
            raise ValueError(f"pooling is {kind!r}, not one of last, mean, max, mean+max, attention")


def last_steps(outputs: Tensor, lengths: Tensor, count: int) -> Tensor:
    """outputs (T, B, F), lengths (B,) of at least `count` -> (B, count, F): the last real steps of each sequence, in order."""
    places = lengths - count + torch.arange(count, device=outputs.device)[:, None]
    return outputs[places, torch.arange(outputs.shape[1], device=outputs.device)].transpose(0, 1)


def attention(outputs: Tensor, lengths: Tensor, scores: Tensor) -> Tensor:
    """scores (T, B, 1): the mean of the real steps weighted with the softmax of their scores (Bahdanau et al. 2015, without a query)."""
    real = _real_steps(outputs, lengths)
    weights = scores.masked_fill(~real, -torch.inf).softmax(dim=0)
    return (weights * outputs.masked_fill(~real, 0)).sum(dim=0)


def _real_steps(outputs: Tensor, lengths: Tensor) -> Tensor:
    """(T, B, 1) bool."""
    return (torch.arange(outputs.shape[0], device=outputs.device)[:, None] < lengths)[:, :, None]


def _mean(outputs: Tensor, lengths: Tensor, real: Tensor) -> Tensor:
    return outputs.masked_fill(~real, 0).sum(dim=0) / lengths[:, None]


def _maximum(outputs: Tensor, real: Tensor) -> Tensor:
    return outputs.masked_fill(~real, -torch.inf).amax(dim=0)
