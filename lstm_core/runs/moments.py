"""Moments of a training, kept in the folder of its run: how it stood at each validation, and at some of them the weights.

One JSON line a moment is appended while the run trains; a moment's weights are there as long as its file is.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

_LINES = "moments.jsonl"


@dataclass(frozen=True)
class Moment:
    """step 0 is the network before its first step, not measured yet."""

    step: int
    epoch: float
    loss: float | None = None  # on the validation part, or between epochs on a fixed piece of it
    metric: float | None = None
    confusion: list[list[int]] | None = None  # [is][was called] on the same examples, where classes are told apart


def folder_of(run: Path) -> Path:
    return run / "snapshots"


def weights_of(run: Path, step: int) -> Path:
    return folder_of(run) / f"{step}.safetensors"


def append(run: Path, moment: Moment) -> None:
    with open(folder_of(run) / _LINES, "a", encoding="utf-8") as lines:
        lines.write(json.dumps(asdict(moment)) + "\n")


def moments(run: Path) -> list[Moment]:
    """Every moment, oldest first; none for a run that was trained without. A line that is being written is left out."""
    try:
        lines = (folder_of(run) / _LINES).read_text(encoding="utf-8").splitlines(keepends=True)
    except OSError:
        return []
    return [Moment(**json.loads(line)) for line in lines if line.endswith("\n")]


def kept(run: Path) -> list[Moment]:
    """Those whose weights are there."""
    return [moment for moment in moments(run) if weights_of(run, moment.step).exists()]
