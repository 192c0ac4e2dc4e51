"""What happens during a run, in the order it happens. Events carry numbers and words, never tensors."""

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Preparing:
    """Something that takes time before the first step; done of total, both 0 where that is not known."""

    what: str
    done: int = 0
    total: int = 0


@dataclass(frozen=True)
class Prepared:
    """Everything is ready to train; facts are what a user wants to know about it."""

    facts: dict[str, Any]


@dataclass(frozen=True)
class Point:
    """One point of a curve. Training: running mean since the point before; validation: on the validation part."""

    split: Literal["training", "validation"]
    step: int
    epoch: float  # epochs seen so far, 1.5 is in the middle of the second
    seconds: float  # of training so far, measuring not included
    loss: float
    metric: float  # what people read beside the loss: accuracy in [0, 1], or mean absolute error
    examples_per_second: float | None = None


@dataclass(frozen=True)
class Evaluating:
    """Training is over; the report is being made."""


@dataclass(frozen=True)
class Reported:
    """The report is written; metrics are its main figures."""

    metrics: dict[str, Any]


Event = Preparing | Prepared | Point | Evaluating | Reported
