"""What is wrong with a series, one function a fault.

The table has the column time (datetimes, where the file has times) and the value columns under their own names, the target first; its
index is the row in the file.
"""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from lstm_core.data.doctor.finding import Fault, Finding, counted
from lstm_core.data.doctor.limits import MOST_ROWS
from lstm_core.data.doctor.step import Step, step_of
from lstm_core.data.doctor.times import shown

Names = Mapping[str, str]
Found = Fault[pd.DataFrame] | None
SeriesFault = Callable[[pd.DataFrame, Names], Found]

_FEWEST = 20  # values
_FAR = 3  # times the span of the other times
_OFTEN = 0.2  # share of the times that are those of other rows, where the file may hold several series
TIME = "time"


def values_of(table: pd.DataFrame) -> list[str]:
    return [column for column in table.columns if column != TIME]


def _row(table: pd.DataFrame, rows: np.ndarray) -> int:
    return int(table.index[int(np.argmax(rows))])


def _time(table: pd.DataFrame, rows: np.ndarray) -> str:
    return shown(table[TIME].iloc[int(np.argmax(rows))])


def unordered(table: pd.DataFrame, names: Names) -> Found:
    if TIME not in table or table[TIME].is_monotonic_increasing:
        return None
    ordered = table.sort_values(TIME, kind="stable")
    if table[TIME].is_monotonic_decreasing:
        finding = Finding(
            "not-in-order",
            "The newest values come first.",
            int(table.index[0]),
            names[TIME],
            "Turned around: the oldest first.",
            button="Sort by time",
        )
        return Fault(finding, lambda: ordered)
    back = np.r_[False, np.diff(table[TIME].to_numpy()) < np.timedelta64(0)]
    row = _row(table, back)
    message = (
        f"The times are not in order: row {row} ({_time(table, back)}) lies before "
        f"the row above it. This happens {counted(int(back.sum()), 'time')}."
    )
    finding = Finding(
        "not-in-order", message, row, names[TIME], "Sorted by time, the oldest first.", button="Sort by time"
    )
    return Fault(finding, lambda: ordered)


def far_time(table: pd.DataFrame, names: Names) -> Found:
    """A time that lies farther from all others than they lie apart, such as 1900-01-01 where nobody knew, or 2201 for 2021."""
    if TIME not in table:
        return None
    rest = np.unique(table[TIME].to_numpy())[1:-1]
    if len(rest) < _FEWEST - 2:
        return None
    apart = _FAR * max(rest[-1] - rest[0], np.timedelta64(1, "D"))
    far = ((table[TIME] > rest[-1] + apart) | (table[TIME] < rest[0] - apart)).to_numpy()
    if not far.any():
        return None
    row = _row(table, far)
    message = (
        f"{counted(int(far.sum()), 'time lies', 'times lie')} far from all others, the first in row {row}: {_time(table, far)}; "
        f"the others go from {shown(pd.Timestamp(rest[0]))} to {shown(pd.Timestamp(rest[-1]))}."
    )
    finding = Finding("far-time", message, row, names[TIME], "Such rows are left out.", button="Leave them out")
    return Fault(finding, lambda: table[~far])


def repeated_times(table: pd.DataFrame, names: Names) -> Found:
    if TIME not in table:
        return None
    again = table[TIME].duplicated().to_numpy()
    if not again.any():
        return None
    row = _row(table, again)
    message = (
        f"{counted(int(again.sum()), 'time occurs', 'times occur')} more than once, "
        f"the first again in row {row} ({_time(table, again)})."
    )
    fix = "The mean of their values is taken."
    if again.mean() > _OFTEN:
        fix += " If a column tells several series apart, choose it (on the shell: --role group=COLUMN)."
    finding = Finding("repeated-times", message, row, names[TIME], fix, button="Take the mean")

    def mended() -> pd.DataFrame:
        means = table.groupby(TIME, sort=False)[values_of(table)].mean()
        return means.reset_index().set_index(table.index[~again])[list(table.columns)]

    return Fault(finding, mended)


def gaps(table: pd.DataFrame, names: Names) -> Found:
    """Steps without a row; they become rows without values."""
    step = _step(table)
    if step is None:
        return None
    places = step.places(pd.DatetimeIndex(table[TIME]))
    kept = table[np.isfinite(places)]
    taken = places[np.isfinite(places)].astype(int)
    if len(taken) == taken[-1] + 1:
        return None
    before = int(np.argmax(np.diff(taken) > 1))
    row, missing = int(kept.index[before + 1]), int(taken[-1]) + 1 - len(taken)
    message = (
        f"{counted(missing, 'step')} of {step.words} {'is' if missing == 1 else 'are'} missing, "
        f"the first before row {row} ({shown(kept[TIME].iloc[before + 1])})."
    )
    finding = Finding(
        "gaps",
        message,
        row,
        names[TIME],
        "Filled with a straight line between their neighbours.",
        button="Fill the gaps",
    )
    return Fault(finding, lambda: _on_grid(kept, taken, step))


def _step(table: pd.DataFrame) -> Step | None:
    if TIME not in table or len(table) < 3 or not table[TIME].is_monotonic_increasing or table[TIME].duplicated().any():
        return None
    return step_of(pd.DatetimeIndex(table[TIME]))


def _on_grid(kept: pd.DataFrame, taken: np.ndarray, step: Step) -> pd.DataFrame:
    """Every step a row; those that were missing carry the row of the file before them, and values on a straight line."""
    count = int(taken[-1]) + 1
    nearest = np.maximum.accumulate(np.bincount(taken, np.arange(len(taken)), count).astype(int))
    grid = pd.DataFrame(
        {TIME: step.grid(kept[TIME].iloc[0], count).astype("datetime64[us]")}, index=kept.index[nearest]
    )
    for column in values_of(kept):
        values = np.full(count, np.nan)
        values[taken] = kept[column].to_numpy()
        values_between = pd.Series(values).interpolate("linear", limit_area="inside").to_numpy(copy=True)
        values_between[taken] = values[taken]  # what is missing in the file is told by itself
        grid[column] = values_between
    return grid


def uneven_times(table: pd.DataFrame, names: Names) -> Found:
    if TIME not in table or len(table) < 3 or _step(table) is not None or table[TIME].duplicated().any():
        return None
    message = "The times are not evenly spaced; each row is taken for one step."
    return Fault(
        Finding(
            "uneven-times",
            message,
            int(table.index[0]),
            names[TIME],
            "Choose a step (hour, day, month …) to bring the values together.",
        )
    )


def missing_values(table: pd.DataFrame, names: Names) -> Found:
    """Empty cells, NaN and what was made missing before."""
    values = table[values_of(table)]
    missing = values.isna()
    if not missing.to_numpy().any():
        return None
    column = str(missing.any().idxmax())
    row = _row(table, missing[column].to_numpy())
    count = int(missing.to_numpy().sum())
    message = f"{counted(count, 'value is', 'values are')} missing, the first in row {row} of {column}."
    if missing[column].mean() > 0.5:
        message += " That is more than half of the column."
    finding = Finding(
        "missing-values",
        message,
        row,
        column,
        "A straight line between the neighbours; at the ends the rows are left out.",
        button="Fill with a line",
    )
    return Fault(finding, lambda: _filled(table))


def _filled(table: pd.DataFrame) -> pd.DataFrame:
    columns = values_of(table)
    filled = table.assign(**{column: table[column].interpolate("linear", limit_area="inside") for column in columns})
    return filled[filled[columns].notna().all(axis=1)]


def still_missing(table: pd.DataFrame, names: Names) -> Found:
    """A network cannot read what is not there."""
    missing = np.asarray(table[values_of(table)].isna().any(axis=1))
    if not missing.any():
        return None
    message = (
        f"{counted(int(missing.sum()), 'row has', 'rows have')} no value, the first is row {_row(table, missing)}."
    )
    return Fault(
        Finding(
            "values-needed", message, _row(table, missing), values_of(table)[0], "Fill the missing values.", stops=True
        )
    )


def constant(table: pd.DataFrame, names: Names) -> Found:
    target = table[values_of(table)[0]].dropna()
    if len(target) < 2 or target.max() > target.min():
        return None
    message = f"Column {target.name} has the same value {target.iloc[0]:g} in every row: there is nothing to forecast."
    return Fault(
        Finding(
            "constant", message, int(target.index[0]), str(target.name), "Choose another column of values.", stops=True
        )
    )


def too_short(table: pd.DataFrame, names: Names) -> Found:
    if len(table) >= _FEWEST:
        return None
    message = f"{counted(len(table), 'value is', 'values are')} left; a forecast needs at least {_FEWEST}."
    return Fault(
        Finding(
            "too-short",
            message,
            None,
            values_of(table)[0],
            "Bring a longer series, or take a smaller step.",
            stops=True,
        )
    )


def many_values(table: pd.DataFrame, names: Names) -> Found:
    if len(table) <= MOST_ROWS:
        return None
    message = f"There are {len(table):,} values, the most is {MOST_ROWS:,}."
    finding = Finding(
        "more-rows-than-needed",
        message,
        None,
        None,
        f"The last {MOST_ROWS:,} are used. A larger step would use them all.",
        mended=True,
    )
    return Fault(finding, lambda: table.iloc[-MOST_ROWS:]).always()


BEFORE_STEP: tuple[SeriesFault, ...] = (far_time, unordered, repeated_times)
FAULTS_OF_ANY: tuple[SeriesFault, ...] = (many_values, uneven_times, gaps, missing_values, still_missing)
FAULTS: tuple[SeriesFault, ...] = (*FAULTS_OF_ANY, constant, too_short)
