"""Tables that people bring to be answered or judged by a trained model, out of files of every kind the doctor reads."""

from pathlib import Path

import pandas as pd

from lstm_core.data.doctor import formats
from lstm_core.data.doctor.choices import Choices
from lstm_core.data.doctor.plain_text import LABELS_IN_FRONT
from lstm_core.data.doctor.raw import RawTable
from lstm_core.errors import DataError

MOST_ROWS = 200_000


def read(file: Path, name: str, *, labelled: bool = False) -> RawTable:
    """Every row of text cells. name: as the person calls the file.

    labelled: whether it comes with the right answers. Else the first word of a line is part of its text, as in questions that begin with
    What, How and Who; only the prefix of fastText is always a label.
    Raises DataError where it cannot be read, is empty or has more than `MOST_ROWS`.
    """
    table = formats.read(file, name, Choices(mends={LABELS_IN_FRONT: labelled}))
    if table.frame.empty or not len(table.frame.columns):
        raise DataError(f"{name} holds no row of data.")
    if len(table.frame) > MOST_ROWS:
        raise DataError(f"{name} has {len(table.frame):,} rows, the most is {MOST_ROWS:,}. Bring it in parts.")
    return table


def by_length(frame: pd.DataFrame) -> tuple[str, ...]:
    """The columns, the one with the longest texts first."""
    return tuple(map(str, sorted(frame.columns, key=lambda column: -frame[column].str.len().mean())))
