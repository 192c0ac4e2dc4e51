"""What is to be answered of a file a person brings, written down beside it for the process that answers."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

import pandas as pd

from lstm_core.data.doctor import formats
from lstm_core.errors import DataError

MOST_ROWS = 200_000
_FORMULA = r"^(?:[=@\t\r]|[+-](?![\d.,]+$))"  # what a spreadsheet would compute; -5 is only a number


@dataclass(frozen=True)
class Order:
    """A file in the same folder, what the person calls it, and the column; None for the one with the longest texts."""

    file: str
    name: str
    column: str | None

    def save(self, file: Path) -> None:
        file.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def load(cls, file: Path) -> Self:
        return cls(**json.loads(file.read_text(encoding="utf-8")))


def table(file: Path, name: str) -> pd.DataFrame:
    """The rows of a file of any kind. Raises DataError where it cannot be read, is empty or has more than `MOST_ROWS`."""
    frame = formats.read(file, name).frame
    if frame.empty or not len(frame.columns):
        raise DataError(f"{name} holds no row of data.")
    if len(frame) > MOST_ROWS:
        raise DataError(f"{name} has {len(frame):,} rows, the most is {MOST_ROWS:,}. Bring it in parts.")
    return frame


def by_length(frame: pd.DataFrame) -> tuple[str, ...]:
    """The columns, the one with the longest texts first."""
    return tuple(map(str, sorted(frame.columns, key=lambda column: -frame[column].str.len().mean())))


def disarmed(frame: pd.DataFrame) -> pd.DataFrame:
    """A quote before every cell that a spreadsheet would take for a formula."""
    found: pd.DataFrame = frame.apply(lambda cells: cells.where(~cells.str.match(_FORMULA), "'" + cells))
    return found
