"""Tables that people bring to be answered or judged by a trained model, out of files of every kind the doctor reads."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from lstm_core.data.doctor import formats
from lstm_core.data.doctor.choices import Choices
from lstm_core.data.doctor.plain_text import LABELS_IN_FRONT
from lstm_core.data.doctor.raw import RawTable
from lstm_core.errors import DataError

MOST_ROWS = 200_000
_LOOKED_AT = 100  # cells, before all of them are
_LEFT_OUT = ("broken-lines", "header-again")  # codes of the doctor


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


def for_texts(frame: pd.DataFrame, learned: str, classes: Sequence[str]) -> tuple[str, ...]:
    """The columns, the likeliest one to hold the texts first.

    learned: what the column was called that a model learned from, which decides; else the longest cells do, where they are not all classes.
    """
    known = [one.casefold() for one in classes]

    def rank(column: str) -> tuple[bool, bool, float]:
        cells = frame[column]
        all_classes = _among(cells.head(_LOOKED_AT), known) and _among(cells, known)  # long texts are not copied for it
        return not same_name(column, learned), all_classes, -cells.str.len().mean()

    return tuple(sorted(map(str, frame.columns), key=rank))


def _among(cells: pd.Series, known: Sequence[str]) -> bool:
    return bool(cells.str.strip().str.casefold().isin(known).all())


def same_name(column: str, other: str) -> bool:
    return column.strip().casefold() == other.strip().casefold()


def column_called(frame: pd.DataFrame, column: str, file: str) -> str:
    """Raises DataError where the table has no such column."""
    found = next((str(one) for one in frame.columns if same_name(str(one), column)), None)
    if found is None:
        raise DataError(
            f"There is no column {column[:80]} in {file}. It has {', '.join(map(str, frame.columns[:12]))}."
        )
    return found


def left_out(table: RawTable) -> list[str]:
    """What is not among its rows, though it stands in the file, in sentences."""
    return [finding.message for finding in table.findings if finding.code in _LEFT_OUT]
