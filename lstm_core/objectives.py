"""What a network is trained for: a loss to go down, and a figure for people to read.

Letters: B sequences, K answers a sequence, C classes.
"""

from collections.abc import Callable
from dataclasses import dataclass

from torch import Tensor
from torch.nn.functional import cross_entropy, mse_loss


@dataclass(frozen=True)
class Objective:
    """Both take outputs in 32 bits and targets, and give the mean over all answers as a tensor without dimensions."""

    metric: str  # the name of the figure: accuracy or mae
    loss: Callable[[Tensor, Tensor], Tensor]
    figure: Callable[[Tensor, Tensor], Tensor]


def _class_loss(logits: Tensor, targets: Tensor) -> Tensor:
    """logits (B, C) or (B, K, C), targets (B,) or (B, K) -> mean cross-entropy in nats."""
    return cross_entropy(logits.flatten(0, -2), targets.flatten())


def _accuracy(logits: Tensor, targets: Tensor) -> Tensor:
    return (logits.argmax(dim=-1) == targets).float().mean()


def _absolute_error(values: Tensor, targets: Tensor) -> Tensor:
    return (values - targets).abs().mean()


CLASSES = Objective("accuracy", _class_loss, _accuracy)
VALUES = Objective("mae", mse_loss, _absolute_error)  # values and targets (B, K)


def objective_for(classes: int) -> Objective:
    """With no classes, values are predicted."""
    return CLASSES if classes else VALUES
