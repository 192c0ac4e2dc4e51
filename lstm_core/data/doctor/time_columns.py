"""The columns that say when: one with a time, or several that make one together."""

import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from lstm_core.data.doctor.names import is_called
from lstm_core.data.doctor.profile import Profile
from lstm_core.data.doctor.times import Times, parse

_NAME = re.compile(
    r"date|time|datum|zeit|day|month|monat|year|jahr|timestamp|period|week|ds|unix|epoch|quarter|dteday", re.I
)
CALLED_TIME = (
    r"date|dates|time|times|datum|zeit|timestamp|date_?time|period|month|monat|week|woche|"
    r"quarter|quartal|year|jahr|day|tag|step|ds|t"
)
_PARTS = (
    ("year", r"year|jahr|yr|yy|annee|yyyy"),
    ("month", r"month|monat|mo|mon|mn|mnth|mm|mes"),
    ("quarter", r"quarter|quartal|qtr|q"),
    ("day", r"day|tag|dd|dy|day_?of_?month"),
    ("hour", r"hour|stunde|hr|hh"),
)
_TIME_OF_DAY = r"(?:[01]?\d|2[0-3])(?::[0-5]\d(?::[0-5]\d(?:\.\d+)?)?|\.[0-5]\d\.[0-5]\d)(?: ?[AaPp][Mm])?"  # 18.00 alone is a number


def find_time(frame: pd.DataFrame, free: Mapping[str, Profile]) -> list[str]:
    """A column of times, with the column of the time of day beside it, where a day occurs again; else year, month, day, hour; else years or
    seconds as numbers.
    """
    known = [name for name, one in free.items() if one.is_time and _readable(frame, name)]
    known.sort(key=lambda name: not _NAME.search(name))
    if known:
        of_day = [name for name in free if name != known[0] and _is_time_of_day(frame[name])] or _hours(free)
        return [known[0], *of_day[:1]] if of_day and _days_alone(frame[known[0]]) else known[:1]
    parts = _parts(free) or _nameless_parts(frame, free)
    if set(parts) == {"year"}:
        parts.update(_coded(frame, free))
    if len(parts) > 1 and "year" in parts and ("month" in parts or "quarter" in parts):
        return list(parts.values())
    numeric = [name for name, one in free.items() if one.is_number and _NAME.search(name)]
    of_number = next(([name] for name in numeric if parse(frame[name], as_number=True)), []) or _nameless_clock(
        frame, free
    )
    return of_number or [name for name, one in free.items() if is_called(name, CALLED_TIME) and _is_vague(one)][:1]


def _is_vague(profile: Profile) -> bool:
    """Times that cannot be read, such as 1-01, or the numbers of the steps: they say at least that the rows follow each other."""
    return profile.counts_up or (profile.is_words and profile.words < 3 and profile.repeats < 0.5)


def _readable(frame: pd.DataFrame, name: str) -> bool:
    return parse(frame[name].iloc[:: max(1, len(frame) // 2_000)]) is not None


def _days_alone(cells: pd.Series) -> bool:
    """Days that occur more than once, without a time of the day."""
    return not cells.head(500).str.contains(":", regex=False).any() and bool(cells.duplicated().any())


def _hours(free: Mapping[str, Profile]) -> list[str]:
    return [name for name, one in free.items() if _is_part(name, "hour") and one.whole == 1 and one.distinct <= 24]


def _is_part(name: str, part: str) -> bool:
    return bool(re.fullmatch(dict(_PARTS)[part], name.strip().lower()))


def _is_time_of_day(cells: pd.Series) -> bool:
    filled = cells.head(500).str.strip()
    filled = filled[filled != ""]
    return len(filled) > 0 and bool(filled.str.fullmatch(f"(?:{_TIME_OF_DAY})").mean() > 0.95)


def _parts(free: Mapping[str, Profile]) -> dict[str, str]:
    found = {}
    for part, _ in _PARTS:
        name = next(
            (name for name, one in free.items() if _is_part(name, part) and (one.whole == 1 or part == "month")),
            None,
        )
        if name:
            found[part] = name
    return found


def _nameless_clock(frame: pd.DataFrame, free: Mapping[str, Profile]) -> list[str]:
    """The first column of a file without a header where it holds days or seconds in order."""
    name = next(iter(free), "")
    if name != "column 1" or not free[name].is_number:
        return []
    times = parse(frame[name], as_number=True)
    clock = times is not None and times.format in ("seconds", "milliseconds", "%Y%m%d")
    return [name] if times is not None and clock and times.values.is_monotonic_increasing else []


def _coded(frame: pd.DataFrame, columns: Iterable[str]) -> dict[str, str]:
    """A column with M01 for January, or Q01 for the first quarter."""
    for name in columns:
        first = frame[name].head(500).str.strip()
        for part, sign, most in (("month", "M", 13), ("quarter", "Q", 5)):
            if first.isin([f"{sign}{number:02d}" for number in range(1, most + 1)]).all():
                return {part: name}
    return {}


def _nameless_parts(frame: pd.DataFrame, free: Mapping[str, Profile]) -> dict[str, str]:
    """The first two columns of a file without a header where they hold years in order and the months of each."""
    names = list(free)[:2]
    if names != ["column 1", "column 2"] or not all(free[name].whole == 1 for name in names):
        return {}
    years, months = (pd.to_numeric(frame[name].head(500), errors="coerce") for name in names)
    in_order = years.is_monotonic_increasing and years.between(1000, 2200).all()
    return dict(zip(("year", "month"), names, strict=True)) if in_order and set(months) == set(range(1, 13)) else {}


def read_times(frame: pd.DataFrame, columns: Sequence[str], *, swap: bool = False, first: str = "") -> Times | None:
    """The times these columns say together; None where they cannot be read. swap: day and month the other way round; first: which of
    them is known to be.
    """
    if len(columns) == 1:
        return parse(frame[columns[0]], swap=swap, first=first) or parse(frame[columns[0]], as_number=True)
    parts = {part: name for name in columns for part, _ in _PARTS if _is_part(name, part)}
    if set(parts) == {"year"}:
        parts.update(_coded(frame, columns))
    if list(columns) == ["column 1", "column 2"] and parse(frame[columns[0]]) is None:
        parts = {"year": columns[0], "month": columns[1]}
    if "year" in parts and len(parts) == len(columns):
        return parse(_joined({part: frame[name].str.strip() for part, name in parts.items()}))
    together, *others = (frame[name].str.strip() for name in columns)
    for other in others:
        together = together + " " + other.str.replace(r"^(\d)(?=[:.]|$)", r"0\1", regex=True)
    return parse(together, swap=swap, first=first)


def _joined(cells: Mapping[str, pd.Series]) -> pd.Series:
    """2010-07-01 05 of its parts; of a quarter its first month."""
    whole = {part: one.str.replace(r"\.0*$|^[MQ]0?(?=\d)", "", regex=True) for part, one in cells.items()}
    if "quarter" in whole:
        return whole["year"] + "-Q" + whole["quarter"]
    text = whole["year"] + "-" + whole["month"].str.zfill(2)
    if "day" in whole:
        text += "-" + whole["day"].str.zfill(2)
    if "day" in whole and "hour" in whole:
        text += " " + whole["hour"].str.zfill(2) + ":00"
    return text
