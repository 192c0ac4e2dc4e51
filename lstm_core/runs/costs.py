"""What configs cost on this machine: asked by whoever shows a form, measured by a worker that has nothing else to do, and kept.

The table lies beside the runs in the same SQLite file.
"""

import json
import time
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from lstm_core.config import RunConfig
from lstm_core.runs.database import Database

_SCHEMA = """
CREATE TABLE IF NOT EXISTS costs (
    key TEXT PRIMARY KEY, config TEXT NOT NULL, asked REAL NOT NULL, machine TEXT NOT NULL DEFAULT '', cost TEXT);
"""


@dataclass(frozen=True)
class Cost:
    """Of training with one config; what the number of epochs changes is left out."""

    epoch_seconds: float = 0.0  # of training, as a run's own clock counts them: preparing and validating are not in it
    memory_bytes: int = 0  # of the process that trains, at its most
    once_seconds: float = 0.0  # of training too, before its first step, however many epochs follow
    problem: str = ""  # a sentence where nothing could be measured


class CostStore:
    """Costs by key; one that is asked for and not known yet is a task for the worker."""

    def __init__(self, file: Path) -> None:
        self._connection, self._transaction = Database(file).connection, Database(file).transaction
        with self._connection() as database:
            database.execute(_SCHEMA)

    def find(self, key: str) -> Cost | None:
        return self.known([key]).get(key)

    def known(self, keys: Collection[str]) -> dict[str, Cost]:
        """Those that were measured, by key."""
        with self._connection() as database:
            rows = database.execute(
                "SELECT key, cost FROM costs WHERE cost IS NOT NULL AND key IN (SELECT value FROM json_each(?))",
                [json.dumps(list(keys))],
            ).fetchall()
        return {row["key"]: Cost(**json.loads(row["cost"])) for row in rows}

    def ask(self, key: str, config: RunConfig) -> None:
        """To be repeated as long as somebody waits."""
        self.ask_all({key: config})

    def ask_all(self, wanted: Mapping[str, RunConfig]) -> None:
        """By key, the last one to be measured first."""
        now = time.time()
        with self._transaction() as database:
            database.executemany(
                "INSERT INTO costs (key, config, asked) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET asked = excluded.asked",
                [(key, config.canonical(), now + place * 1e-3) for place, (key, config) in enumerate(wanted.items())],
            )

    def asked(self, within: float = 10.0) -> tuple[str, RunConfig] | None:
        """Key and config that somebody asked for last; what nobody asked for in the last seconds, nobody waits for."""
        with self._connection() as database:
            row = database.execute(
                "SELECT key, config FROM costs WHERE cost IS NULL AND asked > ? ORDER BY asked DESC LIMIT 1",
                [time.time() - within],
            ).fetchone()
        return (row["key"], RunConfig.parse(json.loads(row["config"]))) if row else None

    def keep(self, key: str, config: RunConfig, machine: str, cost: Cost) -> None:
        with self._connection() as database:
            database.execute(
                "INSERT OR REPLACE INTO costs (key, config, asked, machine, cost) VALUES (?, ?, ?, ?, ?)",
                [key, config.canonical(), time.time(), machine, json.dumps(asdict(cost))],
            )

    def forget_other_machines(self, machine: str) -> None:
        """Also what could not be measured: it may work by now. What is asked for stays."""
        with self._connection() as database:
            database.execute(
                "DELETE FROM costs WHERE cost IS NOT NULL AND (machine <> ? OR json_extract(cost, '$.problem') <> '')",
                [machine],
            )
