"""Work that a page waits for and that must not hold up anybody: each errand is a process of its own, its result a file.

The page asks again and again; whoever asks first starts it. As many run at a time as there are places, the others wait.
"""

import json
import subprocess
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from lstm_core.errors import LabError
from lstm_core.execution import processes
from lstm_core.execution.analyses import write_result
from lstm_core.home import Home

Kind = Literal["examine", "first-batch", "kaggle-files", "kaggle-fetch", "newest-values", "corrected", "columns"]

_AT_A_TIME = 2
_LONGEST_SECONDS = 900.0


class Errands:
    """The web server's side."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._lock = threading.Lock()
        self._running: dict[Path, tuple[subprocess.Popen[bytes], float]] = {}

    def result(self, kind: Kind, arguments: Mapping[str, Any], file: Path) -> dict[str, Any] | None:
        """What `file` says once the errand is done; None until then. Raises LabError where it failed."""
        with self._lock:
            self._look_after()
            found = _read(file)
            if found is None and file not in self._running and len(self._running) < _AT_A_TIME:
                self._start(kind, arguments, file)
        if found is not None and "error" in found:
            raise LabError(found["error"])
        return found

    def seconds(self, file: Path) -> float | None:
        """How long it has been running; None while it waits for a place."""
        with self._lock:
            return time.monotonic() - self._running[file][1] if file in self._running else None

    def stop(self, file: Path) -> None:
        """The next one who asks starts it anew."""
        with self._lock:
            if file in self._running:
                processes.discard(self._running.pop(file)[0])
        forget(file)

    def close(self) -> None:
        with self._lock:
            for process, _ in self._running.values():
                processes.discard(process)
            self._running.clear()

    def _start(self, kind: Kind, arguments: Mapping[str, Any], file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        process = processes.start(
            "lstm_core.execution.errand",
            str(self._home.folder),
            kind,
            json.dumps(arguments),
            str(file),
            log=self._home.logs / "errands.log",
        )
        self._running[file] = process, time.monotonic()

    def _look_after(self) -> None:
        """Says so where one ended without a result, or takes too long."""
        for file, (process, started) in list(self._running.items()):
            too_long = time.monotonic() - started > _LONGEST_SECONDS
            if process.poll() is None and not too_long and not file.exists():
                continue
            processes.discard(self._running.pop(file)[0])
            if not file.exists():
                reason = "took too long" if too_long else "ended unexpectedly, perhaps for want of memory"
                write_result(file, {"error": f"The process that worked at this {reason}. Try again, or bring less."})


def forget(file: Path) -> None:
    """A result that is not wanted any more, such as one that failed and is to be tried again."""
    file.unlink(missing_ok=True)


def _read(file: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found
