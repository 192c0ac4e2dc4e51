"""Sequences of numbers from a file that a person brings: one sequence a row, its answer in one of the columns.

Letters: N rows, K numbers of an answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lstm_core.errors import DataError

_ANSWERS = ("label", "class", "target", "answer", "y")
_MOST = float(np.finfo(np.float32).max)
_NAMED = 12  # columns that are listed one by one


@dataclass(frozen=True)
class NumberRows:
    """A file as sequences, still as they are written."""

    frame: pd.DataFrame  # as read, every column a column of texts; the index is the row in the file
    columns: tuple[str, ...]  # that are read
    sequences: list[str]  # (N,) their numbers with blanks between them
    answers: list[str] | None  # (N,) the cells of the answers' column; None where there is none

    def classes(self, classes: tuple[str, ...]) -> np.ndarray:
        """(N,) class indices of the answers, which are names of classes or their numbers from 0. Raises DataError for others."""
        by_name = {name.casefold(): number for number, name in enumerate(classes)}
        by_number = {str(number): number for number in range(len(classes))}
        numbers = {**by_number, **by_name}  # a class called 3 is meant by "3", whatever its place
        return np.array(
            [_class(cell, row, numbers, classes) for row, cell in zip(self.frame.index, self._answers(), strict=True)],
            np.int64,
        )

    def values(self) -> np.ndarray:
        """(N, 1) float32: the answers as numbers. Raises DataError for what is none."""
        cells = self._answers()
        numbers = pd.to_numeric(pd.Series(cells).str.strip(), errors="coerce").to_numpy(np.float64)
        for row, cell, number in zip(self.frame.index, cells, numbers, strict=True):
            if not np.isfinite(number):
                raise DataError(
                    f"The answer in row {row} is {cell[:40]!r}, which is no number. Write for example 0.25."
                )
            if abs(number) > _MOST:
                raise DataError(f"The answer in row {row} is {cell[:40]!r}; the largest there can be is {_MOST:.1e}.")
        return numbers.astype(np.float32)[:, None]

    def _answers(self) -> list[str]:
        if self.answers is None:
            raise DataError(
                "The file has one column; it needs the numbers of a sequence and, in a column label, its answer."
            )
        return self.answers


def number_rows(frame: pd.DataFrame, name: str, *, labelled: bool, columns: Sequence[str] = ()) -> NumberRows:
    """The answers stand in the column label, class, target, answer or y. labelled: the last one, where there is none of these.

    columns: what the model was trained on; they are found by their names, else all there are must be they, in this order. frame: cells
    of text; its index is the row in the file of this name. Raises DataError where a column is missing, and for an empty cell, which would
    shift the numbers after it.
    """
    column = next((one for one in frame.columns if _plain(one) in _ANSWERS), None)
    if column is None and labelled and len(frame.columns) > 1:
        names = set(map(_plain, columns))
        column = next((one for one in reversed(frame.columns) if _plain(one) not in names), None)
    rest = _chosen(frame if column is None else frame.drop(columns=column), name, columns)
    empty = np.argwhere((rest == "").to_numpy())
    if len(empty):
        row, place = frame.index[empty[0][0]], empty[0][1]
        raise DataError(
            f"{name}, row {row}: the cell of column {rest.columns[place]} is empty. Fill it in, or leave the row out."
        )
    sequences = [" ".join(cells) for cells in rest.itertuples(index=False, name=None)]
    return NumberRows(
        frame, tuple(map(str, rest.columns)), sequences, None if column is None else frame[column].tolist()
    )


def _chosen(frame: pd.DataFrame, name: str, columns: Sequence[str]) -> pd.DataFrame:
    """The columns that are read, in the order they are read in; one alone may hold whole rows."""
    there = {_plain(one): one for one in frame.columns}
    missing = [one for one in columns if _plain(one) not in there]
    if not missing and columns:
        return frame[[there[_plain(one)] for one in columns]]
    if len(missing) < len(columns):
        raise DataError(
            f"{name} has no column called {missing[0]}. The model reads {_listed(columns)}; bring all of them, in any order."
        )
    if columns and len(frame.columns) not in (1, len(columns)):
        raise DataError(
            f"{name} has {len(frame.columns)} columns of numbers, the model reads {len(columns)}. Leave out the others, or call those it "
            f"reads {_listed(columns)}."
        )
    return frame


def _plain(column: object) -> str:
    return str(column).strip().casefold()


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(columns) if len(columns) <= _NAMED else f"{', '.join(columns[:2])}, …, {columns[-1]}"


def _class(cell: str, row: int, numbers: dict[str, int], classes: tuple[str, ...]) -> int:
    number = numbers.get(cell.strip().casefold())
    if number is None:
        raise DataError(f"The answer in row {row} is {cell[:40]!r}; the model knows {', '.join(classes)}.")
    return number
