"""What a lab is: a config with a title, a story, and the figures others got with the same settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from lstm_core.config import RunConfig

Group = Literal["classroom", "good practice", "more"]


@dataclass(frozen=True)
class EpochFigures:
    """What was written down after one epoch; None where it was not. The metric is accuracy in [0, 1], or the mean absolute error."""

    epoch: int
    training_loss: float | None = None
    training_metric: float | None = None
    validation_loss: float | None = None
    validation_metric: float | None = None


@dataclass(frozen=True)
class Record:
    """What one training in the classroom printed."""

    title: str
    epochs: tuple[EpochFigures, ...]
    end: Mapping[str, Any] = field(default_factory=dict)  # by the names a report uses: accuracy, loss, f1, ...
    seconds_per_epoch: tuple[float, float] | None = None  # the fastest and the slowest


@dataclass(frozen=True)
class Lab:
    """One click, or one word on the command line, runs it."""

    name: str
    title: str
    story: str
    config: RunConfig
    group: Group = "more"
    variant_of: str = ""  # the classroom lab that this one does better
    look_for: tuple[str, ...] = ()
    theirs: tuple[Record, ...] = ()  # the first is the one to lay beside one's own
