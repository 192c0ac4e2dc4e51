"""Texts with their right answers, out of a file that a person brings."""

from pathlib import Path

import numpy as np

from lstm_core.data import tables
from lstm_core.errors import DataError


def labelled_rows(file: Path, classes: tuple[str, ...], answers: int = 1) -> tuple[list[str], np.ndarray]:
    """The texts of a table and their class indices: the column whose cells are all classes, and the longest other one.

    answers: classes in a cell, with blanks between them. The indices are (N,), or (N, answers) with several. Raises DataError
    when no column holds the labels, naming the first cell that is none.
    """
    frame = tables.read(file, file.name, labelled=True).frame
    columns = tables.by_length(frame)
    if len(columns) < 2:
        raise DataError(f"{file.name} has one column; it needs two, the texts and their labels ({', '.join(classes)}).")
    numbers = {label.casefold(): number for number, label in enumerate(classes)}
    labels = {column: [_classes(cell, numbers, answers) for cell in frame[column]] for column in columns}
    likeliest = min(columns, key=lambda column: labels[column].count(None))
    if None in labels[likeliest]:
        place = labels[likeliest].index(None)
        cell = frame[likeliest].iloc[place]
        raise DataError(
            f"{file.name} has no column whose cells are all {answers if answers > 1 else 'one'} of {', '.join(classes)}. "
            f"In column {likeliest}, row {frame.index[place]}, stands {cell[:80]!r}."
        )
    texts = next(column for column in columns if column != likeliest)
    found = np.array(labels[likeliest], np.int64)
    return frame[texts].tolist(), found if answers > 1 else found[:, 0]


def _classes(cell: str, numbers: dict[str, int], answers: int) -> list[int] | None:
    """The class indices in a cell; None where it holds anything else. A single class may have a blank in its name."""
    names = cell.split() if answers > 1 else [cell.strip()]
    found = [numbers[name.casefold()] for name in names if name.casefold() in numbers]
    return found if len(found) == len(names) == answers else None
