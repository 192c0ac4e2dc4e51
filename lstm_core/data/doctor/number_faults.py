"""What is to be said of the numbers of a series as they are written, and of those that stand for something else."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import numpy as np
import pandas as pd

from lstm_core.data.doctor.finding import Finding, counted, quoted
from lstm_core.data.doctor.numbers import Numbers, parse
from lstm_core.data.doctor.writing import Writing

_AMBIGUOUS = "ambiguous-numbers"
_MAGNITUDES = "magnitudes"
_LARGEST = 1e15  # its square must fit into 32 bits with room to spare
_FAR = 3  # times as far from all others as they lie apart
_FEWEST = 20  # values by which one may be called far away
_BLANK = frozenset({"", "nan", "null", "none", "<na>", "nat"})  # what programs write for nothing
_PARTED = "[,.' \u00a0\u202f’]"
_NINES = frozenset(
    float(sign + digits)
    for sign in ("", "-")
    for digits in ("99.9", "99.99", "999", "999.9", "999.99", "9999", "99999")
)
_CODES = _NINES | {-99.0, -200.0, -9999.9, -32768.0, -1e4}  # that instruments write for nothing


def numbers_of(
    frame: pd.DataFrame,
    columns: list[str],
    mends: Mapping[str, bool],
    findings: list[Finding],
    *,
    semicolons: bool,
    known: Sequence[Writing] = (),
) -> tuple[pd.DataFrame, list[Writing]]:
    """The columns as float64, nan where there is nothing, and how each is written; what was found goes to `findings`.

    frame: text cells, indexed by row. known: of the columns, how they are written in the file this one continues.
    """
    table, writings = pd.DataFrame(index=frame.index), []
    for place, column in enumerate(columns):
        written = known[place] if place < len(known) else Writing()
        flip, multiply = mends.get(_AMBIGUOUS, False), mends.get(_MAGNITUDES, True)
        if written.magnitudes:
            multiply = written.magnitudes == "multiplied"
        numbers = parse(frame[column], semicolons=semicolons, flip=flip, multiply=multiply, written=written)
        huge = np.abs(np.nan_to_num(numbers.values)) > _LARGEST
        numbers.values[huge] = np.nan
        findings += [
            *_style(frame[column], numbers),
            *_magnitudes(frame[column], numbers, multiply),
            *_doubt(frame[column], numbers, flip),
            *_no_numbers(frame[column], numbers, huge),
            *_otherwise(frame[column], numbers, written),
        ]
        values, code = _without_codes(frame[column], numbers.values, mends, findings, written)
        table[column] = values
        writings.append(_writing(frame[column], numbers, values, code, multiply=multiply, flip=flip))
    return table, writings


def _where(cells: pd.Series, rows: np.ndarray) -> tuple[int, str]:
    """The row in the file of the first that is true, and its cell."""
    place = int(np.argmax(rows))
    return int(cells.index[place]), quoted(cells.iloc[place])


def _style(cells: pd.Series, numbers: Numbers) -> Iterator[Finding]:
    column = str(cells.name)
    if numbers.unit:
        row, cell = _where(cells, cells.str.contains(numbers.unit, regex=False).to_numpy())
        message = f"The numbers of {column} have a unit behind, first in row {row}: {cell}."
        yield Finding("unit", message, row, column, f"{numbers.unit} is taken off.", mended=True)
    comma = numbers.style == "decimal comma"
    parted = cells.str.contains("," if comma and cells.str.contains(",").any() else _PARTED, regex=True).to_numpy()
    if numbers.style == "plain" or not parted.any():
        return
    read = parted & ~np.isnan(numbers.values)
    example = read if read.any() else parted
    row, cell = _where(cells, example)
    code, what = ("decimal-comma", "a decimal comma") if comma else ("thousands", "a separator between thousands")
    message = f"Column {column} writes numbers with {what}: {cell} in row {row}."
    value = numbers.values[int(np.argmax(example))]
    yield Finding(code, message, row, column, f"Read as {value:,.10g}.", mended=True)


def _magnitudes(cells: pd.Series, numbers: Numbers, multiplied: bool) -> Iterator[Finding]:
    """K may be a thousand or kelvin."""
    if numbers.magnitudes:
        column, large = str(cells.name), cells.str.strip().str.endswith(numbers.magnitudes).to_numpy()
        row, cell = _where(cells, large)
        message = f"The numbers of {column} have magnitudes behind ({', '.join(numbers.magnitudes)}), first in row {row}: {cell}."
        fix = f"{'Multiplied by them' if multiplied else 'Taken off'}: read as {numbers.values[int(np.argmax(large))]:,.10g}."
        yield Finding(_MAGNITUDES, message, row, column, fix, button="Multiply by them", mended=multiplied)


def _doubt(cells: pd.Series, numbers: Numbers, flip: bool) -> Iterator[Finding]:
    """Of 1,234 nobody knows whether it is more than a thousand."""
    if numbers.ambiguous:
        column, read = str(cells.name), ~np.isnan(numbers.values)
        row, cell = _where(cells, read)
        message = f"The numbers of {column} may be thousands or fractions, for example {cell} in row {row}."
        fix = f"Read as {numbers.values[int(np.argmax(read))]:,.10g}."
        yield Finding(_AMBIGUOUS, message, row, column, fix, button="Read the other way", mended=flip)


def _no_numbers(cells: pd.Series, numbers: Numbers, huge: np.ndarray) -> Iterator[Finding]:
    column = str(cells.name)
    marks = numbers.missing & ~cells.str.strip().str.lower().isin(_BLANK).to_numpy()
    if marks.any():
        row, cell = _where(cells, marks)
        said = counted(int(marks.sum()), "cell says", "cells say")
        message = f"{said} that there is no value, the first in row {row} of {column}: {cell}."
        yield Finding("marked-missing", message, row, column, "Taken as missing.", mended=True)
    infinite = numbers.infinite | huge
    if infinite.any():
        row, cell = _where(cells, infinite)
        many = counted(int(infinite.sum()), "value is", "values are")
        message = f"{many} infinite or too large, the first in row {row} of {column}: {cell}."
        yield Finding("infinite", message, row, column, "Taken as missing.", mended=True)
    if numbers.wrong.any():
        row, cell = _where(cells, numbers.wrong)
        message = f"{counted(int(numbers.wrong.sum()), 'cell is', 'cells are')} no number, the first in row {row} of {column}: {cell}."
        yield Finding("not-a-number", message, row, column, "Taken as missing. Write numbers as 1234.5.", mended=True)


def _otherwise(cells: pd.Series, numbers: Numbers, written: Writing) -> Iterator[Finding]:
    """What continues a series cannot be written in two ways at once: one of them would be read on a wrong scale."""
    if numbers.otherwise is None or not numbers.otherwise.any():
        return
    row, cell = _where(cells, numbers.otherwise)
    ways = [
        f"a {'comma' if written.style == 'decimal comma' else 'point'} before the fraction" if written.style else "",
        f"{written.unit} behind the number, or nothing" if written.unit else "",
        "magnitudes such as M behind the number, or nothing" if written.magnitudes else "",
    ]
    there = f" There stands {', and '.join(filter(None, ways))}." if any(ways) else ""
    message = f"Row {row} of {cells.name}, {cell}, is not written as in the file the model learned from.{there}"
    yield Finding("otherwise-written", message, row, str(cells.name), "Write all numbers that way.", stops=True)


def _writing(
    cells: pd.Series, numbers: Numbers, values: np.ndarray, code: float | None, *, multiply: bool, flip: bool
) -> Writing:
    """How the numbers were read; cells that say nothing of a style leave it open. values: what is left of them without the code."""
    fractions = cells.str.contains(r"\.\d", regex=True).to_numpy(bool) & ~np.isnan(numbers.values)
    style: Literal["", "thousands", "decimal comma"] = "" if numbers.style == "plain" else numbers.style
    if not style and fractions.any():  # 1.234 alone may be a thousand as well
        style = "decimal comma" if numbers.ambiguous and flip else "thousands"
    return Writing(
        style=style,
        magnitudes="" if not numbers.magnitudes else "multiplied" if multiply else "taken off",
        unit=numbers.unit,
        missing=code if code is not None and code not in values else None,
        measured=tuple(float(one) for one in np.unique(values) if one in _CODES or one == code),
    )


def _without_codes(
    cells: pd.Series, values: np.ndarray, mends: Mapping[str, bool], findings: list[Finding], written: Writing
) -> tuple[np.ndarray, float | None]:
    """Without -999 and the like, where it lies far from all other values; and which it is.

    What may be a value is told and stays. What is known of the file this one continues is not guessed again.
    """
    if written.missing is not None and (values == written.missing).any():
        findings.append(_known_code(cells, values == written.missing))
        values = np.where(values == written.missing, np.nan, values)
    code = _far_away(values)
    if code is None or code in written.measured:
        return values, None
    rows = values == code
    rest = values[~rows & ~np.isnan(values)]
    called = "code-for-missing" if code in _CODES else "far-away"
    mended = mends.get(called, code in _CODES and _is_no_value(code, rest))
    row, cell = _where(cells, rows)
    said = counted(int(rows.sum()), f"value of {cells.name} is", f"values of {cells.name} are")
    message = f"{said} {cell}, the first in row {row}; all others lie between {rest.min():.6g} and {rest.max():.6g}."
    fix = "Taken as missing." if mended else "Take it as missing if nothing was measured there."
    finding = Finding(called, message, row, str(cells.name), fix, button="Take as missing", mended=mended)
    findings.append(finding)
    return np.where(rows, np.nan, values) if mended else values, code


def _known_code(cells: pd.Series, rows: np.ndarray) -> Finding:
    row, cell = _where(cells, rows)
    said = counted(int(rows.sum()), f"value of {cells.name} is", f"values of {cells.name} are")
    message = f"{said} {cell}, the first in row {row}, which stands for nothing in the file the model learned from."
    return Finding("code-for-missing", message, row, str(cells.name), "Taken as missing.", mended=True)


def _is_no_value(code: float, rest: np.ndarray) -> bool:
    """Whether nobody could have measured a code: far below values that are not negative themselves, or far from all."""
    apart = min(abs(code - rest.min()), abs(code - rest.max()))
    return bool(code < 0 <= rest.min() or apart > _FAR * np.ptp(rest))


def _far_away(values: np.ndarray) -> float | None:
    """The smallest or the largest value where it lies farther from all others than they lie apart, in few rows."""
    found, counts = np.unique(values[~np.isnan(values)], return_counts=True)
    if len(found) < 4 or counts.sum() < _FEWEST:
        return None
    for place, next_to, rest in ((0, 1, found[1:]), (-1, -2, found[:-1])):
        apart = abs(found[place] - found[next_to]) / np.ptp(rest)
        if counts[place] < 0.5 * counts.sum() and apart > (0.5 if found[place] in _CODES else _FAR):
            return float(found[place])
    return None
