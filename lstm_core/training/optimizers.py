"""Optimizer and learning-rate schedule from plain arguments."""

from collections.abc import Iterable
from typing import Protocol

from torch import nn
from torch.optim import SGD, Adam, AdamW, Optimizer, RMSprop
from torch.optim.lr_scheduler import CosineAnnealingLR, LRScheduler, OneCycleLR, ReduceLROnPlateau


class Schedule(Protocol):
    """Sets the learning rate of an optimizer."""

    def after_step(self) -> None:
        """To be called after every step."""

    def after_epoch(self, validation_loss: float) -> None:
        """To be called after every epoch."""


class _EveryStep:
    def __init__(self, scheduler: LRScheduler | None) -> None:
        self._scheduler = scheduler

    def after_step(self) -> None:
        if self._scheduler:
            self._scheduler.step()

    def after_epoch(self, validation_loss: float) -> None:
        pass


class _EveryEpoch:
    def __init__(self, scheduler: ReduceLROnPlateau) -> None:
        self._scheduler = scheduler

    def after_step(self) -> None:
        pass

    def after_epoch(self, validation_loss: float) -> None:
        self._scheduler.step(validation_loss)


def optimizer(
    name: str,
    parameters: Iterable[nn.Parameter],
    *,
    learning_rate: float,
    weight_decay: float,
    momentum: float,
    beta2: float = 0.999,
) -> Optimizer:
    """adam (Kingma & Ba 2015), adamw (Loshchilov & Hutter 2019), sgd or rmsprop; momentum is for the last two, beta2 for the first."""
    betas = (0.9, beta2)
    match name:
        case "adam":
            return Adam(parameters, lr=learning_rate, betas=betas, weight_decay=weight_decay, fused=True)
        case "adamw":
            return AdamW(parameters, lr=learning_rate, betas=betas, weight_decay=weight_decay, fused=True)
        case "sgd":
            return SGD(parameters, lr=learning_rate, weight_decay=weight_decay, momentum=momentum)
        case "rmsprop":
            return RMSprop(parameters, lr=learning_rate, weight_decay=weight_decay, momentum=momentum)
        case _:
            raise ValueError(f"optimizer is {name!r}, not one of adam, adamw, sgd, rmsprop")


def schedule(name: str, optimizer: Optimizer, *, learning_rate: float, steps: int) -> Schedule:
    """The learning rate over `steps` steps.

    constant; one-cycle (Smith & Topin 2018): up to `learning_rate` in a fifth of the steps, then down to almost 0; cosine
    (Loshchilov & Hutter 2017): down to 0; plateau: a tenth after two epochs without a lower validation loss.
    """
    match name:
        case "constant":
            return _EveryStep(None)
        case "one-cycle":
            total = steps + 1
            rising = max(0.2, 1.5 / total)  # a fifth of very few steps is less than one, which PyTorch divides by
            cycle = OneCycleLR(optimizer, learning_rate, total_steps=total, pct_start=rising, cycle_momentum=False)
            return _EveryStep(cycle)
        case "cosine":
            return _EveryStep(CosineAnnealingLR(optimizer, T_max=steps))
        case "plateau":
            return _EveryEpoch(ReduceLROnPlateau(optimizer, factor=0.1, patience=1))
        case _:
            raise ValueError(f"schedule is {name!r}, not one of constant, one-cycle, cosine, plateau")
