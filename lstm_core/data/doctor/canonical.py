"""The one form in which a data set of one's own is kept and trained on: a Parquet file called by the hash of its content.

Texts have the columns text, label, and group and part where there are any, those of the test part last; a series has the column time
where there are times, and its values, the target first. What else is known stands in the file's metadata.
"""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from lstm_core.errors import DataError

_FORMAT = "lstm-lab data set 1"
_KEY = b"lstm-lab"


def write(table: pd.DataFrame, facts: dict[str, Any], folder: Path) -> str:
    """Writes the file where it is not there yet; returns its name."""
    arrow = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
    columns = [column.cast(pa.large_string()) if _is_text(column.type) else column for column in arrow.columns]
    arrow = pa.table(dict(zip(arrow.column_names, columns, strict=True)))
    described = json.dumps({"format": _FORMAT, **facts}, sort_keys=True, ensure_ascii=False)
    arrow = arrow.replace_schema_metadata({_KEY: described.encode()})
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"unfinished.{os.getpid()}"
    pq.write_table(arrow, unfinished, compression="zstd")
    name = f"{_hash(unfinished)}.parquet"
    unfinished.replace(folder / name)
    return name


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _hash(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


def facts_of(file: Path) -> dict[str, Any]:
    """What is known of the data set, without reading it. Raises DataError where the file is not there or is no such file."""
    try:
        described = json.loads((pq.read_schema(file).metadata or {}).get(_KEY, b"null"))
    except OSError:
        raise DataError(f"The file {file.name} is no longer there. Bring it again.") from None
    except (pa.ArrowException, ValueError):
        described = None
    if not isinstance(described, dict) or described.get("format") != _FORMAT:
        raise DataError(f"The file {file.name} is damaged or of another version. Bring it again.")
    return described


def read(file: Path) -> tuple[pa.Table, dict[str, Any]]:
    """Its columns and what is known of it. Raises DataError as `facts_of` does."""
    facts = facts_of(file)
    return pq.read_table(file), facts
