"""Optimizer and learning-rate schedule from plain arguments."""

from collections.abc import Iterable

from torch import nn
from torch.optim import Adam, Optimizer
from torch.optim.lr_scheduler import ConstantLR, LRScheduler, OneCycleLR


def adam(parameters: Iterable[nn.Parameter], learning_rate: float) -> Optimizer:
    """Adam (Kingma & Ba 2015), all parameters updated in one kernel."""
    return Adam(parameters, lr=learning_rate, fused=True)


def scheduler(name: str, optimizer: Optimizer, *, learning_rate: float, steps: int) -> LRScheduler:
    """constant, or one-cycle (Smith & Topin 2018): up to `learning_rate` in a fifth of all steps, then down to almost 0."""
    match name:
        case "constant":
            return ConstantLR(optimizer, factor=1.0)
        case "one-cycle":
            total = steps + 1
            rising = max(0.2, 1.5 / total)  # a fifth of very few steps is less than one, which PyTorch divides by
            return OneCycleLR(optimizer, learning_rate, total_steps=total, pct_start=rising)
        case _:
            raise ValueError(f"schedule is {name!r}, not one of constant, one-cycle")
