"""A file examined: what it is, what is wrong with it, and the data set it becomes. The page and the shell both ask here."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from lstm_core.data.doctor import classification, forecasting, formats, sideways, year_by_month
from lstm_core.data.doctor.choices import Choices, Task
from lstm_core.data.doctor.finding import Finding, counted
from lstm_core.data.doctor.limits import MOST_CLASSES
from lstm_core.data.doctor.raw import RawTable
from lstm_core.data.doctor.roles import Roles, assign
from lstm_core.errors import DataError, MissingColumnError

NO_COLUMN = "no-such-column"
_PREVIEW = 8  # rows
_LONGEST_CELL = 300
_TOO_LITTLE = ("too-few-rows", "too-short", "values-needed")


@dataclass(frozen=True)
class Examination:
    """The outcome for one file and one set of choices."""

    task: Task | None
    rows: int  # of data in the file
    findings: tuple[Finding, ...]
    roles: dict[str, Any] = field(default_factory=dict)
    format: str = ""
    columns: tuple[str, ...] = ()
    preview: tuple[dict[str, str], ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)  # of the data set; none where there is none
    table: pd.DataFrame | None = None  # canonical

    @property
    def ok(self) -> bool:
        """Whether it can be trained on."""
        return self.table is not None

    def as_json(self) -> dict[str, Any]:
        findings = [finding.as_json() for finding in self.findings]
        return {"ok": self.ok, "task": self.task, "roles": self.roles, "rows": self.rows, "findings": findings}

    def refusal(self) -> str:
        """Why it cannot be used, and what to do."""
        reasons = [finding for finding in self.findings if finding.stops]
        if any(reason.code in _TOO_LITTLE for reason in reasons):  # what the rest was lost by
            reasons += [finding for finding in self.findings if finding.mended and finding.row]
        return " ".join(f"{reason.message} {reason.fix or ''}".strip() for reason in reasons[:3])


def examine(file: Path, name: str, choices: Choices | None = None, *, to_learn: bool = True) -> Examination:
    """Reads, guesses what was not chosen, finds and mends. A file that cannot be read is a finding as well.

    to_learn: whether the data set must be enough to train on; else any series will do.
    """
    choices = choices or Choices()
    try:
        raw = formats.read(file, name, choices)
        return _examined(raw, choices, to_learn)
    except MissingColumnError as problem:
        return Examination(None, 0, (Finding(NO_COLUMN, str(problem), stops=True),))
    except DataError as problem:
        return Examination(None, 0, (Finding("unreadable", str(problem), stops=True),))


def _examined(raw: RawTable, choices: Choices, to_learn: bool) -> Examination:
    given = choices.roles
    turned = None if choices.task == "classification" else _turned(raw.frame, choices)
    if turned and turned.frame is not None:
        raw, given = replace(raw, frame=turned.frame), {**turned.roles, **given}
    roles = assign(raw.frame, given, choices.task, semicolons=raw.delimiter == ";")
    findings = [*raw.findings, *_empty_columns(roles)]
    if turned and (turned.frame is not None or roles.task is None):
        findings.append(turned.finding)
    table, facts, found = _of_task(raw, roles, choices, to_learn)
    preview = raw.frame.head(_PREVIEW).map(lambda cell: cell[:_LONGEST_CELL])
    return Examination(
        task=roles.task,
        rows=len(raw.frame),
        findings=(*findings, *found),
        roles=roles.as_json(),
        format=raw.format,
        columns=tuple(map(str, raw.frame.columns)),
        preview=tuple(
            {"row": str(row), **dict(zip(preview.columns, cells, strict=True))}
            for row, cells in zip(preview.index, preview.to_numpy(), strict=True)
        ),
        facts=facts,
        table=table,
    )


def _turned(frame: pd.DataFrame, choices: Choices) -> sideways.Sideways | None:
    """Where time does not run downwards."""
    given = choices.roles, choices.mends
    return year_by_month.look(frame, *given) or sideways.look(frame, *given)


def _of_task(
    raw: RawTable, roles: Roles, choices: Choices, to_learn: bool
) -> tuple[pd.DataFrame | None, dict[str, Any], list[Finding]]:
    match roles.task:
        case "classification":
            return classification.examine(raw.frame, roles, choices)
        case "forecasting":
            return forecasting.examine(raw.frame, roles, choices, semicolons=raw.delimiter == ";", to_learn=to_learn)
        case _:
            return None, {}, [_unclear(roles)]


def _unclear(roles: Roles) -> Finding:
    known = roles.profiles.values()
    numbers = [one.name for one in known if one.is_number]
    named = [one.name for one in known if one.is_words and 2 <= one.distinct <= MOST_CLASSES and one.repeats > 0.5]
    what = ["no column holds texts"]
    if named:
        what.append(f"{named[-1]} could be a label, but of what")
    what.append(
        f"{counted(len(numbers), 'column holds', 'columns hold')} numbers, but none says when"
        if numbers
        else "none holds numbers"
    )
    message = f"It does not show what is to be learned: {'; '.join(what)}. The columns are {', '.join(list(roles.profiles)[:12])}."
    fix = (
        "LSTM Lab learns from texts with labels, and from values that follow each other in time. "
        "If the file has either, choose the columns: text and label, or value (on the shell: --role value=COLUMN)."
    )
    return Finding("what-to-learn", message, fix=fix, stops=True)


def _empty_columns(roles: Roles) -> list[Finding]:
    empty = [name for name, profile in roles.profiles.items() if profile.filled == 0]
    if not empty:
        return []
    message = f"{counted(len(empty), 'column is', 'columns are')} empty: {', '.join(empty[:5])}."
    return [Finding("empty-columns", message, column=empty[0], fix="Left out.", mended=True)]
