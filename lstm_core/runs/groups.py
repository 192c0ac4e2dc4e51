"""Runs that belong together: a race, a sweep over distances, a config over several seeds.

A run may be in several groups, since the same configuration is trained only once.
"""

import secrets
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lstm_core.runs.database import Database
from lstm_core.runs.record import RunRecord
from lstm_core.runs.store import records_of

Kind = Literal["race", "sweep", "seeds"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS groups (id TEXT PRIMARY KEY, kind TEXT NOT NULL, created REAL NOT NULL);
CREATE TABLE IF NOT EXISTS members (
    "group" TEXT NOT NULL, place INTEGER NOT NULL, run TEXT NOT NULL, PRIMARY KEY ("group", place)) WITHOUT ROWID;
"""  # beside the tables of the run store, whose format they leave as it is


@dataclass(frozen=True)
class Group:
    """Some runs in their order; `created` in seconds since 1970."""

    id: str
    kind: Kind
    created: float
    runs: tuple[RunRecord, ...]  # without those deleted since
    deleted: int


class GroupStore:
    """Every group there is, in the file of the run store."""

    def __init__(self, file: Path) -> None:
        self._connection, self._transaction = Database(file).connection, Database(file).transaction
        with self._connection() as database:
            database.executescript(_SCHEMA)

    def create(self, kind: Kind, runs: Sequence[str]) -> str:
        """The id of the group of these runs: a new one, or that of the same runs in the same order."""
        with self._transaction() as database:
            same = _same(database, kind, runs)
            if same:
                return same
            group = f"{kind}-{secrets.token_hex(4)}"
            database.execute("INSERT INTO groups (id, kind, created) VALUES (?, ?, ?)", [group, kind, time.time()])
            database.executemany(
                'INSERT INTO members ("group", place, run) VALUES (?, ?, ?)',
                [(group, place, run) for place, run in enumerate(runs)],
            )
            return group

    def get(self, group: str) -> Group | None:
        with self._connection() as database:
            row = database.execute("SELECT * FROM groups WHERE id = ?", [group]).fetchone()
            return _group(database, row) if row else None

    def newest(self, kind: Kind, limit: int = 20) -> list[Group]:
        """The newest groups of a kind that still have a run, newest first."""
        with self._connection() as database:
            rows = database.execute(
                "SELECT * FROM groups WHERE kind = ? ORDER BY created DESC, rowid DESC LIMIT ?", [kind, limit]
            ).fetchall()
            return [group for group in (_group(database, row) for row in rows) if group.runs]


def _same(database: sqlite3.Connection, kind: Kind, runs: Sequence[str]) -> str | None:
    """A group is the same only if each member is, in its place, and there are no others."""
    for row in database.execute(
        'SELECT id FROM groups JOIN members ON "group" = id WHERE kind = ? AND place = 0 AND run = ?',
        [kind, runs[0] if runs else ""],
    ).fetchall():
        if _members(database, row["id"]) == list(runs):
            return str(row["id"])
    return None


def _members(database: sqlite3.Connection, group: str) -> list[str]:
    return [
        row["run"]
        for row in database.execute('SELECT run FROM members WHERE "group" = ? ORDER BY place', [group]).fetchall()
    ]


def _group(database: sqlite3.Connection, row: sqlite3.Row) -> Group:
    rows = database.execute(
        'SELECT runs.* FROM members JOIN runs ON runs.id = run WHERE "group" = ? ORDER BY place', [row["id"]]
    ).fetchall()
    runs = tuple(records_of(rows))
    return Group(row["id"], row["kind"], row["created"], runs, len(_members(database, row["id"])) - len(runs))
