"""What the fixtures of the command line give."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Call = Callable[..., tuple[int, str, str]]  # arguments -> exit code, standard output, standard error


@dataclass(frozen=True)
class Trained:
    """A folder with one run of every kind, to be looked at only."""

    folder: Path
    runs: dict[str, str]  # the ids
