"""JSON Lines, one object a line, and files that are one JSON list of objects."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from lstm_core.data.doctor.cells import as_cell
from lstm_core.data.doctor.choices import Choices
from lstm_core.data.doctor.encoding import detect
from lstm_core.data.doctor.finding import Finding, counted, quoted
from lstm_core.data.doctor.header import has_header
from lstm_core.data.doctor.lines import Lines, lines_of
from lstm_core.data.doctor.raw import RawTable, framed
from lstm_core.errors import DataError

_MOST_WHOLE = 60_000_000  # bytes of a file that must be read in one piece
_DEEPEST = 4
_HEAD = 300  # rows that decide whether the first of them is a header
_FEW_ROWS = 10  # objects side by side that are rows rather than fields


def looks_like(head: str) -> bool:
    """Whether a text file begins as JSON does."""
    start = head.lstrip()[:1]
    return start == "{" or (start == "[" and _begins_a_list(head))


def _begins_a_list(head: str) -> bool:
    """[ { ... or [ [ "... or [ on its own; not [Verse 1] of a song."""
    return bool(re.match(r'\s*\[\s*(?:\{|$|\[\s*["\d\-])', head))


def read(file: Path, name: str, choices: Choices) -> RawTable:
    """Nested objects become columns such as user.name, lists stay as JSON. Raises DataError where there is no object."""
    encoding = detect(file, name, choices.encoding)
    reader = _reader(file, encoding.name, name)
    names = reader.names()
    if not names:
        raise DataError(
            f'{name} holds no JSON object. Write one object a line, for example {{"text": "...", "label": "..."}}.'
        )
    frame = framed(names, ((row, [flat.get(name, "") for name in names]) for row, flat in reader.rows()))
    return RawTable(frame, "JSON Lines", (*encoding.findings, *reader.findings()))


def objects(file: Path) -> Iterator[dict[str, Any]]:
    """The rows that `read` makes a table of, each with its own values."""
    found = _reader(file, detect(file, file.name).name, file.name).objects()
    return (one if isinstance(one, dict) else {"text": one} for one in found)


def _reader(file: Path, encoding: str, name: str) -> "_Lines | _Whole":
    lines = lines_of(file, encoding)
    first, *others = [*islice((line.strip() for line in lines() if line.strip()), 2), ""]
    return _Lines(lines) if _is_row(first, alone=not any(others)) else _Whole(file, encoding, name)


def _is_row(line: str, *, alone: bool) -> bool:
    """Whether a line is a JSON object of its own; one that is alone may hold all rows instead, as a list or as columns."""
    try:
        content = json.loads(line)
    except (ValueError, RecursionError):
        return False
    if not isinstance(content, dict):
        return False
    if not alone:
        return True
    lists = [value for value in content.values() if isinstance(value, list)]
    holds_rows = any(value and isinstance(value[0], dict) for value in lists)
    columns = bool(lists) and len(lists) == len(content)
    return not (holds_rows or columns or (not lists and len(_list_in(content)) > 1))


class _Lines:
    """Every line an object."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._broken: list[tuple[int, str]] = []
        self._count = 0

    def names(self) -> list[str]:
        """In order of appearance; also counts what is broken."""
        names: dict[str, None] = {}
        for _, flat, _ in self._objects(note=True):
            self._count += 1
            names.update(dict.fromkeys(flat))
        if self._count < len(self._broken):
            row, problem = self._broken[0]
            raise DataError(
                f"{counted(len(self._broken), 'line is', 'lines are')} no JSON object, the first is line {row}: {problem}."
            )
        return list(names)

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        return ((number, flat) for number, flat, _ in self._objects())

    def objects(self) -> Iterator[Any]:
        return (content for _, _, content in self._objects())

    def findings(self) -> Iterator[Finding]:
        if self._broken:
            row, problem = self._broken[0]
            message = f"{counted(len(self._broken), 'line is', 'lines are')} no JSON object, the first is line {row}: {problem}."
            yield Finding("broken-lines", message, row=row, fix="Left out.", mended=True)

    def _objects(self, *, note: bool = False) -> Iterator[tuple[int, dict[str, str], Any]]:
        """Line, cells and content of each."""
        for number, line in enumerate(self._lines(), 1):
            if not line.strip():
                continue
            try:
                content = json.loads(line.strip().rstrip(","))
                flat = _flat(content)
            except (ValueError, RecursionError) as problem:
                if note:
                    self._broken.append((number, _reason(problem)))
                continue
            yield number, flat, content


class _Whole:
    """One list of objects, or an object that holds such a list."""

    def __init__(self, file: Path, encoding: str, name: str) -> None:
        if file.stat().st_size > _MOST_WHOLE:
            raise DataError(
                f"{name} is one JSON list of more than {_MOST_WHOLE // 1_000_000} MB. Save it as JSON Lines, one object a line."
            )
        try:
            self._objects = _list_in(json.loads(file.read_text(encoding, errors="replace")))
            self._rows = [_flat(one) for one in self._objects]
        except (ValueError, RecursionError) as problem:
            raise DataError(f"{name} is not well-formed JSON: {_reason(problem)}. Write one object a line.") from None

    def names(self) -> list[str]:
        return list(dict.fromkeys(name for row in self._rows for name in row))

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        return iter(enumerate(self._rows, 1))

    def objects(self) -> Iterator[Any]:
        return iter(self._objects)

    def findings(self) -> Iterator[Finding]:
        return iter(())


def _list_in(content: Any, deeper: int = _DEEPEST) -> list[Any]:
    """The rows in it: the longest list of objects, objects by their name or number, or columns beside each other."""
    if isinstance(content, list):
        return _named(content) if content and isinstance(content[0], list) else content
    if not isinstance(content, dict):
        raise ValueError("it is no list of objects")
    lists = {key: value for key, value in content.items() if isinstance(value, list)}
    if isinstance(content.get("columns"), list) and isinstance(content.get("data"), list):  # as pandas splits a table
        return _named([content["columns"], *content["data"]])
    objects = [value for value in lists.values() if value and isinstance(value[0], dict)]
    if objects:
        return max(objects, key=len)
    if lists and len({len(value) for value in lists.values()}) == 1:
        return [dict(zip(lists, cells, strict=True)) for cells in zip(*lists.values(), strict=True)]
    return _rows_of_objects(content, deeper)


def _named(rows: list[Any]) -> list[dict[str, Any]]:
    """Lists of cells, the first of them the names where they are names."""
    lists = [cells for cells in rows if isinstance(cells, list)]
    first, *body = ([as_cell(cell) for cell in cells] for cells in lists[:_HEAD])
    header = has_header(first, body)
    names = first if header else [f"column {place}" for place in range(1, max(map(len, lists)) + 1)]
    return [dict(zip(names, cells, strict=False)) for cells in lists[header:]]


def _rows_of_objects(content: dict[str, Any], deeper: int) -> list[Any]:
    """Of {"7": {"text": ...}, ...} each is a row, of {"text": {"7": ...}, ...} each is a column; else what lies deeper."""
    inner = [value for value in content.values() if isinstance(value, dict)]
    if len(inner) == len(content) and inner:
        keys = [set(value) for value in inner]
        if len(inner) >= _FEW_ROWS and len(set.union(*keys)) < len(inner):
            return inner
        if len(keys[0]) >= _FEW_ROWS and all(its == keys[0] for its in keys):
            return [{name: column[key] for name, column in content.items()} for key in inner[0]]
    found = [_list_in(value, deeper - 1) for value in inner] if deeper else []
    longest = max(found, key=len, default=[])
    return longest if len(longest) > 1 else [content]


def _flat(content: Any) -> dict[str, str]:
    """An object as cells by name; ValueError for what is none."""
    if isinstance(content, str):
        return {"text": as_cell(content)}
    if not isinstance(content, dict):
        raise ValueError(f"{quoted(json.dumps(content)[:100])} is no object")
    cells: dict[str, str] = {}
    _fill(cells, "", content, _DEEPEST)
    return cells


def _fill(cells: dict[str, str], before: str, content: dict[str, Any], deeper: int) -> None:
    for key, value in content.items():
        name = as_cell(f"{before}{key}"[:200].strip()) or "unnamed"
        if isinstance(value, dict) and deeper and value:
            _fill(cells, f"{name}.", value, deeper - 1)
        else:
            cells[name] = as_cell(value)


def _reason(problem: Exception) -> str:
    if isinstance(problem, json.JSONDecodeError):
        return f"{problem.msg.lower()} at character {problem.colno}"
    return "it is nested too deeply" if isinstance(problem, RecursionError) else str(problem)[:200]
