"""The step of a series: how far its times are apart, where there are gaps, and values brought together over longer steps."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

Unit = Literal["time", "business day", "month", "quarter", "year"]
_PERIODS = {"month": "M", "quarter": "Q", "year": "Y"}
_ON_GRID = 0.95  # share of the times that must lie on the grid
_DAY = 86_400.0
_RULES = {"hour": "h", "day": "D", "week": "W-SUN", "month": "MS", "quarter": "QS", "year": "YS"}


@dataclass(frozen=True)
class Step:
    """How far two times that follow each other are apart."""

    unit: Unit
    seconds: float  # where the unit is time

    @property
    def words(self) -> str:
        if self.unit != "time":
            return self.unit
        for size, name in ((7 * _DAY, "week"), (_DAY, "day"), (3600, "hour"), (60, "minute"), (1, "second")):
            if self.seconds >= size and self.seconds % size == 0:
                count = int(self.seconds / size)
                return name if count == 1 else f"{count} {name}s"
        return f"{self.seconds:g} seconds"

    @property
    def season(self) -> int:
        """Steps after which the calendar repeats itself; 1 where it says nothing."""
        if self.unit != "time":
            return {"business day": 5, "month": 12, "quarter": 4, "year": 1}[self.unit]
        if self.seconds == 7 * _DAY:
            return 52
        if self.seconds == _DAY:
            return 7
        steps = _DAY / self.seconds
        return int(steps) if 1 < steps <= 1_440 and steps % 1 == 0 else 1

    def places(self, times: pd.DatetimeIndex) -> np.ndarray:
        """(T,) on which step from the first one each time lies; nan off the grid."""
        if self.unit in _PERIODS:
            ordinals = times.to_period(_PERIODS[self.unit]).asi8
            periods: np.ndarray = (ordinals - ordinals[0]).astype(np.float64)
            return periods
        if self.unit == "business day":
            days = times.to_numpy().astype("datetime64[D]")
            counted: np.ndarray = np.busday_count(days[0], days).astype(np.float64)
            return counted
        exact = (times - times[0]).total_seconds().to_numpy() / self.seconds
        places: np.ndarray = np.where(np.abs(exact - np.round(exact)) < 0.02, np.round(exact), np.nan)
        return places

    def grid(self, first: pd.Timestamp, count: int) -> pd.DatetimeIndex:
        """`count` times from the first one on."""
        if self.unit in _PERIODS:
            start = first.to_period(_PERIODS[self.unit])
            return pd.period_range(start, periods=count, freq=_PERIODS[self.unit]).to_timestamp()
        if self.unit == "business day":
            return pd.bdate_range(first, periods=count)
        return pd.date_range(first, periods=count, freq=pd.Timedelta(seconds=self.seconds))

    def name(self, times: pd.DatetimeIndex) -> pd.Index:
        """Times as people write them, as fine as the step is."""
        if self.unit == "year":
            return times.strftime("%Y")
        if self.unit in ("month", "quarter"):
            return times.strftime("%Y-%m")
        if self.unit == "business day" or self.seconds % _DAY == 0:
            return times.strftime("%Y-%m-%d")
        return times.strftime("%Y-%m-%d %H:%M" if self.seconds % 60 == 0 else "%Y-%m-%d %H:%M:%S")


_LONG: tuple[tuple[Unit, tuple[int, int]], ...] = (
    ("month", (28, 31)),
    ("quarter", (90, 92)),
    ("year", (365, 366)),
)  # and their days


def step_of(times: pd.DatetimeIndex) -> Step | None:
    """Of times in order, none twice; None where they follow no grid."""
    if len(times) < 3:
        return None
    seconds = np.diff(times.to_numpy()).astype("timedelta64[us]").astype(np.float64) / 1e6
    sizes, counts = np.unique(seconds, return_counts=True)
    usual = float(sizes[counts.argmax()])
    candidates = [Step(unit, 0.0) for unit, days in _LONG if _within(usual, days)]
    if usual == _DAY and len(times) > 7 and (times.day_of_week < 5).all():
        candidates.append(Step("business day", _DAY))
    candidates.append(Step("time", usual))
    return next((step for step in candidates if _fits(step, times)), None)


def _within(seconds: float, days: tuple[int, int]) -> bool:
    return days[0] <= seconds / _DAY <= days[1]


def _fits(step: Step, times: pd.DatetimeIndex) -> bool:
    places = step.places(times)
    on_grid = np.isfinite(places)
    if on_grid.mean() < _ON_GRID:
        return False
    kept = places[on_grid]
    return bool(len(np.unique(kept)) == len(kept) and kept[-1] + 1 <= 10 * len(times))


def brought_together(values: pd.DataFrame, rule: str, how: Literal["mean", "sum", "last"]) -> pd.DataFrame:
    """Values by time, brought together over an hour, a day, ...: empty steps are nan. rule: hour, day, week, month, quarter or year."""
    grouped = values.resample(_RULES[rule])
    if how == "mean":
        return grouped.mean()
    return grouped.sum(min_count=1) if how == "sum" else grouped.last()


def season_of(values: np.ndarray, calendar: int) -> int:
    """Steps after which (T,) values about repeat themselves: the calendar's, where it says something; else the first clear peak of
    the autocorrelation of the values without their trend.
    """
    if calendar > 1 and len(values) >= 2 * calendar:
        return calendar
    longest = min(len(values) // 3, 400)
    if longest < 4:
        return 1
    level = values - np.polyval(np.polyfit(np.arange(len(values)), values, 1), np.arange(len(values)))
    energy = float(level @ level)
    if energy == 0:
        return 1
    spectrum = np.fft.rfft(level, 2 * len(level))
    correlation = np.fft.irfft(spectrum * spectrum.conj())[: longest + 1] / energy
    below = np.flatnonzero(correlation < 0)
    if not len(below):
        return 1
    peak = below[0] + int(correlation[below[0] :].argmax())
    return int(peak) if correlation[peak] > 0.3 else 1
