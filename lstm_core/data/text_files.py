"""Texts from a plain text or CSV file that a person brings."""

import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from lstm_core.errors import DataError

MOST_ROWS = 50_000
MOST_BYTES = 200_000_000


@dataclass(frozen=True)
class TextTable:
    """A file as a table of text cells, empty cells as empty text."""

    frame: pd.DataFrame
    text_columns: tuple[str, ...]  # the columns that may hold the texts, the likeliest first


def read_text_table(name: str, content: bytes) -> TextTable:
    """A `.csv` file with a header, or any other file as one text a line (column `text`).

    UTF-8 with or without byte order mark, else cp1252. Raises DataError, naming row and limit, for a file that is empty,
    binary, malformed or longer than `MOST_ROWS`.
    """
    text = _decoded(name, content)
    frame = _csv(name, text) if name.lower().endswith(".csv") else pd.DataFrame({"text": text.splitlines()}, dtype=str)
    if frame.empty or not len(frame.columns):
        raise DataError(f"{name} holds no row of data. A CSV file needs a header and at least one row below it.")
    if len(frame) > MOST_ROWS:
        raise DataError(
            f"{name} has {len(frame):,} rows, the most is {MOST_ROWS:,}. Split the file and bring the parts."
        )
    by_length = sorted(frame.columns, key=lambda column: -frame[column].str.len().mean())
    return TextTable(frame, tuple(map(str, by_length)))


def content_of(file: Path) -> bytes:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise DataError(
                f"{file} has {file.stat().st_size:,} bytes, the most is {MOST_BYTES:,}. Bring a part of it."
            )
        return file.read_bytes()
    except OSError as problem:
        raise DataError(f"{file} cannot be read: {problem.strerror}.") from None


def labelled_texts(
    name: str, content: bytes, classes: tuple[str, ...], answers: int = 1
) -> tuple[list[str], np.ndarray]:
    """The texts of a CSV file and their class indices: the column whose cells are all classes, and the longest other one.

    answers: classes in a cell, with blanks between them. The indices are (N,), or (N, answers) with several. Raises DataError
    when no column holds the labels, naming the first cell that is none.
    """
    table = read_text_table(name, content)
    if len(table.text_columns) < 2:
        raise DataError(f"{name} has one column; it needs two, the texts and their labels ({', '.join(classes)}).")
    numbers = {label.casefold(): number for number, label in enumerate(classes)}
    labels = {
        column: [_classes(cell, numbers, answers) for cell in table.frame[column]] for column in table.text_columns
    }
    likeliest = min(table.text_columns, key=lambda column: labels[column].count(None))
    if None in labels[likeliest]:
        row = labels[likeliest].index(None)
        cell = table.frame[likeliest].iloc[row]
        raise DataError(
            f"{name} has no column whose cells are all {answers if answers > 1 else 'one'} of {', '.join(classes)}. "
            f"In column {likeliest}, row {row + 2}, stands {cell[:80]!r}."
        )
    texts = next(column for column in table.text_columns if column != likeliest)
    found = np.array(labels[likeliest], np.int64)
    return table.frame[texts].tolist(), found if answers > 1 else found[:, 0]


def _classes(cell: str, numbers: dict[str, int], answers: int) -> list[int] | None:
    """The class indices in a cell; None where it holds anything else. A single class may have a blank in its name."""
    names = cell.split() if answers > 1 else [cell.strip()]
    found = [numbers[name.casefold()] for name in names if name.casefold() in numbers]
    return found if len(found) == len(names) == answers else None


def with_predictions(table: TextTable, predictions: list[str], probabilities: list[float | None]) -> bytes:
    """The table as CSV (UTF-8 with byte order mark, which spreadsheets need) with two columns more."""
    frame = table.frame.copy()
    frame[_free(frame, "prediction")] = predictions
    frame[_free(frame, "probability")] = probabilities
    return frame.to_csv(index=False).encode("utf-8-sig")


def _free(frame: pd.DataFrame, name: str) -> str:
    while name in frame.columns:
        name += "_"
    return name


def _decoded(name: str, content: bytes) -> str:
    if b"\x00" in content[:4096]:
        raise DataError(f"{name} is not a text file. Bring plain text or CSV, saved as UTF-8.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _csv(name: str, text: str) -> pd.DataFrame:
    try:
        frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, na_filter=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as problem:
        raise DataError(f"{name} is not a well-formed CSV file: {str(problem).strip()}.") from None
    if not isinstance(frame.index, pd.RangeIndex):  # pandas takes a cell too many for a name of the row
        raise DataError(
            f"{name}, row 2: more cells than the header has. Put texts that contain a comma into double quotes."
        )
    return frame
