"""Tables in which each row is a series of its own, its times standing in the header: turned, so that time runs downwards."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from lstm_core.data.doctor.choices import Role
from lstm_core.data.doctor.finding import Finding
from lstm_core.data.doctor.numbers import MISSING, looks_numeric
from lstm_core.data.doctor.raw import framed
from lstm_core.data.doctor.times import looks_like_time

_FEWEST = 6  # times beside each other
_FEWEST_UNNAMED = 30  # numbers beside each other that may be a series, though nothing says when
_MOST_CELLS = 2_000_000
_LOOKED_AT = 20  # rows
_BETWEEN = " · "
CODE = "series-in-rows"
_ROLES: Mapping[str, Role] = {"series": "group", "time": "time", "value": "value"}


@dataclass(frozen=True)
class Sideways:
    """What was found, and the table turned where that is to be so."""

    finding: Finding
    frame: pd.DataFrame | None
    roles: Mapping[str, Role] = field(default_factory=dict)  # of its columns


def look(frame: pd.DataFrame, chosen: Iterable[str], mends: Mapping[str, bool]) -> Sideways | None:
    """Where the header holds times, or many numbers without a name stand beside each other; None for other tables.

    frame: text cells, indexed by row. chosen: columns that a person gave a role. The turned table has the columns series, time and value,
    and the row of the file that each value stands in.
    """
    times = [name for name in frame.columns if _says_when(str(name))]
    by_default = _FEWEST <= len(times) >= len(frame.columns) / 2 and _are_numbers(frame, times)
    values = times if by_default else _numbers(frame)
    if len(values) < (_FEWEST if by_default else _FEWEST_UNNAMED):
        return None
    mended = mends.get(CODE, by_default) and not set(chosen) - _ROLES.keys() & set(frame.columns)
    message = (
        f"{'The header holds times' if by_default else 'Many numbers stand beside each other'}, {values[0]} to {values[-1]}: "
        f"each row {'is' if by_default else 'may be'} a series of its own, the first is row {frame.index[0]}."
    )
    most = max(1, _MOST_CELLS // len(values))  # rows
    if mended and len(frame) > most:
        message += f" Only the first {most:,} of its {len(frame):,} rows are read, to row {frame.index[most - 1]}: it is too large for all."
    fix = "Turned, one time a row; choose the series." if mended else "Turn it if the columns are steps in time."
    finding = Finding(CODE, message, int(frame.index[0]), fix=fix, mended=mended, button="Each row is a series")
    return Sideways(finding, _turned(frame.iloc[:most], values), _ROLES) if mended else Sideways(finding, None)


def _says_when(name: str) -> bool:
    """1960, 1/22/20, 2020-01."""
    bare = name.strip().lstrip("Xx")
    return looks_like_time(bare) or (len(bare) == 4 and bare.isdigit() and 1000 <= int(bare) <= 2200)


def _are_numbers(frame: pd.DataFrame, columns: list[str], *, if_empty: bool = False) -> bool:
    cells = frame.iloc[:_LOOKED_AT][columns].to_numpy().ravel().tolist()
    filled = [cell for cell in cells if cell.strip().lower() not in MISSING]
    return sum(map(looks_numeric, filled)) > 0.9 * len(filled) if filled else if_empty


def _numbers(frame: pd.DataFrame) -> list[str]:
    """All columns but those of words, which must be few; short series leave the last ones empty."""
    found = [name for name in frame.columns if _are_numbers(frame, [name], if_empty=True)]
    return found if len(found) > 0.9 * len(frame.columns) and _are_numbers(frame, found) else []


def _turned(frame: pd.DataFrame, values: list[str]) -> pd.DataFrame:
    names = _series_names(frame.drop(columns=values))
    when = [name.strip().lstrip("Xx") if _says_when(name) else name for name in values]
    cells = frame[values].to_numpy()

    def records() -> Iterator[tuple[int, tuple[str, str, str]]]:
        for row, name, its in zip(frame.index, names, cells, strict=True):
            filled = np.flatnonzero(its != "")
            last = filled[-1] + 1 if len(filled) else 0  # series of different lengths end with empty cells
            yield from ((int(row), (name, time, cell)) for time, cell in zip(when[:last], its[:last], strict=True))

    return framed(["series", "time", "value"], records())


def _series_names(frame: pd.DataFrame) -> list[str]:
    """What the columns of words say of each row; with its row where that tells no two apart."""
    words = [name for name in frame.columns if not _are_numbers(frame, [name])]
    names = [_BETWEEN.join(cell.strip() for cell in cells if cell.strip()) for cells in frame[words].to_numpy()]
    counts = Counter(names)
    said = zip(names, frame.index, strict=True)
    return [
        name if name and counts[name] == 1 else f"{name} (row {row})" if name else f"row {row}" for name, row in said
    ]
