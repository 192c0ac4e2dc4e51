"""Answers that people set right: texts with the class they really are, collected for all models that tell the same classes apart.

The table lies beside the runs in the same SQLite file. Letters: C classes.
"""

import csv
import hashlib
import io
import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lstm_core.errors import LabError
from lstm_core.runs.database import Database

MOST_TEXTS = 2_000  # of a collection
MOST_CHARACTERS = 20_000  # of a text

_SCHEMA = """
CREATE TABLE IF NOT EXISTS corrections (
    collection TEXT NOT NULL, text TEXT NOT NULL, label TEXT NOT NULL, said TEXT NOT NULL, at REAL NOT NULL,
    PRIMARY KEY (collection, text));
"""


@dataclass(frozen=True)
class Correction:
    """A text, what it really is, and what a model had said."""

    text: str
    label: str
    said: str


def collection_of(classes: Sequence[str]) -> str:
    """The same 16 hexadecimal digits for the same classes, in whatever order."""
    return hashlib.blake2b(json.dumps(sorted(classes)).encode(), digest_size=8).hexdigest()


class CorrectionStore:
    """What was set right so far, by collection."""

    def __init__(self, file: Path) -> None:
        self._connection, self._transaction = Database(file).connection, Database(file).transaction
        with self._connection() as database:
            database.execute(_SCHEMA)

    def add(self, collection: str, one: Correction) -> None:
        """A text that is there already takes the new class. Raises LabError for a text too long and for a collection that is full."""
        if len(one.text) > MOST_CHARACTERS:
            raise LabError(f"This text has {len(one.text):,} characters; up to {MOST_CHARACTERS:,} can be collected.")
        with self._transaction() as database:
            others = "SELECT COUNT(*) FROM corrections WHERE collection = ? AND text != ?"
            if database.execute(others, [collection, one.text]).fetchone()[0] >= MOST_TEXTS:
                raise LabError(
                    f"{MOST_TEXTS:,} answers are corrected already, which is the most. Make a data set of them, then remove them."
                )
            values = [collection, one.text, one.label, one.said, time.time()]
            database.execute("INSERT OR REPLACE INTO corrections VALUES (?, ?, ?, ?, ?)", values)

    def remove(self, collection: str, text: str) -> None:
        with self._connection() as database:
            database.execute("DELETE FROM corrections WHERE collection = ? AND text = ?", [collection, text])

    def clear(self, collection: str) -> None:
        with self._connection() as database:
            database.execute("DELETE FROM corrections WHERE collection = ?", [collection])

    def find(self, collection: str, text: str) -> Correction | None:
        return next(iter(self._rows("collection = ? AND text = ?", [collection, text])), None)

    def newest(self, collection: str) -> list[Correction]:
        """All of a collection, the newest first."""
        return self._rows("collection = ? ORDER BY at DESC, rowid DESC", [collection])

    def _rows(self, which: str, values: list[str]) -> list[Correction]:
        with self._connection() as database:
            rows = database.execute(f"SELECT text, label, said FROM corrections WHERE {which}", values).fetchall()
        return [Correction(**dict(row)) for row in rows]


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows, the header the first of them, as the doctor reads them without a question: UTF-8, every cell in quotes."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
