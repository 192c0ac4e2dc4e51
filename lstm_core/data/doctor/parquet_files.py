"""Parquet, read in pieces so that what it says of its size need not be believed."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lstm_core.data.doctor.finding import Finding
from lstm_core.data.doctor.header import named
from lstm_core.data.doctor.limits import MOST_COLUMNS, MOST_UNPACKED
from lstm_core.data.doctor.raw import RawTable, frame_of, refuse_too_many
from lstm_core.errors import DataError

_INDEX = "__index_level_"  # what pandas adds


def read(file: Path, name: str) -> RawTable:
    """Every column that holds text, numbers, truths or times, as text; others are told and left out. Rows count from 1."""
    try:
        with pq.ParquetFile(file) as parquet:
            return _read(parquet)
    except (pa.ArrowException, OSError, ValueError, UnicodeDecodeError) as problem:
        raise DataError(
            f"{name} cannot be read as Parquet: {str(problem).splitlines()[0][:200] if str(problem) else type(problem).__name__}."
        ) from None


def _read(parquet: pq.ParquetFile) -> RawTable:
    if parquet.metadata.num_columns > MOST_COLUMNS:
        raise DataError(f"The file has {parquet.metadata.num_columns:,} columns, the most is {MOST_COLUMNS:,}.")
    wanted = [
        place
        for place, field in enumerate(parquet.schema_arrow)
        if _readable(field.type) and not field.name.startswith(_INDEX)
    ]
    left_out = [field.name for field in parquet.schema_arrow if not _readable(field.type)]
    fields = [parquet.schema_arrow[place].name for place in wanted]
    if not fields or not parquet.metadata.num_rows:
        raise DataError("The file holds no row, or no column of text or numbers.")
    names, findings = named(fields, len(fields), 1)
    batches = list(_batches(parquet, wanted))
    columns = {
        name: pa.chunked_array([batch[place] for batch in batches], pa.large_string())
        for place, name in enumerate(names)
    }
    index = pd.RangeIndex(1, len(next(iter(columns.values()))) + 1)
    return RawTable(frame_of(columns, pd.Index(index.to_numpy(np.int64))), "Parquet", (*findings, *_left_out(left_out)))


def _left_out(names: list[str]) -> Iterator[Finding]:
    if names:
        message = f"The column {names[0]} holds lists or other things that are neither text nor numbers."
        yield Finding("column-left-out", message, column=names[0], fix="Left out.", mended=True)


def _readable(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        return _readable(kind.value_type)
    of_text = pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
    of_time = pa.types.is_timestamp(kind) or pa.types.is_date(kind)
    return bool(of_text or of_time or pa.types.is_boolean(kind) or pa.types.is_null(kind) or _is_number(kind))


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _batches(parquet: pq.ParquetFile, wanted: list[int]) -> Iterator[list[pa.Array]]:
    rows = size = 0
    fields = [parquet.schema_arrow[place].name for place in wanted]
    for batch in parquet.iter_batches(batch_size=20_000, columns=fields):
        rows, size = rows + len(batch), size + batch.nbytes
        refuse_too_many(rows, len(wanted))
        if size > MOST_UNPACKED:
            raise DataError(f"Unpacked, the file has more than {MOST_UNPACKED // 1_000_000:,} MB. Bring a part of it.")
        kept = [batch.column(place) for place, name in enumerate(batch.schema.names) if name in fields]
        yield [_as_text(column) for column in kept]


def _as_text(column: pa.Array) -> pa.Array:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.dictionary_decode()
        kind = column.type
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        column = pc.strftime(column.cast(pa.timestamp("us")), format="%Y-%m-%d %H:%M:%S")
        column = pc.replace_substring_regex(column, r"\.0+$", "")
    elif pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        column = pc.replace_substring_regex(column.cast(pa.float64()).cast(pa.string()), r"\.0$", "")
    return column.cast(pa.large_string()).fill_null("")
