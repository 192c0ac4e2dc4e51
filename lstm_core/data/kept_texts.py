"""Texts that pages show, in one Arrow file a list: runs on the same data share it.

The file lies on the disk as it lies in memory, so that a page opens it without a copy in memory, however long it is.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lstm_core.errors import LabError
from lstm_core.whole_files import write_whole

MOST_CHARACTERS = 20_000  # kept of a text


def keep(texts: Sequence[str], folder: Path) -> str:
    """Writes them into `folder` unless they are there; returns the name of the file."""
    cut = [text[:MOST_CHARACTERS] for text in texts]
    digest = hashlib.blake2b(digest_size=16)
    for text in cut:
        digest.update(text.encode() + b"\x00")
    file = folder / f"{digest.hexdigest()}.arrow"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        table = pa.table({"text": pa.array(cut, pa.large_string())})
        stream = pa.BufferOutputStream()
        with pa.ipc.new_file(stream, table.schema) as writer:
            writer.write_table(table)  # in one piece: to take some out of several would copy all of them
        write_whole(file, memoryview(stream.getvalue()))
    return file.name


def read(name: str, folder: Path) -> pa.ChunkedArray:
    """The texts in their order. Raises LabError where they are gone or damaged."""
    try:
        if name.endswith(".parquet"):  # of earlier versions
            return pq.ParquetFile(folder / name).read(["text"]).column("text")
        with pa.memory_map(str(folder / name)) as stream:
            table = pa.ipc.open_file(stream).read_all()
            table.validate(full=True)  # what Arrow reads where it lies, it trusts: a wrong offset would end the process
            return table.column("text")
    except (OSError, pa.ArrowException):
        raise LabError(
            "The texts of the test part are no longer in the cache. Let the model answer again; where they were a file of yours "
            "that was deleted, bring it again first."
        ) from None


def containing(texts: pa.ChunkedArray, places: np.ndarray, wanted: str) -> np.ndarray:
    """Those of `places` whose text contains `wanted`, small and capital letters alike; the order stays."""
    matches = pc.match_substring(texts, wanted, ignore_case=True)  # of all: to take some out would copy them
    found: np.ndarray = places[matches.to_numpy().astype(bool)[places]]
    return found
