"""The run store: one SQLite file between the web server and the workers.

State, progress and commands are columns; a claim is one transaction.
"""

import json
import secrets
import sqlite3
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from lstm_core.config import RunConfig
from lstm_core.errors import LabError
from lstm_core.runs.database import Database
from lstm_core.runs.record import Progress, RunRecord, Status

_FORMAT = 2
_SCHEMA = """
CREATE TABLE IF NOT EXISTS runs (
    id TEXT PRIMARY KEY, key TEXT NOT NULL, config TEXT NOT NULL, status TEXT NOT NULL, message TEXT NOT NULL DEFAULT '',
    stop_requested INTEGER NOT NULL DEFAULT 0, created REAL NOT NULL, started REAL, ended REAL,
    worker_pid INTEGER, worker_born REAL, heartbeat REAL,
    progress TEXT NOT NULL DEFAULT '{}', facts TEXT NOT NULL DEFAULT '{}', metrics TEXT NOT NULL DEFAULT '{}');
CREATE INDEX IF NOT EXISTS runs_by_key ON runs (key, created);
CREATE TABLE IF NOT EXISTS history (run TEXT NOT NULL, at REAL NOT NULL, status TEXT NOT NULL, message TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS points (
    run TEXT NOT NULL, n INTEGER NOT NULL, step INTEGER NOT NULL, epoch REAL NOT NULL, split TEXT NOT NULL,
    loss REAL NOT NULL, metric REAL NOT NULL, seconds REAL NOT NULL, PRIMARY KEY (run, n)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS workers (
    pid INTEGER PRIMARY KEY, born REAL NOT NULL, heartbeat REAL NOT NULL, run TEXT, machine TEXT NOT NULL);
"""

PointRow = tuple[int, float, str, float, float, float]  # step, epoch, split, loss, metric, seconds
NumberedPoint = tuple[int, int, float, str, float, float, float]  # n, then as above


@dataclass(frozen=True)
class WorkerIdentity:
    """A process: its number alone is not enough, numbers are used again."""

    pid: int
    born: float  # seconds since 1970


@dataclass(frozen=True)
class WorkerRecord:
    """A worker as it last reported itself."""

    identity: WorkerIdentity
    heartbeat: float
    run: str | None
    machine: dict[str, Any]  # device, precision, threads


class RunStore:
    """Every run there is, on disk."""

    def __init__(self, file: Path) -> None:
        self._connection, self._transaction = Database(file).connection, Database(file).transaction
        with self._connection() as database:
            database.execute("PRAGMA journal_mode = WAL")
            found = database.execute("PRAGMA user_version").fetchone()[0]
            if found > _FORMAT:
                raise LabError(
                    f"{file} was written by another version of LSTM Lab (format {found}); set LAB_HOME to another folder."
                )
            if found == 1:  # before there were tasks without an accuracy
                database.execute("ALTER TABLE points RENAME COLUMN accuracy TO metric")
            database.executescript(f"{_SCHEMA} PRAGMA user_version = {_FORMAT};")

    # What a person asks for

    def submit(
        self, config: RunConfig, key: str, *, again: bool = False, claimed_by: WorkerIdentity | None = None
    ) -> tuple[RunRecord, bool]:
        """The run of this key and whether it is new: an old one that waits, runs or finished is joined unless `again`.

        Nobody joins a run that is being stopped.
        claimed_by: a worker that trains a new run itself, at once.
        """
        with self._transaction() as database:
            old = database.execute(
                "SELECT * FROM runs WHERE key = ? AND (status IN ('queued', 'finished') OR status = 'running' AND stop_requested = 0) "
                "ORDER BY created DESC LIMIT 1",
                [key],
            ).fetchone()
            joined = records_of([old] if old and not again else [])
            if joined:
                return joined[0], False
            run_id, now = f"{config.data.data_set}-{secrets.token_hex(4)}", time.time()
            database.execute(
                "INSERT INTO runs (id, key, config, status, created) VALUES (?, ?, ?, 'queued', ?)",
                [run_id, key, config.canonical(), now],
            )
            _note(database, run_id, Status.QUEUED, "")
            if claimed_by:
                _claim(database, run_id, claimed_by)
            return record_of(database.execute("SELECT * FROM runs WHERE id = ?", [run_id]).fetchone()), True

    def request_stop(self, run_id: str) -> None:
        """A waiting run stops at once, a running one at its next step; one that has ended stays as it is."""
        with self._transaction() as database:
            database.execute(
                "UPDATE runs SET stop_requested = 1 WHERE id = ? AND status IN ('queued', 'running')", [run_id]
            )
            if database.execute("SELECT 1 FROM runs WHERE id = ? AND status = 'queued'", [run_id]).fetchone():
                _end(database, run_id, Status.STOPPED, "Stopped before it started.")

    def delete(self, run_id: str) -> None:
        """Forgets a run that has ended. Raises LabError for one that is still training."""
        with self._transaction() as database:
            if _is_running(database, run_id):
                raise LabError(f"Run {run_id} is still training: stop it first, then delete it.")
            for table, column in (("runs", "id"), ("points", "run"), ("history", "run")):
                database.execute(f"DELETE FROM {table} WHERE {column} = ?", [run_id])

    # What the pages show

    def get(self, run_id: str) -> RunRecord | None:
        """Raises LabError for one that is damaged."""
        with self._connection() as database:
            row = database.execute("SELECT * FROM runs WHERE id = ?", [run_id]).fetchone()
        return record_of(row) if row else None

    def newest(self, limit: int = 200) -> list[RunRecord]:
        """The newest runs, newest first, without those that are damaged."""
        with self._connection() as database:
            rows = database.execute("SELECT * FROM runs ORDER BY created DESC, rowid DESC LIMIT ?", [limit]).fetchall()
        return records_of(rows)

    def damaged(self) -> list[str]:
        """The runs of which nothing can be said."""
        with self._connection() as database:
            rows = database.execute("SELECT * FROM runs ORDER BY created DESC").fetchall()
        readable = {run.id for run in records_of(rows)}
        return [row["id"] for row in rows if row["id"] not in readable]

    def waiting(self) -> int:
        """How many runs wait for a worker."""
        with self._connection() as database:
            return int(database.execute("SELECT count(*) FROM runs WHERE status = 'queued'").fetchone()[0])

    def points(self, run_id: str, after: int = 0, limit: int = 2_000) -> tuple[str | None, list[NumberedPoint]]:
        """The status of a run (None: no such run) and its points with n > after, oldest first."""
        return self.points_of({run_id: after}, limit)[run_id]

    def points_of(self, wanted: Mapping[str, int], limit: int) -> dict[str, tuple[str | None, list[NumberedPoint]]]:
        """Of several runs, each after its own n, at most `limit` of each: as `points` answers."""
        with self._connection() as database:
            return {run_id: _points(database, run_id, after, limit) for run_id, after in wanted.items()}

    def history(self, run_id: str) -> list[tuple[float, Status, str]]:
        """Every change to a state that this version knows: (time, state, message), oldest first."""
        with self._connection() as database:
            rows = database.execute(
                "SELECT at, status, message FROM history WHERE run = ? ORDER BY rowid", [run_id]
            ).fetchall()
        known = list(Status)
        return [(row["at"], Status(row["status"]), row["message"]) for row in rows if row["status"] in known]

    def workers(self, seen_within: float = 10.0) -> list[WorkerRecord]:
        """The workers that reported themselves in the last seconds."""
        with self._connection() as database:
            rows = database.execute("SELECT * FROM workers WHERE heartbeat > ?", [time.time() - seen_within]).fetchall()
        return [
            WorkerRecord(
                WorkerIdentity(row["pid"], row["born"]), row["heartbeat"], row["run"], json.loads(row["machine"])
            )
            for row in rows
        ]

    # What a worker says

    def report_worker(self, worker: WorkerIdentity, machine: dict[str, Any], run: str | None = None) -> None:
        """A sign of life."""
        with self._transaction() as database:
            database.execute(
                "INSERT OR REPLACE INTO workers (pid, born, heartbeat, run, machine) VALUES (?, ?, ?, ?, ?)",
                [worker.pid, worker.born, time.time(), run, json.dumps(machine)],
            )

    def forget_worker(self, pid: int) -> None:
        with self._transaction() as database:
            database.execute("DELETE FROM workers WHERE pid = ?", [pid])

    def claim(self, worker: WorkerIdentity, run_id: str | None = None) -> RunRecord | None:
        """The oldest waiting run, or the one of this id if it waits, now this worker's.

        None when nothing waits, and when it was damaged: then it has failed.
        """
        with self._transaction() as database:
            row = database.execute(
                "SELECT id FROM runs WHERE status = 'queued' AND id = coalesce(?, id) ORDER BY created LIMIT 1",
                [run_id],
            ).fetchone()
            if row is None:
                return None
            _claim(database, row["id"], worker)
            try:
                return record_of(database.execute("SELECT * FROM runs WHERE id = ?", [row["id"]]).fetchone())
            except LabError as problem:
                _end(database, row["id"], Status.FAILED, str(problem))
                return None

    def record(
        self, run_id: str, progress: Progress, points: Sequence[PointRow] = (), facts: dict[str, Any] | None = None
    ) -> bool:
        """Writes what happened since the last call; returns whether a stop was asked for meanwhile."""
        with self._transaction() as database:
            last = database.execute("SELECT max(n) FROM points WHERE run = ?", [run_id]).fetchone()[0] or 0
            database.executemany(
                "INSERT INTO points (run, n, step, epoch, split, loss, metric, seconds) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [(run_id, last + number, *point) for number, point in enumerate(points, 1)],
            )
            database.execute(
                "UPDATE runs SET progress = ?, heartbeat = ? WHERE id = ?",
                [json.dumps(asdict(progress)), time.time(), run_id],
            )
            if facts is not None:
                database.execute("UPDATE runs SET facts = ? WHERE id = ?", [json.dumps(facts), run_id])
            row = database.execute("SELECT stop_requested FROM runs WHERE id = ?", [run_id]).fetchone()
            return bool(row and row["stop_requested"])

    def end(
        self,
        run_id: str,
        status: Status,
        message: str = "",
        metrics: dict[str, Any] | None = None,
        *,
        only_running: bool = False,
    ) -> None:
        """The last word on a run. only_running: unless it has ended meanwhile."""
        with self._transaction() as database:
            if only_running and not _is_running(database, run_id):
                return
            if metrics is not None:
                database.execute("UPDATE runs SET metrics = ? WHERE id = ?", [json.dumps(metrics), run_id])
            _end(database, run_id, status, message)

    def running(self) -> list[tuple[str, WorkerIdentity]]:
        """Runs that are being trained, and by whom."""
        with self._connection() as database:
            rows = database.execute("SELECT id, worker_pid, worker_born FROM runs WHERE status = 'running'").fetchall()
        return [(row["id"], WorkerIdentity(row["worker_pid"], row["worker_born"])) for row in rows]


def _points(
    database: sqlite3.Connection, run_id: str, after: int, limit: int
) -> tuple[str | None, list[NumberedPoint]]:
    status = database.execute("SELECT status FROM runs WHERE id = ?", [run_id]).fetchone()
    rows = database.execute(
        "SELECT n, step, epoch, split, loss, metric, seconds FROM points WHERE run = ? AND n > ? ORDER BY n LIMIT ?",
        [run_id, after, limit],
    ).fetchall()
    return (status[0] if status else None), [tuple(row) for row in rows]


def _is_running(database: sqlite3.Connection, run_id: str) -> bool:
    row = database.execute("SELECT 1 FROM runs WHERE id = ? AND status = 'running'", [run_id]).fetchone()
    return row is not None


def _claim(database: sqlite3.Connection, run_id: str, worker: WorkerIdentity) -> None:
    now = time.time()
    database.execute(
        "UPDATE runs SET status = 'running', started = ?, heartbeat = ?, worker_pid = ?, worker_born = ? WHERE id = ?",
        [now, now, worker.pid, worker.born, run_id],
    )
    _note(database, run_id, Status.RUNNING, "")


def _end(database: sqlite3.Connection, run_id: str, status: Status, message: str) -> None:
    database.execute(
        "UPDATE runs SET status = ?, message = ?, ended = ? WHERE id = ?", [status, message, time.time(), run_id]
    )
    _note(database, run_id, status, message)


def _note(database: sqlite3.Connection, run_id: str, status: Status, message: str) -> None:
    database.execute(
        "INSERT INTO history (run, at, status, message) VALUES (?, ?, ?, ?)", [run_id, time.time(), status, message]
    )


@lru_cache(1_024)
def _config(stored: str) -> RunConfig:
    """Lists are long and drawn again and again, and configs never change."""
    return RunConfig.stored(json.loads(stored))


def records_of(rows: Sequence[sqlite3.Row]) -> list[RunRecord]:
    """Rows of the table `runs`, without those that are damaged."""
    found = []
    for row in rows:
        with suppress(LabError):
            found.append(record_of(row))
    return found


def record_of(row: sqlite3.Row) -> RunRecord:
    """A row of the table `runs`. Raises LabError for one that is damaged, or of another version."""
    try:
        return _record(row)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise LabError(f"What the run store says of run {row['id']} is damaged. Train it again.") from None


def _record(row: sqlite3.Row) -> RunRecord:
    return RunRecord(
        id=row["id"],
        key=row["key"],
        config=_config(row["config"]),
        status=Status(row["status"]),
        message=row["message"],
        stop_requested=bool(row["stop_requested"]),
        created=row["created"],
        started=row["started"],
        ended=row["ended"],
        progress=Progress(**json.loads(row["progress"])),
        facts=dict(json.loads(row["facts"])),
        metrics=dict(json.loads(row["metrics"])),
    )
