"""Tables with a row for each year and a column for each month: turned, so that each month is a row."""

import re
from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from lstm_core.data.doctor.choices import Role
from lstm_core.data.doctor.finding import Finding
from lstm_core.data.doctor.month_names import in_english
from lstm_core.data.doctor.raw import framed
from lstm_core.data.doctor.sideways import Sideways

CODE = "months-in-columns"
_ROLES: Mapping[str, Role] = {"time": "time", "value": "value"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def look(frame: pd.DataFrame, chosen: Iterable[str], mends: Mapping[str, bool]) -> Sideways | None:
    """None for other tables. frame: text cells, indexed by row. chosen: columns that a person gave a role.

    The turned table has the columns time and value, and the row of the file that each value stands in.
    """
    months = [name for month in _MONTHS for name in frame.columns if in_english(str(name)).lower()[:3] == month]
    year = next((name for name in frame.columns if _holds_years(frame[name])), None)
    if len(months) != len(_MONTHS) or year is None or not all(_is_month(name) for name in months):
        return None
    mended = mends.get(CODE, True) and not set(chosen) - _ROLES.keys() & set(frame.columns)
    message = (
        f"Each row holds the twelve months of a year, {months[0]} to {months[-1]}, the first is row {frame.index[0]}."
    )
    fix = "Turned, one month a row." if mended else "Turn it to have one series of months."
    finding = Finding(CODE, message, int(frame.index[0]), year, fix, mended=mended, button="One month a row")
    if not mended:
        return Sideways(finding, None)
    turned = framed(["time", "value"], _records(frame, year, months))
    return Sideways(finding, turned, _ROLES)


def _is_month(name: str) -> bool:
    """Jan, January, JAN; not Marketing."""
    return (
        bool(re.fullmatch(rf"(?:{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?", in_english(name.strip()).lower()))
        and len(name) < 10
    )


def _holds_years(cells: pd.Series) -> bool:
    filled = cells.str.strip()
    return bool(filled.is_unique and filled.str.fullmatch(r"1[0-9]\d\d|2[01]\d\d").mean() > 0.9)


def _records(frame: pd.DataFrame, year: str, months: list[str]) -> Iterator[tuple[int, tuple[str, str]]]:
    for row, its_year, cells in zip(frame.index, frame[year], frame[months].to_numpy(), strict=True):
        yield from ((int(row), (f"{its_year.strip()}-{month:02d}", cell)) for month, cell in enumerate(cells, 1))
