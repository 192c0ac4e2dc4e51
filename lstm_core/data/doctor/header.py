"""Whether the first record is a header, and what the columns are called."""

import re
from collections.abc import Sequence

from lstm_core.data.doctor.finding import Finding, counted, quoted
from lstm_core.data.doctor.numbers import MISSING, looks_numeric
from lstm_core.data.doctor.times import looks_like_time

_MANY_WORDS = 8


def has_header(first: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """first: the first record; body: some after it.

    A header is not of the kind its columns hold: no number above numbers, no value that the column repeats, no long text.
    An empty first cell above filled ones is one: the index of a data frame has no name.
    """
    others = [cells for cells in body if list(cells) != list(first)]
    body = others or body  # of files put together the header stands between the rows as well
    if not body:
        return not any(map(_is_value, first))
    columns = [[cells[place] for cells in body if len(cells) > place] for place in range(len(first))]
    if not first[0].strip() and len(first) > 1 and sum(bool(cell.strip()) for cell in columns[0]) > len(body) / 2:
        return True
    if _counts_up(first):
        return True
    data = sum(_is_data(cell, column) for cell, column in zip(first, columns, strict=True))
    names = sum(_is_name(cell, column) for cell, column in zip(first, columns, strict=True))
    return data == 0 or names > 2 * data


def _is_value(cell: str) -> bool:
    return looks_numeric(cell) or looks_like_time(cell)


def _counts_up(first: Sequence[str]) -> bool:
    """Names such as Country, 1990, 1991, 1992."""
    years = [int(cell) for cell in first if re.fullmatch(r"\s*\d{4}\s*", cell)]
    return len(years) >= 3 and not looks_numeric(first[0]) and years == list(range(years[0], years[0] + len(years)))


def _filled(column: Sequence[str]) -> list[str]:
    return [other.strip() for other in column if other.strip().lower() not in MISSING]


def _is_name(cell: str, column: Sequence[str]) -> bool:
    """Whether a cell stands above others of another kind: a word above numbers, a date above numbers."""
    plain, below = cell.strip(), _filled(column)
    if not below or plain.lower() in MISSING or looks_numeric(plain):
        return False
    numbers = sum(map(looks_numeric, below)) > 0.8 * len(below)
    return numbers or (not looks_like_time(plain) and sum(map(looks_like_time, below)) > 0.8 * len(below))


def _is_data(cell: str, column: Sequence[str]) -> bool:
    """Whether a cell of the first record is like those below it."""
    plain, below = cell.strip(), _filled(column)
    if not plain or not below:
        return False
    if _is_value(plain):
        alike = looks_like_time if looks_like_time(plain) and not looks_numeric(plain) else _is_value
        return sum(map(alike, below)) >= 0.5 * len(below)
    if plain in below and len(set(below)) <= max(2, len(below) * 0.9):
        return True
    words = len(plain.split())
    return words >= _MANY_WORDS and sum(len(other.split()) for other in below) / len(below) > words / 2


def named(header: Sequence[str], width: int, row: int) -> tuple[list[str], list[Finding]]:
    """The names of the columns, made whole, and what was wrong with them.

    header: its cells; none where there is no header. Columns without a name are called by their place.
    """
    if not header:
        return [f"column {place}" for place in range(1, width + 1)], []
    names: list[str] = []
    nameless, blanks, doubled = [], [], []
    for place, cell in enumerate([*header, *[""] * (width - len(header))], 1):
        name = re.sub(r"[\s\ufeff\u200b\u00a0]+", " ", cell).strip().strip('"')[:200]
        if name and name != cell:
            blanks.append(name)
        if not name:
            name = f"column {place}"
            nameless.append(name)
        if name in names:
            doubled.append(name)
            name = _free(name, names)
        names.append(name)
    return names, _name_findings(row, nameless, blanks, doubled)


def _free(name: str, taken: Sequence[str]) -> str:
    return next(free for number in range(2, len(taken) + 3) if (free := f"{name} ({number})") not in taken)


def _name_findings(row: int, nameless: list[str], blanks: list[str], doubled: list[str]) -> list[Finding]:
    found = []
    if blanks:
        message = (
            f"{counted(len(blanks), 'name has', 'names have')} blanks around or inside that "
            f"do not show, the first is {quoted(blanks[0])} in row {row}."
        )
        found.append(Finding("blanks-in-names", message, row=row, column=blanks[0], fix="Taken off.", mended=True))
    if nameless:
        message = f"{counted(len(nameless), 'column has', 'columns have')} no name in row {row}."
        found.append(
            Finding(
                "name-missing",
                message,
                row=row,
                column=nameless[0],
                fix=f"Called {', '.join(nameless[:3])}.",
                mended=True,
            )
        )
    if doubled:
        message = f"{counted(len(doubled), 'name occurs', 'names occur')} more than once in row {row}, the first is {quoted(doubled[0])}."
        found.append(
            Finding(
                "doubled-names",
                message,
                row=row,
                column=doubled[0],
                fix="The later ones have a number behind.",
                mended=True,
            )
        )
    return found
