"""Files that people bring: examined and mended, kept under the hash of what came of it, opened as labelled texts or as a series."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from lstm_core.data.doctor import canonical
from lstm_core.data.doctor.choices import Choices, Role
from lstm_core.data.doctor.examination import NO_COLUMN, Examination, examine
from lstm_core.data.series import Series
from lstm_core.data.texts import LabelledTexts
from lstm_core.errors import ConfigError, DataError

_NAME = re.compile(r"[0-9a-f]{32}\.parquet")


@dataclass(frozen=True)
class OwnFile:
    """A data set that was made of a file, not kept yet."""

    name: str  # of the file in which it is kept
    facts: dict[str, Any]  # its task, its rows, ...
    content: bytes

    def keep(self, folder: Path) -> None:
        canonical.keep(self.name, self.content, folder)


def made_of(file: Path, choices: Choices | None = None, *, to_learn: bool = True, name: str = "") -> OwnFile:
    """The data set in a file, which may be called otherwise. Raises DataError where it cannot be used: why, where, and what to do."""
    name = name or file.name
    return _packed(examine(file, name, choices, to_learn=to_learn), name)


def _packed(examined: Examination, name: str) -> OwnFile:
    if examined.table is None:
        unreadable = any(finding.code == "unreadable" for finding in examined.findings)  # which names the file already
        raise DataError(("" if unreadable else f"{name} cannot be used. ") + examined.refusal())
    return OwnFile(*canonical.packed(examined.table, examined.facts))


def keep(file: Path, folder: Path, choices: Choices | None = None) -> str:
    """Makes a data set of a file and keeps it in `folder`; returns the name it has there. Raises DataError as `made_of` does."""
    own = made_of(file, choices)
    own.keep(folder)
    return own.name


def is_there(name: str, folder: Path) -> bool:
    """Whether a file of that name is kept."""
    return bool(_NAME.fullmatch(name)) and (folder / name).exists()


def facts(name: str, folder: Path) -> dict[str, Any]:
    """What is known of a kept file: its task, its rows, ... Raises DataError where it is gone or was never there."""
    if not _NAME.fullmatch(name):
        raise DataError(f"{name[:80]!r} is none of your files. Choose one on the page Data.")
    return canonical.facts_of(folder / name)


def texts(kept: Path) -> LabelledTexts:
    """Raises DataError where the kept file is gone, or is a series."""
    table, facts = canonical.read(kept)
    if facts["task"] != "classification":
        raise DataError("Your file is a series, not texts with labels. Choose the data set “Your own series” for it.")
    labels = table["label"].combine_chunks().dictionary_encode()
    found = labels.dictionary.to_pylist()
    classes = sorted(found)
    numbers = np.array([classes.index(label) for label in found], np.int64)
    return LabelledTexts(
        table["text"].combine_chunks(),
        numbers[labels.indices.to_numpy()],
        tuple(classes),
        test_from=table["part"].to_pylist().index("test") if facts["given_test"] else None,
        groups=_numbered(table["group"]) if "group" in table.column_names else None,
        columns=(facts["columns"]["text"], facts["columns"]["label"]),
    )


def _numbered(column: pa.ChunkedArray) -> np.ndarray:
    """(N,) equal numbers for equal cells, and a number of its own for an empty one."""
    numbers: np.ndarray = column.combine_chunks().dictionary_encode().indices.to_numpy(zero_copy_only=False).copy()
    empty = np.flatnonzero(np.array(column.to_pylist()) == "")
    numbers[empty] = len(numbers) + np.arange(len(empty))
    return numbers


def series(kept: Path) -> Series:
    """Raises DataError where the kept file is gone, or is texts."""
    return _series(*canonical.read(kept))


def series_in(
    file: Path, columns: Sequence[str] = (), name: str = "", taken: Mapping[str, Any] | None = None
) -> Series:
    """The series in a file as a person has it, which is not kept. Raises DataError for a file without one.

    columns: what is to be read, the target first; a single one may have another name there. name: of the file, as the person calls it.
    taken: how another series was taken from its file, of which this is the continuation.
    """
    roles: dict[str, Role] = {column: "value" if column == columns[0] else "input" for column in columns}
    choices = _taken_so(taken or {})
    ways: list[dict[str, Role]] = [{**choices.roles, **roles}] if choices.roles else []
    ways.append(roles)  # the column of the group may be missing where there is but one series
    if len(columns) == 1:
        ways.append({})
    own = _first_made(file, [choices.model_copy(update={"roles": one}) for one in ways], name or file.name)
    found = _series(*canonical.unpacked(own.content))
    if choices.series and found.taken.get("series", choices.series) != choices.series:
        raise DataError(
            f"{name or file.name} holds several series, and none is called “{choices.series}”, as the one the model was trained on. "
            "Bring a file with that one, or with a single series."
        )
    return found


def _first_made(file: Path, ways: Sequence[Choices], name: str) -> OwnFile:
    """By the first of the ways whose columns are there: a column that cannot be read must not give way to another."""
    *others, last = ways
    for choices in others:
        examined = examine(file, name, choices, to_learn=False)
        if not any(finding.code == NO_COLUMN for finding in examined.findings):
            return _packed(examined, name)
    return made_of(file, last, to_learn=False, name=name)


def _taken_so(taken: Mapping[str, Any]) -> Choices:
    try:
        return Choices.parse({"task": "forecasting", **taken})
    except (ConfigError, TypeError):
        raise DataError(
            "How the series of this model was read from its file is damaged, or of another version of LSTM Lab. Train it again."
        ) from None


def _series(table: pa.Table, facts: dict[str, Any]) -> Series:
    if facts["task"] != "forecasting":
        raise DataError("Your file holds texts with labels, not a series. Choose the data set “Your own texts” for it.")
    columns = [name for name in table.column_names if name.startswith("value ")]
    values = np.stack([table[name].to_numpy() for name in columns], axis=1)
    times = tuple(table["time"].to_pylist()) if "time" in table.column_names else None
    return Series(
        values, (facts["columns"]["value"], *facts["columns"]["input"]), times, facts["season"], facts.get("taken", {})
    )
