"""A file as a table of text cells, before anybody knows what they mean."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from lstm_core.data.doctor.finding import Finding
from lstm_core.data.doctor.limits import MOST_CELLS, MOST_COLUMNS, MOST_RAW_ROWS
from lstm_core.errors import DataError

Record = tuple[int, Sequence[str]]  # its row in the file and its cells
_CHUNK = 5_000


@dataclass(frozen=True)
class RawTable:
    """N rows of text cells, empty cells as empty text; the index is the row in the file, from 1, the header included."""

    frame: pd.DataFrame
    format: str  # for example CSV
    findings: tuple[Finding, ...] = ()
    delimiter: str = ""  # where cells are parted by one character


def framed(names: Sequence[str], records: Iterable[Record]) -> pd.DataFrame:
    """Records of one width each as a frame. Raises DataError for more than the limits."""
    if len(names) > MOST_COLUMNS:
        raise DataError(
            f"The file has {len(names):,} columns, the most is {MOST_COLUMNS:,}. Keep those that are needed."
        )
    pieces: list[list[pa.Array]] = [[] for _ in names]
    rows: list[np.ndarray] = []
    for chunk in _chunks(records, len(names)):
        rows.append(np.array([row for row, _ in chunk], np.int64))
        for place, cells in enumerate(zip(*(record for _, record in chunk), strict=True)):
            pieces[place].append(pa.array(cells, pa.large_string()))
    index = pd.Index(np.concatenate(rows) if rows else np.zeros(0, np.int64))
    return frame_of(
        {name: pa.chunked_array(column, pa.large_string()) for name, column in zip(names, pieces, strict=True)}, index
    )


def frame_of(columns: dict[str, pa.ChunkedArray], index: pd.Index) -> pd.DataFrame:
    series = {
        name: pd.Series(pd.array(column, dtype="str"), index=index, name=name) for name, column in columns.items()
    }
    return pd.DataFrame(series, index=index)


def _chunks(records: Iterable[Record], width: int) -> Iterator[list[Record]]:
    chunk: list[Record] = []
    total = 0
    for record in records:
        chunk.append(record)
        if len(chunk) == _CHUNK:
            total += len(chunk)
            refuse_too_many(total, width)
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def refuse_too_many(rows: int, columns: int) -> None:
    if rows > MOST_RAW_ROWS or rows * columns > MOST_CELLS:
        raise DataError(
            f"The file has more than {min(rows, MOST_RAW_ROWS):,} rows with {columns:,} columns: that is too much. "
            f"Bring at most {MOST_RAW_ROWS:,} rows and {MOST_CELLS:,} cells, or only the columns that are needed."
        )
