"""What is silenced at random while training, drawn anew by every thread from numbers of its own, so that runs can be repeated."""

import threading

import torch
from torch import Tensor, nn


class _Drawing(threading.local):
    generator: torch.Generator | None = None  # None is that of the process


drawing = _Drawing()


def kept(like: Tensor, share: float) -> Tensor:
    """0 with this probability, else 1 / (1 - share), in the shape, type and place of `like`."""
    mask: Tensor = torch.empty_like(like).bernoulli_(1 - share, generator=drawing.generator)
    return mask.div_(1 - share)


class Dropout(nn.Module):
    """A share of the values silenced while training, the others larger for it (Srivastava et al. 2014)."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, values: Tensor) -> Tensor:
        return values * kept(values, self.share) if self.training and self.share else values
