"""Keeps a worker alive for the web server, and brings order into what dead ones left behind."""

import contextlib
import logging
import subprocess
import threading
import time
from types import TracebackType
from typing import Self

from lstm_core.execution import processes
from lstm_core.execution.housekeeping import tidy
from lstm_core.home import Home
from lstm_core.runs.record import Status
from lstm_core.runs.store import RunStore

log = logging.getLogger(__name__)

_LOOK_SECONDS = 0.5
_LONGEST_PAUSE = 30.0  # between restarts of a worker that keeps dying
_LONG_LIFE = 60.0  # seconds after which a worker does not count as one that keeps dying
_SECONDS_TO_SAVE = 60.0  # a report on many long texts takes its time

_DIED = "The process that trained this ended unexpectedly, perhaps for want of memory. Its curves up to then are kept; train again."


class Supervisor:
    """`with Supervisor(home):` - one worker runs inside, none is left outside."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._store = RunStore(home.database)
        self._closing = threading.Event()
        self._worker: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._watch, name="supervisor", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._thread.join(_SECONDS_TO_SAVE + 2)

    def _watch(self) -> None:
        with contextlib.suppress(OSError):  # what cannot be removed now is removed another time
            tidy(self._home)
        pause = 0.0
        while not self._closing.wait(pause):
            started = time.monotonic()
            try:
                self._keep_one_alive()
            except Exception:
                log.exception("the supervisor met an error and goes on")
            pause = next_pause(pause, time.monotonic() - started)
        if self._worker:
            _finish(self._worker)

    def _keep_one_alive(self) -> None:
        """Starts a worker and stays as long as it lives; the first thing is to say what became of the runs of others."""
        if self._worker is None:
            self._worker = self._start()
        fail_orphans(self._store)
        while self._worker.poll() is None:
            if self._closing.wait(_LOOK_SECONDS):
                return
        processes.discard(self._worker)
        self._worker = None
        fail_orphans(self._store)

    def _start(self) -> "subprocess.Popen[bytes]":
        return processes.start("lstm_core.execution.worker", str(self._home.folder), log=self._home.logs / "worker.log")


def next_pause(pause: float, lived: float) -> float:
    """Seconds before the next worker is started, after a pause and a worker that lived so many seconds."""
    return 0.0 if lived > _LONG_LIFE else min(2 * pause + 1, _LONGEST_PAUSE)


def fail_orphans(store: RunStore) -> None:
    """Runs whose worker is gone have failed, and say so."""
    for run_id, worker in store.running():
        if not processes.is_alive(worker):
            store.end(run_id, Status.FAILED, _DIED, only_running=True)


def _finish(worker: "subprocess.Popen[bytes]") -> None:
    """Closes the worker's standard input, its sign to save and leave; one that does not is ended."""
    if worker.stdin:
        worker.stdin.close()
    with contextlib.suppress(subprocess.TimeoutExpired):
        worker.wait(_SECONDS_TO_SAVE)
    processes.discard(worker)
