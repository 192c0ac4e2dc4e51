"""Dates and times the way people write them."""

import re
import warnings
from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from lstm_core.data.doctor.month_names import FOREIGN, in_english
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
_WORDED = (
    "%d-%b-%Y",
    "%d-%b-%y",
    "%d %b %Y",
    "%d. %b %Y",
    "%d %B %Y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%b %d %Y",
    "%Y-%b-%d",
    "%b-%d-%Y",
)
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
    r"|\d{4}-?[Ww]\d{1,2}"
    rf"|\d{{1,2}}(?:[-/ ]|\. ?){_MONTH}[-/. ,]+\d{{2,4}}(?: \d{{1,2}}:\d{{2}}(?::\d{{2}})?)?"
    rf"|{_MONTH}[-/. ]+\d{{1,2}}(?:,? +|-)\d{{4}}|{_MONTH}[-/.,]? ?\d{{2,4}}|\d{{4}}[- ]{_MONTH}"
    r"|[A-Za-z]{3},? \d{1,2} [A-Za-z]{3} \d{4}.*|[A-Za-z]{3} [A-Za-z]{3} \d{1,2} \d{2}:\d{2}:\d{2}.* \d{4}"
)
_ZONE = r"(?:Z| ?[+-]\d{2}:?\d{2}| ?UTC| ?GMT)$"
_ENOUGH = 0.9  # share of the cells that are times
_MOST = 0.6  # share that one format must read where another reads the rest
_MOST_TRIED = 2_000
_FEW = 20  # cells that rule most formats out
_CLEAR = ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y")  # that no other format reads otherwise
_LONG_STEPS = ((28, 31), (90, 92), (365, 366))  # days of a month, a quarter, a year


class Times(NamedTuple):
    """What a column of cells says in time."""

    values: pd.Series  # (N,) datetime64, NaT where there is none
    format: str
    missing: np.ndarray  # (N,)
    wrong: np.ndarray  # (N,) cells that are no time
    otherwise: np.ndarray  # (N,) cells in another format than most
    swapped: str = ""  # the format with day and month the other way round, as 01/02/2020 might be meant
    proof: int | None = None  # the place of a cell that the swapped format does not read; None: it reads them all
    even: bool = False  # whether the times go one way in equal steps, and would not the other way round


def shown(time: pd.Timestamp) -> str:
    """A time as a message says it: without the time of day where it is midnight."""
    return f"{time:%Y-%m-%d}" if time == time.normalize() else f"{time:%Y-%m-%d %H:%M:%S}"


def looks_like_time(cell: str) -> bool:
    """Whether a cell has the shape of a date, with or without a time of day."""
    return len(cell) < 60 and bool(_SHAPE.fullmatch(_start(in_english(cell.strip()))))


def _start(cell: str) -> str:
    """Of 01.01.2020 00:00 - 01.01.2020 01:00."""
    return cell.partition(" - ")[0]


def parse(cells: pd.Series, *, as_number: bool = False, swap: bool = False, first: str = "") -> Times | None:
    """Reads a column in the one format that reads most of it; None where none reads nine of ten cells.

    as_number: plain numbers are years, days such as 20240131, or seconds since 1970 as well. swap: day and month the other way round.
    first: day or month, as is known from another file; then it decides, where both can be meant, and not `swap`.
    """
    plain = cells.str.strip()
    if plain.iloc[:: max(1, len(plain) // 200)].str.contains(FOREIGN).any():
        plain = plain.map(in_english)
    if plain.iloc[:_FEW].str.contains(r"\d - \d", regex=True).any():
        plain = plain.map(_start)
    missing = is_missing(plain).to_numpy()
    filled = plain[~missing]
    if filled.empty:
        return None
    sample = filled.iloc[np.unique(np.linspace(0, len(filled) - 1, min(len(filled), _MOST_TRIED)).astype(int))]
    chosen = _best_format(sample, as_number)
    if chosen is None:
        return None
    other = _swapped(chosen)
    if other and (_is_meant(other, first, filled) if first else swap):
        chosen, other = other, chosen
    values = _read(plain.where(~missing, ""), chosen)
    values, otherwise = _read_otherwise(values, plain, values.isna().to_numpy() & ~missing)
    wrong = values.isna().to_numpy() & ~missing
    if not other:
        return Times(values, chosen, missing, wrong, otherwise)
    refuted = (
        _read(plain.where(~missing & ~wrong & ~otherwise, ""), other).isna().to_numpy() & ~missing & ~wrong & ~otherwise
    )
    proof = int(np.argmax(refuted)) if refuted.any() else None
    order = _order(sample, chosen)
    even = min(order) >= _ENOUGH and order > _order(sample, other)
    return Times(values, chosen, missing, wrong, otherwise, other, proof, even)


def _best_format(sample: pd.Series, as_number: bool) -> str | None:
    """The one that reads most of the cells; of several the one by which the times follow each other best."""
    few = sample.iloc[np.sort(np.random.default_rng(0).permutation(len(sample))[:_FEW])]
    likely = [format for format in _candidates(sample, as_number) if _read(few, format).notna().mean() >= _MOST - 0.2]
    shares = [(float(_read(sample, format).notna().mean()), format) for format in likely]
    fits = [(share, one) for share, one in shares if share >= _ENOUGH or (share >= _MOST and _with_others(sample, one))]
    best = max((share for share, _ in fits), default=0.0)
    return max((one for share, one in fits if share == best), key=lambda format: _order(sample, format), default=None)


def _with_others(sample: pd.Series, format: str) -> bool:
    """Whether a second, clear way of writing reads nearly all that this format does not."""
    values = _read(sample, format)
    return bool(_read_otherwise(values, sample, values.isna().to_numpy())[0].notna().mean() >= _ENOUGH)


def _swapped(format: str) -> str:
    """The format with day and month the other way round; none where nobody writes so."""
    other = format.translate(str.maketrans("dm", "md"))
    return other if other != format and other.split(" ")[0].split("T")[0] in _DAYS else ""


def first_of(format: str) -> Literal["day", "month"]:
    """Which of them a format that has a swapped one begins with."""
    return "day" if "d" in format[:3] else "month"


def _is_meant(other: str, first: str, cells: pd.Series) -> bool:
    """Whether the format that was not guessed is the one that is known, and reads all that the guessed one does."""
    guessed, known = (_read(cells, format).notna() for format in (_swapped(other), other))
    return first_of(other) == first and bool((known | ~guessed).all())


def _read_otherwise(values: pd.Series, plain: pd.Series, unread: np.ndarray) -> tuple[pd.Series, np.ndarray]:
    """Cells that another clear format reads, and which they are."""
    if not unread.any():
        return values, unread
    for format in _CLEAR:
        found = _read(plain.where(unread & values.isna().to_numpy(), ""), format)
        values = values.where(values.notna(), found)
    return values, unread & values.notna().to_numpy()


def _order(cells: pd.Series, format: str) -> tuple[float, float]:
    """How likely a format is: times mostly go one way, in equal steps, also of a month, a quarter or a year."""
    steps = _read(cells, format).diff().dropna().dt.total_seconds().to_numpy()
    if not len(steps):
        return 0.0, 0.0
    days = np.round(steps / 86_400)
    _, counts = np.unique(days, return_counts=True)
    long = max(float(((np.abs(days) >= low) & (np.abs(days) <= high)).mean()) for low, high in _LONG_STEPS)
    return max((steps >= 0).mean(), (steps <= 0).mean()), max(counts.max() / len(steps), long)


def _candidates(sample: pd.Series, as_number: bool) -> Iterator[str]:
    first = sample.iloc[0]
    if as_number and sample.str.fullmatch(r"\d+(?:\.\d*)?").mean() >= _ENOUGH:
        yield from ("year", "%Y%m%d", "%Y%m", "seconds", "milliseconds", "decimal year")
        if "dat" in str(sample.name).lower():
            yield "days of a workbook"
        return
    if sample.str.fullmatch(f"(?:{_SHAPE.pattern})").mean() < _ENOUGH:
        return
    if re.search(r"\d-?[wW]\d", first):
        yield "week"
    elif re.search(r"[qQ]", first):
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
            case "year" | "decimal year" | "seconds" | "milliseconds" | "days of a workbook":
                times = _of_number(pd.to_numeric(cells, errors="coerce"), format)
            case "%Y%m%d" | "%Y%m":
                bare = cells.str.replace(r"\.0*$", "", regex=True)
                times = pd.to_datetime(bare.where(bare.str.match("1[0-9]|2[01]"), ""), format=format, errors="coerce")
            case "week":
                monday = cells.str.replace(r"^(\d{4})-?[Ww](\d{1,2})$", r"\1-\2-1", regex=True)
                times = pd.to_datetime(monday, format="%G-%V-%u", errors="coerce")
            case "quarter":
                times = pd.to_datetime(_first_month(cells), format="%Y-%m", errors="coerce")
            case "mixed":
                times = pd.to_datetime(cells, format="mixed", errors="coerce", utc=True).dt.tz_localize(None)
            case _:
                bare = cells.str.replace(_ZONE, "", regex=True) if "H" in format else cells
                times = pd.to_datetime(bare, format=format, errors="coerce")
        return times.astype("datetime64[us]")


def _of_number(numbers: pd.Series, format: str) -> pd.Series:
    match format:
        case "year":
            whole = numbers.where((numbers >= 1000) & (numbers <= 2200) & (numbers % 1 == 0))
            return pd.to_datetime(whole.map("{:.0f}".format).where(whole.notna(), ""), format="%Y", errors="coerce")
        case "decimal year":  # 1949.083 is February 1949, and so is its middle, 1949.125
            months = numbers.where((numbers >= 1000) & (numbers <= 2200)) * 12
            kept = months.where((months * 2 - (months * 2).round()).abs() < 0.2) + 0.1
            named = (kept // 12).map("{:.0f}".format) + "-" + (kept % 12 // 1 + 1).map("{:02.0f}".format)
            return pd.to_datetime(named.where(kept.notna(), ""), format="%Y-%m", errors="coerce")
        case "days of a workbook":  # it counts them from the end of 1899
            return pd.to_datetime(numbers.where((numbers > 10_000) & (numbers < 80_000)), unit="D", origin="1899-12-30")
        case _:
            seconds = numbers / (1000 if format == "milliseconds" else 1)
            return pd.to_datetime(seconds.where((seconds > 1e8) & (seconds < 5e9)), unit="s", errors="coerce")


def _first_month(cells: pd.Series) -> pd.Series:
    """2010-07 of 2010-Q3 or Q3 2010."""
    parts = cells.str.extract(r"(?P<year>\d{4}).*[qQ] ?(?P<quarter>[1-4])|[qQ](?P<quarter2>[1-4]).*(?P<year2>\d{4})")
    year, quarter = parts["year"].fillna(parts["year2"]), parts["quarter"].fillna(parts["quarter2"])
    return year.fillna("") + "-" + (pd.to_numeric(quarter, errors="coerce") * 3 - 2).map("{:.0f}".format)
