"""Texts with their right answers, out of a file that a person brings."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from lstm_core.data import tables
from lstm_core.errors import DataError

_ANSWERED = re.compile("(prediction|probability)_*")  # columns that a model wrote: they prove nothing
_Labels = list[list[int] | None]


@dataclass(frozen=True)
class LabelledRows:
    """N texts of a table with what is right."""

    texts: list[str]  # (N,)
    labels: np.ndarray  # (N,) int64 class indices, or (N, answers) with several
    columns: tuple[str, str]  # of the texts and of the labels
    left_out: list[str]  # what stands in the file and is no row, in sentences


def labelled_rows(
    file: Path,
    classes: tuple[str, ...],
    answers: int = 1,
    learned: tuple[str, str] = ("", ""),
    roles: Mapping[str, str] | None = None,
) -> LabelledRows:
    """The texts of a table and their classes.

    answers: classes in a cell, with blanks between them. learned: the columns of texts and labels that a model learned from. roles: text
    and label, by a person who knows; else a column called as the learned one is taken, else the only one whose cells are all classes.
    Raises DataError where no column or several may hold the labels, naming a cell that is none.
    """
    table = tables.read(file, file.name, labelled=True)
    frame, roles = table.frame, roles or {}
    if len(frame.columns) < 2:
        raise DataError(f"{file.name} has one column; it needs two, the texts and their labels ({', '.join(classes)}).")
    numbers = {label.casefold(): number for number, label in enumerate(classes)}
    named = {role: tables.column_called(frame, roles[role], file.name) for role in ("text", "label") if role in roles}
    candidates = [named["label"]] if "label" in named else _likely_labels(frame, named.get("text", ""))
    found: dict[str, _Labels] = {
        column: [_classes(cell, numbers, answers) for cell in frame[column]] for column in candidates
    }
    label = _of_labels(frame, found, learned[1], file.name, (classes, answers))
    likely = (column for column in tables.for_texts(frame, learned[0], classes) if column != label)
    text = named.get("text") or next(likely)
    indices = np.array(found[label], np.int64)
    return LabelledRows(
        frame[text].tolist(), indices if answers > 1 else indices[:, 0], (text, label), tables.left_out(table)
    )


def _likely_labels(frame: pd.DataFrame, text: str) -> list[str]:
    """Not what a model said, unless there is nothing else."""
    others = [str(column) for column in frame.columns if column != text]
    return [column for column in others if not _ANSWERED.fullmatch(column)] or others


def _of_labels(
    frame: pd.DataFrame, found: dict[str, _Labels], learned: str, file: str, wanted: tuple[Sequence[str], int]
) -> str:
    """The column that holds them. Raises DataError where it is none, or may be several."""
    by_name = [column for column in found if tables.same_name(column, learned)]
    fitting = [column for column in by_name or found if None not in found[column]]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise DataError(
            f"In {file} the columns {' and '.join(fitting[:4])} may all hold the right answers. Say which: --role label={fitting[0]}."
        )
    likeliest = min(by_name or found, key=lambda column: found[column].count(None))
    place = found[likeliest].index(None)
    classes, answers = wanted
    raise DataError(
        f"{file} has no column whose cells are all {answers if answers > 1 else 'one'} of {', '.join(classes)}. "
        f"In column {likeliest}, row {frame.index[place]}, stands {frame[likeliest].iloc[place][:80]!r}."
    )


def _classes(cell: str, numbers: dict[str, int], answers: int) -> list[int] | None:
    """The class indices in a cell; None where it holds anything else. A single class may have a blank in its name."""
    names = cell.split() if answers > 1 else [cell.strip()]
    found = [numbers[name.casefold()] for name in names if name.casefold() in numbers]
    return found if len(found) == len(names) == answers else None
