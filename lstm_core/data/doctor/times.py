"""Dates and times the way people write them."""

import re
import warnings
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from lstm_core.data.doctor.numbers import is_missing

_DAYS = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%d.%m.%Y",
    "%d.%m.%y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%d/%m/%y",
    "%m/%d/%y",
)
_WORDED = ("%d-%b-%Y", "%d-%b-%y", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%Y-%b-%d", "%b-%d-%Y")
_OF_DAY = (
    "",
    " %H:%M",
    " %H:%M:%S",
    " %H:%M:%S.%f",
    "T%H:%M",
    "T%H:%M:%S",
    "T%H:%M:%S.%f",
    " %H.%M.%S",
    " %I:%M %p",
    " %I:%M:%S %p",
    " %H",
)
_MONTHS = (
    "%Y-%m",
    "%Y/%m",
    "%m/%Y",
    "%m-%Y",
    "%m.%Y",
    "%b-%y",
    "%b-%Y",
    "%b %Y",
    "%B %Y",
    "%Y %b",
    "%y-%b",
    "%Y-%b",
    "%YM%m",
    "%Ym%m",
)
_MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = rf"(?:{'|'.join(f'{name}|{name.upper()}|{name.lower()}' for name in _MONTH_NAMES)})[A-Za-z]{{0,6}}\.?"
_SHAPE = re.compile(
    r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}(?:[T ]\d{1,2}(?:[:.]\d{2}){0,2}(?:\.\d+)?(?: ?[AaPp][Mm])?)?(?:Z| ?[+-]\d{2}:?\d{2}| UTC| GMT)?"
    r"|\d{4}[-/]\d{1,2}|\d{1,2}[-/]\d{4}|(?:0?[1-9]|1[0-2])\.(?:19|20)\d{2}|\d{4} ?[-:]?[Qq] ?[1-4]|[Qq][1-4][- /]?\d{4}|\d{4}[Mm]\d{1,2}"
    rf"|\d{{1,2}}[-/. ]{_MONTH}[-/. ,]+\d{{2,4}}(?: \d{{1,2}}:\d{{2}}(?::\d{{2}})?)?"
    rf"|{_MONTH}[-/. ]+\d{{1,2}}(?:,? +|-)\d{{4}}|{_MONTH}[-/.,]? ?\d{{2,4}}|\d{{4}}[- ]{_MONTH}"
    r"|[A-Za-z]{3},? \d{1,2} [A-Za-z]{3} \d{4}.*|[A-Za-z]{3} [A-Za-z]{3} \d{1,2} \d{2}:\d{2}:\d{2}.* \d{4}"
)
_ZONE = r"(?:Z| ?[+-]\d{2}:?\d{2}| ?UTC| ?GMT)$"
_ENOUGH = 0.9  # share of the cells that are times
_MOST_TRIED = 2_000


class Times(NamedTuple):
    """What a column of cells says in time."""

    values: pd.Series  # (N,) datetime64, NaT where there is none
    format: str
    missing: np.ndarray  # (N,)
    wrong: np.ndarray  # (N,) cells that are no time
    ambiguous: str = ""  # the other format that fits as well, as 01/02/2020 does


def shown(time: pd.Timestamp) -> str:
    """A time as a message says it: without the time of day where it is midnight."""
    return f"{time:%Y-%m-%d}" if time == time.normalize() else f"{time:%Y-%m-%d %H:%M:%S}"


def looks_like_time(cell: str) -> bool:
    """Whether a cell has the shape of a date, with or without a time of day."""
    return len(cell) < 60 and bool(_SHAPE.fullmatch(cell.strip()))


def parse(cells: pd.Series, *, as_number: bool = False) -> Times | None:
    """Reads a column in the one format that reads most of it; None where none reads nine of ten cells.

    as_number: plain numbers are years, days such as 20240131, or seconds since 1970 as well.
    """
    plain = cells.str.strip()
    missing = is_missing(plain).to_numpy()
    filled = plain[~missing]
    if filled.empty:
        return None
    sample = filled.iloc[np.unique(np.linspace(0, len(filled) - 1, min(len(filled), _MOST_TRIED)).astype(int))]
    few = sample.iloc[:: max(1, len(sample) // 20)]  # enough to rule most formats out
    likely = [format for format in _candidates(sample, as_number) if _read(few, format).notna().mean() >= _ENOUGH - 0.1]
    fits = [(share, format) for format in likely if (share := float(_read(sample, format).notna().mean())) >= _ENOUGH]
    if not fits:
        return None
    best = max(share for share, _ in fits)
    formats = [format for share, format in fits if share == best]
    chosen = max(formats, key=lambda format: _order(sample, format)) if len(formats) > 1 else formats[0]
    values = _read(plain.where(~missing, ""), chosen)
    other = next(
        (format for format in formats if format != chosen and _order(sample, format) == _order(sample, chosen)), ""
    )
    return Times(values, chosen, missing, values.isna().to_numpy() & ~missing, other)


def _order(cells: pd.Series, format: str) -> tuple[float, float]:
    """How likely a format is: times mostly go one way, in equal steps."""
    steps = _read(cells, format).diff().dropna().dt.total_seconds().to_numpy()
    if not len(steps):
        return 0.0, 0.0
    _, counts = np.unique(np.round(steps / 86_400), return_counts=True)
    return max((steps >= 0).mean(), (steps <= 0).mean()), counts.max() / len(steps)


def _candidates(sample: pd.Series, as_number: bool) -> Iterator[str]:
    first = sample.iloc[0]
    if as_number and sample.str.fullmatch(r"\d+(?:\.\d*)?").mean() >= _ENOUGH:
        yield from ("year", "%Y%m%d", "%Y%m", "seconds", "milliseconds")
        return
    if sample.str.fullmatch(f"(?:{_SHAPE.pattern})").mean() < _ENOUGH:
        return
    if re.search(r"[qQ]", first):
        yield "quarter"
    elif re.fullmatch(r"[A-Za-z]{3},? .*\d{4}.*", first):
        yield "mixed"
    else:
        yield from (format for format in _MONTHS if len(first) <= 16)
        yield from (
            day + of_day
            for day in _DAYS
            for of_day in _OF_DAY
            if (":" in first or "." in first or " " in first or "T" in first) or not of_day
        )
        yield from (day + of_day for day in _WORDED for of_day in _OF_DAY[:3])


def _read(cells: pd.Series, format: str) -> pd.Series:
    """(N,) datetime64[us] without a zone, NaT for what does not fit."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what does not fit is told by its place
        match format:
            case "year":
                number = pd.to_numeric(cells, errors="coerce")
                whole = number.where((number >= 1000) & (number <= 2200) & (number % 1 == 0))
                return pd.to_datetime(
                    whole.map("{:.0f}".format).where(whole.notna(), ""), format="%Y", errors="coerce"
                ).astype("datetime64[us]")
            case "seconds" | "milliseconds":
                seconds = pd.to_numeric(cells, errors="coerce") / (1000 if format == "milliseconds" else 1)
                sensible = seconds.where((seconds > 1e8) & (seconds < 5e9))
                return pd.to_datetime(sensible, unit="s", errors="coerce").astype("datetime64[us]")
            case "quarter":
                parts = cells.str.extract(
                    r"(?P<year>\d{4}).*[qQ] ?(?P<quarter>[1-4])|[qQ](?P<quarter2>[1-4]).*(?P<year2>\d{4})"
                )
                year, quarter = parts["year"].fillna(parts["year2"]), parts["quarter"].fillna(parts["quarter2"])
                month = (pd.to_numeric(quarter, errors="coerce") * 3 - 2).map("{:.0f}".format)
                return pd.to_datetime(year.fillna("") + "-" + month, format="%Y-%m", errors="coerce").astype(
                    "datetime64[us]"
                )
            case "mixed":
                return (
                    pd.to_datetime(cells, format="mixed", errors="coerce", utc=True)
                    .dt.tz_localize(None)
                    .astype("datetime64[us]")
                )
            case _:
                bare = cells.str.replace(_ZONE, "", regex=True) if "H" in format else cells
                return pd.to_datetime(bare, format=format, errors="coerce").astype("datetime64[us]")
