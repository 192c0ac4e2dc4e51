"""The SQLite file between the processes. Every call opens its own connection, so it can be used from any thread."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


class Database:
    """One file; the folder around it is made if missing."""

    def __init__(self, file: Path) -> None:
        self.file = file
        file.parent.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """Every statement is a transaction of its own. An sqlite3.Error has the name of the file in its notes."""
        try:
            with closing(sqlite3.connect(self.file, timeout=10, isolation_level=None)) as database:
                database.row_factory = sqlite3.Row
                database.execute("PRAGMA synchronous = NORMAL")
                yield database
        except sqlite3.Error as problem:
            problem.add_note(str(self.file))
            raise

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Takes the write lock at once: two workers that read before writing would otherwise claim the same run."""
        with self.connection() as database:
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
            except BaseException:
                database.execute("ROLLBACK")
                raise
            database.execute("COMMIT")
