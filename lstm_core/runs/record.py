"""What the store knows of a run."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lstm_core.config import RunConfig


class Status(StrEnum):
    """Where a run is in its life."""

    QUEUED = "queued"  # waits for a worker
    RUNNING = "running"  # a worker has it
    FINISHED = "finished"  # trained to its end
    STOPPED = "stopped"  # ended early by a person, what was learned is kept
    FAILED = "failed"  # the message says why

    @property
    def ended(self) -> bool:
        return self not in (Status.QUEUED, Status.RUNNING)


@dataclass(frozen=True)
class Progress:
    """How far a running run is."""

    phase: str = ""  # what it does right now, in words
    done: int = 0  # of `total`, in the phase's own unit; steps while it trains
    total: int = 0  # 0: not known
    epoch: float = 0.0
    seconds: float = 0.0  # of training so far
    examples_per_second: float = 0.0


@dataclass(frozen=True)
class RunRecord:
    """One training with one config. Times are seconds since 1970."""

    id: str
    key: str
    config: RunConfig
    status: Status
    message: str
    stop_requested: bool
    created: float
    started: float | None
    ended: float | None
    progress: Progress
    facts: dict[str, Any]  # device, sizes of the parts, number of parameters, ...
    metrics: dict[str, Any]  # of the report; empty until there is one

    @property
    def has_model(self) -> bool:
        """Whether there is a model to try: a report is only written after the model."""
        return self.status.ended and bool(self.metrics)


def run_key(config: RunConfig, fingerprint: str, code_version: str) -> str:
    """The same 32 hexadecimal digits for the same config, data and code: such runs need to be trained only once."""
    return hashlib.blake2b(f"{config.canonical()}\n{fingerprint}\n{code_version}".encode(), digest_size=16).hexdigest()
