"""What is to be said of the times of a series as they are written."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from lstm_core.data.doctor.choices import DayOrMonth
from lstm_core.data.doctor.finding import Finding, counted, quoted
from lstm_core.data.doctor.series_faults import TIME
from lstm_core.data.doctor.time_columns import read_times
from lstm_core.data.doctor.times import Times, first_of, shown


def with_times(
    table: pd.DataFrame,
    frame: pd.DataFrame,
    columns: list[str],
    findings: list[Finding],
    *,
    swap: bool,
    first: DayOrMonth = "",
) -> tuple[pd.DataFrame, DayOrMonth]:
    """The table with a column of times, without the rows that have none, as it is where none can be read; and whether the day or the
    month is first, where that can be asked.

    frame: text cells. swap: day and month are read the other way round than guessed. first: which is known to be.
    """
    times = read_times(frame, columns, swap=swap, first=first)
    if times is None:
        findings.append(_unreadable(frame, columns[0]))
        return table, ""
    cells = frame[columns[0]]
    findings += [*_day_or_month(cells, times, swap=swap), *_otherwise(cells, times), *_lost(cells, times)]
    kept = times.values.notna().to_numpy()
    table = table[kept]
    table.insert(0, TIME, times.values[kept])
    return table, first_of(times.format) if times.swapped else ""


def _unreadable(frame: pd.DataFrame, column: str) -> Finding:
    row = int(frame.index[0]) if len(frame) else None
    cell = quoted(frame[column].iloc[0]) if len(frame) else "nothing"
    message = f"Column {column} holds no times that can be read: {cell} in row {row}."
    return Finding(
        "no-times", message, row, column, "The rows are taken as they come. Write times as 2024-01-31 18:00."
    )


def _day_or_month(cells: pd.Series, times: Times, *, swap: bool) -> Iterator[Finding]:
    """Of 01/02/2020 nobody knows which is the day."""
    if not times.swapped:
        return
    first = first_of(times.format)
    other = "month" if first == "day" else "day"
    column = str(cells.name)
    if times.proof is not None and not swap:
        row, cell = int(cells.index[times.proof]), quoted(cells.iloc[times.proof])
        message = f"The dates of {column} have the {first} first: {cell} in row {row} can be read in no other way."
        yield Finding(f"{first}-first", message, row, column, "Read as such.", mended=True)
        return
    place = int(np.argmax(times.values.notna().to_numpy()))
    row, cell = int(cells.index[place]), quoted(cells.iloc[place])
    message = f"The dates of {column} may have the day or the month first, for example {cell} in row {row}."
    why = ": the times then follow each other in equal steps" if times.even else ""
    fix = f"Read with the {first} first, as {shown(times.values.iloc[place])}{why}. Write dates as 2024-01-31."
    yield Finding("ambiguous-times", message, row, column, fix, button=f"Read the {other} first", mended=swap)


def _otherwise(cells: pd.Series, times: Times) -> Iterator[Finding]:
    if times.otherwise.any():
        place, several = int(np.argmax(times.otherwise)), int(times.otherwise.sum())
        row, column = int(cells.index[place]), str(cells.name)
        said = counted(several, "time is", "times are")
        message = f"{said} written in another way than most, the first in row {row}: {quoted(cells.iloc[place])}."
        yield Finding("mixed-times", message, row, column, f"Read as {shown(times.values.iloc[place])}.", mended=True)


def _lost(cells: pd.Series, times: Times) -> Iterator[Finding]:
    lost = times.missing | times.wrong
    if lost.any():
        place, row = int(np.argmax(lost)), int(cells.index[int(np.argmax(lost))])
        cell = cells.iloc[place]
        said = quoted(cell) if cell.strip() else "empty"
        message = f"{counted(int(lost.sum()), 'time is', 'times are')} missing or cannot be read, the first in row {row}: {said}."
        yield Finding("broken-times", message, row, str(cells.name), "These rows are left out.", mended=True)
