"""The one form in which a data set of one's own is kept and trained on: a Parquet file called by the hash of its content.

Texts have the columns text, label, and group and part where there are any, those of the test part last; a series has the column time
where there are times, and its values, the target first. What else is known stands in the file's metadata.
"""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from lstm_core.errors import DataError
from lstm_core.whole_files import write_whole

_FORMAT = "lstm-lab data set 1"
_KEY = b"lstm-lab"


def packed(table: pd.DataFrame, facts: dict[str, Any]) -> tuple[str, dict[str, Any], bytes]:
    """The name of the file, what is known of the data set, and the content of the file."""
    arrow = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
    columns = [column.cast(pa.large_string()) if _is_text(column.type) else column for column in arrow.columns]
    described = json.dumps({"format": _FORMAT, **facts}, sort_keys=True, ensure_ascii=False)
    arrow = pa.table(dict(zip(arrow.column_names, columns, strict=True))).replace_schema_metadata({_KEY: described})
    stream = io.BytesIO()
    pq.write_table(arrow, stream, compression="zstd")
    content = stream.getvalue()
    return f"{hashlib.blake2b(content, digest_size=16).hexdigest()}.parquet", facts, content


def keep(name: str, content: bytes, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / name, content)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def facts_of(file: Path) -> dict[str, Any]:
    """What is known of the data set, without reading it. Raises DataError where the file is not there or is no such file."""
    try:
        return _described(pq.read_schema(file))
    except OSError:
        raise DataError(f"The file {file.name} is no longer there. Bring it again.") from None
    except (pa.ArrowException, ValueError):
        raise DataError(f"The file {file.name} is damaged or of another version. Bring it again.") from None


def _described(schema: pa.Schema) -> dict[str, Any]:
    described = json.loads((schema.metadata or {}).get(_KEY, b"null"))
    if not isinstance(described, dict) or described.pop("format", None) != _FORMAT:
        raise ValueError("another format")
    return described


def read(file: Path) -> tuple[pa.Table, dict[str, Any]]:
    """Its columns and what is known of it. Raises DataError as `facts_of` does."""
    facts = facts_of(file)
    return pq.read_table(file), facts


def unpacked(content: bytes) -> tuple[pa.Table, dict[str, Any]]:
    """The inverse of `packed`."""
    table = pq.read_table(pa.BufferReader(content))
    return table, _described(table.schema)
