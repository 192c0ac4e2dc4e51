"""Numbers the way people write them: 1,234.5 and 1.234,5 and € 12 and 7 %."""

import re
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from lstm_core.data.doctor.writing import Writing

MISSING = frozenset(
    {
        "",
        "na",
        "n/a",
        "#n/a",
        "nan",
        "-nan",
        "null",
        "none",
        "nil",
        "-",
        "--",
        "?",
        "*",
        ".",
        "..",
        "...",
        "missing",
        "unknown",
        "k.a.",
        "k. a.",
        "keine angabe",
        "unbekannt",
        "fehlt",
        "#nv",
        "#div/0!",
    }
    | {"#value!", "#ref!", "#name?", "#num!", "#null!", "<na>", "nat", "n.a.", "n.a", "—", "–", "\\n"}
)
INFINITE = frozenset({"inf", "+inf", "-inf", "infinity", "-infinity", "+infinity", "∞", "-∞"})
_AROUND = r"^[\s$€£¥₹]*(?:(?:EUR|USD|GBP|CHF|Rs\.?)\s+)?|\s*(?:%|[$€£¥₹]|EUR|USD|GBP|CHF)?\s*$"
_BLANKS = " '\u00a0\u202f"  # that part thousands, besides comma and point
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_DECIMAL_COMMA = re.compile(
    rf"[+-]?(?:\d{{1,3}}(?:[.{_BLANKS}]\d{{3}})+|\d+),\d*(?:[eE][+-]?\d+)?|[+-]?\d{{1,3}}(?:\.\d{{3}}){{2,}}"
)
_THOUSANDS = re.compile(rf"[+-]?\d{{1,3}}(?:[,{_BLANKS}]\d{{3}})+(?:\.\d*)?")
_THOUSAND_POINTS = r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+"  # in a column of decimal commas
_MARKED = r".*[.,].*"
_PATTERN_AROUND = re.compile(_AROUND)
_WITH_UNIT = r"^[+-]?\d[\d.,' ]*?\s*([^\W\d_][^\s\d]{0,7})$"  # a letter first: 7 % and 7 € are numbers anyway
_MAGNITUDES = {  # behind the numbers of a column that has more than one, or some without
    **dict.fromkeys(("k", "K"), 1e3),
    **dict.fromkeys(("M", "Mio", "Mio."), 1e6),
    **dict.fromkeys(("B", "bn", "Bn", "Mrd", "Mrd."), 1e9),
    "T": 1e12,
}
_WITH_MAGNITUDE = rf"\d\s*(?:{'|'.join(map(re.escape, _MAGNITUDES))})$"
_LOOKED_AT = 500  # cells that decide whether a column holds numbers in any style but the plain one
_UNKNOWN = Writing()
Style = Literal["plain", "thousands", "decimal comma"]


class Numbers(NamedTuple):
    """What a column of cells says in numbers."""

    values: np.ndarray  # (N,) float64, nan where there is none
    style: Style
    missing: np.ndarray  # (N,) cells that say there is nothing
    infinite: np.ndarray  # (N,)
    wrong: np.ndarray  # (N,) cells that are no numbers
    ambiguous: bool  # such as 1,234 throughout, or 1.234: a thousand or a fraction
    unit: str = ""  # that stands behind most of them, such as kWh
    magnitudes: tuple[str, ...] = ()  # by which they were multiplied, such as M
    otherwise: np.ndarray | None = (
        None  # (N,) numbers that contradict the way of writing that is known; they are wrong too
    )


def looks_numeric(cell: str) -> bool:
    """Whether a cell is a number in any style; an empty one is not."""
    bare = _PATTERN_AROUND.sub("", cell.strip().strip("()").replace("−", "-"))
    return any(pattern.fullmatch(bare) for pattern in (_PLAIN, _DECIMAL_COMMA, _THOUSANDS))


def is_missing(cells: pd.Series) -> pd.Series:
    """Which cells say that there is nothing."""
    return cells.str.strip().str.lower().isin(MISSING)


def parse(
    cells: pd.Series,
    *,
    semicolons: bool = False,
    flip: bool = False,
    multiply: bool = True,
    written: Writing = _UNKNOWN,
) -> Numbers:
    """Reads a column in the one style that reads most of it. semicolons: the cells of the file are parted by them, so a comma in doubt
    is a decimal comma. flip: what may be a thousand or a fraction is read the other way. multiply: by magnitudes such
    as M behind the numbers, which are taken off else. written: what is known of the way of writing from another file.
    """
    bare = cells.str.strip()
    factors, magnitudes = np.ones(len(cells)), tuple[str, ...]()
    if not written.unit:
        bare, factors, magnitudes = _without_magnitudes(bare, certain=bool(written.magnitudes))
    if unit := written.unit or ("" if written.magnitudes else _unit(bare)):
        bare = bare.str.removesuffix(unit).str.rstrip()
    folded = bare.str.lower()
    missing, infinite = folded.isin(MISSING).to_numpy(), folded.isin(INFINITE).to_numpy()
    left = bare.where(~(missing | infinite), "")
    values = pd.to_numeric(left, errors="coerce").to_numpy(np.float64, copy=True)
    style: Style = "plain"
    ambiguous = False
    against = _against(left, written.style) if written.style else None
    open_cells = np.isnan(values) & ~missing & ~infinite
    if written.style and against is not None:
        style = written.style
        values = _read(left.where(~against, ""), style)
    elif any(map(looks_numeric, left[open_cells].head(_LOOKED_AT))):
        style, ambiguous = _style(left, open_cells, semicolons)
        if flip and ambiguous:
            style = "thousands" if style == "decimal comma" else "decimal comma"
        values = _read(left, style)
    elif semicolons and _points_alone(left):
        ambiguous = True
        values *= 1_000 if flip else 1
    values *= factors if multiply else 1
    overflown = np.isinf(values)
    values[missing | infinite | overflown] = np.nan
    wrong = np.isnan(values) & ~missing & ~infinite & ~overflown
    otherwise = None if written == _UNKNOWN else wrong & left.map(_says_number).to_numpy(bool)
    return Numbers(values, style, missing, infinite | overflown, wrong, ambiguous, unit, magnitudes, otherwise)


def _says_number(cell: str) -> bool:
    """Whether a cell is a number in any style, with or without a unit."""
    return looks_numeric(cell) or bool(re.fullmatch(_WITH_UNIT, cell))


def _against(cells: pd.Series, style: Style) -> np.ndarray | None:
    """(N,) cells with a point or comma that this style cannot have.

    None where no cell speaks for the style and some against it: the file is in another one throughout.
    """
    bare = _bare(cells)
    marked = bare.str.fullmatch(_MARKED).to_numpy(bool) & bare.map(looks_numeric).to_numpy(bool)
    of_commas = rf"(?:{_DECIMAL_COMMA.pattern}|{_THOUSAND_POINTS})"
    known = of_commas if style == "decimal comma" else rf"(?:{_THOUSANDS.pattern}|{_PLAIN.pattern})"
    against = marked & ~bare.str.fullmatch(known).to_numpy(bool)
    return None if against.any() and not (marked & ~against).any() else against


def _bare(cells: pd.Series) -> pd.Series:
    """Without signs of money, percent, and the brackets of a negative number."""
    bare = cells.str.replace(r"^\((.*)\)$", r"\1", regex=True).str.replace(_AROUND, "", regex=True)
    return bare.str.replace("−", "-", regex=False)


def _points_alone(cells: pd.Series) -> bool:
    """1.234 throughout, where commas may part fractions: then a point may part thousands."""
    filled = cells[cells != ""]
    return len(filled) > 0 and bool(filled.str.fullmatch(r"[+-]?[1-9]\d{0,2}\.\d{3}").all())


def _without_magnitudes(cells: pd.Series, *, certain: bool = False) -> tuple[pd.Series, np.ndarray, tuple[str, ...]]:
    """Of 950 M and 1.2 B the 950 and the 1.2, what each is to be multiplied by, (N,), and the magnitudes found.

    A single one behind all numbers is a unit like any other, for it changes nothing; so it is behind a few among words. certain: what
    looks like one is one.
    """
    factors = np.ones(len(cells))
    large = cells.str.contains(_WITH_MAGNITUDE, regex=True).to_numpy(bool)
    if not large.any():
        return cells, factors, ()
    behind = cells[large].str.extract(r"([^\d\s]+)$", expand=False)
    others = cells[~large & ~is_missing(cells).to_numpy(bool)]
    plain = sum(map(looks_numeric, others.head(_LOOKED_AT))) / max(1, min(_LOOKED_AT, len(others))) * len(others)
    found = tuple(map(str, behind.unique()))
    alone, few = len(found) == 1 and not plain, large.sum() + plain < 0.9 * (large.sum() + len(others))
    if not certain and (alone or few):
        return cells, factors, ()
    factors[large] = behind.map(_MAGNITUDES).to_numpy(np.float64)
    return cells.str.replace(r"(\d)\s*[^\d\s]+$", r"\1", regex=True).where(large, cells), factors, found


def _unit(cells: pd.Series) -> str:
    """What stands behind the number in nine of ten cells, such as kWh; none for words of more than one part."""
    behind = cells.head(_LOOKED_AT).str.extract(_WITH_UNIT, expand=False).dropna()
    filled = int((cells.head(_LOOKED_AT) != "").sum())
    if len(behind) < 0.9 * filled or not filled:
        return ""
    unit, count = behind.value_counts().index[0], int(behind.value_counts().iloc[0])
    return str(unit) if count >= 0.9 * filled else ""


def _style(cells: pd.Series, open_cells: np.ndarray, semicolons: bool) -> tuple[Style, bool]:
    sample = cells[open_cells].head(5_000).str.replace(_AROUND, "", regex=True)
    commas = int(sample.str.fullmatch(f"(?:{_DECIMAL_COMMA.pattern})").sum())
    thousands = int(sample.str.fullmatch(f"(?:{_THOUSANDS.pattern})").sum())
    if not commas and not thousands:
        return "plain", False
    if commas == thousands:  # both fit every one, as 1,234 does
        with_comma = sample.str.contains(",", regex=False).any()
        zero_first = sample.str.match(r"[+-]?0,").any()
        return ("decimal comma" if semicolons or zero_first else "thousands"), bool(with_comma and not zero_first)
    return ("decimal comma" if commas > thousands else "thousands"), False


def _read(cells: pd.Series, style: Style) -> np.ndarray:
    negative = cells.str.fullmatch(r"\([^()]+\)").to_numpy(bool)
    bare = _bare(cells)
    pattern = {"plain": _PLAIN, "thousands": _THOUSANDS, "decimal comma": _DECIMAL_COMMA}[style].pattern
    fits = bare.str.fullmatch(f"(?:{pattern}|{_PLAIN.pattern})")
    bare = bare.where(fits, "")
    if style == "thousands":
        bare = bare.str.replace(f"[,{_BLANKS}]", "", regex=True)
    elif style == "decimal comma":
        has_comma = bare.str.fullmatch(f"(?:{_DECIMAL_COMMA.pattern}|{_THOUSAND_POINTS})")
        german = bare.str.replace(f"[.{_BLANKS}]", "", regex=True).str.replace(",", ".", regex=False)
        bare = bare.where(~has_comma, german)
    values = pd.to_numeric(bare, errors="coerce").to_numpy(np.float64, copy=True)
    values[negative] *= -1
    return values
