"""What a column holds, judged by its cells."""

import re
from dataclasses import dataclass
from statistics import fmean

import numpy as np
import pandas as pd

from lstm_core.data.doctor.numbers import is_missing, parse
from lstm_core.data.doctor.times import looks_like_time

_MOST_LOOKED_AT = 2_000  # rows, evenly spread
_HEAD = 5  # cells: a date has a digit
_WIDE = 60  # columns; of a wider table only those rows are counted
_LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+")
_FOREIGN = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True)
class Profile:
    """Shares are of the cells that are filled, in [0, 1]."""

    name: str
    filled: float  # share of all cells
    numeric: float
    whole: float  # numbers without a fraction
    timelike: float
    distinct: int  # different cells
    repeats: float  # cells that occur more than once
    words: float  # mean of a cell
    characters: float  # mean of a cell
    links: float  # addresses and the like: one long word
    foreign: float  # share of the letters that are of scripts written without blanks
    counts_up: bool  # by one from row to row

    @property
    def is_number(self) -> bool:
        return self.numeric >= 0.7 and not self.is_time

    @property
    def is_time(self) -> bool:
        return self.timelike >= 0.9

    @property
    def is_words(self) -> bool:
        """Neither numbers nor times."""
        return self.filled > 0 and not self.is_number and not self.is_time


def profiles(frame: pd.DataFrame, *, semicolons: bool = False) -> dict[str, Profile]:
    """Of every column. The frame holds text cells."""
    places = np.unique(np.linspace(0, len(frame) - 1, min(len(frame), _MOST_LOOKED_AT)).astype(int))
    sample = frame.iloc[places]
    counted = sample if len(frame.columns) > _WIDE else frame
    return {name: _profile(sample[name], counted[name], semicolons) for name in frame.columns}


def _profile(sample: pd.Series, counted: pd.Series, semicolons: bool) -> Profile:
    filled = sample[~is_missing(sample)]
    if filled.empty:
        return Profile(str(sample.name), 0.0, 0.0, 0.0, 0.0, 0, 0.0, 0.0, 0.0, 0.0, 0.0, False)
    numbers = parse(filled, semicolons=semicolons).values
    is_number = ~np.isnan(numbers)
    distinct = int(counted[counted.str.strip() != ""].nunique())
    cells = filled.tolist()  # of so few, plain Python is quicker than pandas
    letters = "".join(cell[:200] for cell in cells[:50])
    timelike = fmean(map(looks_like_time, cells[:300])) if re.search(r"\d", "".join(cells[:_HEAD])) else 0.0
    return Profile(
        name=str(sample.name),
        filled=len(filled) / len(sample),
        numeric=float(is_number.mean()),
        whole=float((numbers[is_number] % 1 == 0).mean()) if is_number.any() else 0.0,
        timelike=timelike,
        distinct=distinct,
        repeats=1 - distinct / max(1, int((counted.str.strip() != "").sum())),
        words=fmean(len(cell.split()) for cell in cells),
        characters=fmean(map(len, cells)),
        links=fmean(_LINK.fullmatch(cell) is not None for cell in cells),
        foreign=len(_FOREIGN.findall(letters)) / max(1, len(letters)),
        counts_up=_counts_up(numbers),
    )


def _counts_up(numbers: np.ndarray) -> bool:
    """In the sampled rows, which are evenly spread, the steps are then about equal and whole."""
    if len(numbers) < 3 or np.isnan(numbers).any():
        return False
    steps = np.diff(numbers)
    return bool(
        (steps > 0).all()
        and (numbers % 1 == 0).all()
        and np.ptp(steps) <= 1
        and (len(numbers) >= _MOST_LOOKED_AT or steps.max() == 1)
    )
