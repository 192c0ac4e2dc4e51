"""The process that trains: `python -m lstm_core.execution.worker HOME`.

It claims one waiting run after the other, writes what happens into the store, and reads there whether to stop. While nothing waits, it
measures what configs cost. It ends when its standard input does; a run it then has is stopped and kept.
"""

import contextlib
import logging
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lstm_core import runtime
from lstm_core.errors import LabError
from lstm_core.estimation.rehearsal import warm_up
from lstm_core.execution.calibration import Calibration
from lstm_core.execution.processes import this_process, when_closed, yield_to_others
from lstm_core.experiment import run as experiment
from lstm_core.home import Home
from lstm_core.runs.record import Progress, RunRecord, Status
from lstm_core.runs.store import PointRow, RunStore
from lstm_core.training.events import Evaluating, Event, Point, Prepared, Preparing, Reported

_FLUSH_SECONDS = 0.25  # how often a run writes to the store, and how soon it sees a stop
_POLL_SECONDS = 0.15
_SIGN_OF_LIFE_SECONDS = 2.0

log = logging.getLogger(__name__)


class Recorder:
    """Writes the events of one run into the store, a few times a second."""

    def __init__(self, store: RunStore, run: RunRecord, abandoned: Callable[[], bool]) -> None:
        self._store, self._run, self._abandoned = store, run, abandoned
        self._steps = 0
        self._progress = Progress("Starting")
        self._points: list[PointRow] = []
        self._flushed = 0.0
        self._stop_requested = False
        self.complete = False  # trained to its own end; what is asked for afterwards changes nothing
        self.metrics: dict[str, Any] | None = None

    def write(self, event: Event) -> None:
        match event:
            case Preparing():
                self._progress = Progress(event.what, event.done, event.total)
                self.flush()
            case Prepared():
                self._steps = event.facts["steps"]
                self._progress = Progress("Training", 0, self._steps)
                self.flush(event.facts)
            case Point():
                self._write_point(event)
            case Evaluating():
                self._progress = Progress(**{**vars(self._progress), "phase": "Evaluating on the test part"})
                self.flush()
                asked = self._stop_requested or self._abandoned()
                self.complete = not asked or self._progress.done == self._steps
            case Reported():
                self.metrics = event.metrics
                self.flush()

    def stopped(self) -> bool:
        """Whether to end; asked at every step, it looks into the store a few times a second."""
        if time.monotonic() - self._flushed >= _FLUSH_SECONDS:
            self.flush()
        return self._stop_requested or self._abandoned()

    def _write_point(self, point: Point) -> None:
        self._points.append((point.step, point.epoch, point.split, point.loss, point.metric, point.seconds))
        rate = point.examples_per_second or self._progress.examples_per_second
        self._progress = Progress("Training", point.step, self._steps, point.epoch, point.seconds, rate)
        if point.step <= 1 or time.monotonic() - self._flushed >= _FLUSH_SECONDS:
            self.flush()

    def flush(self, facts: dict[str, object] | None = None) -> None:
        """Writes what is not yet in the store and learns whether to stop."""
        self._stop_requested = self._store.record(self._run.id, self._progress, self._points, facts)
        self._points = []
        self._flushed = time.monotonic()


def carry_out(
    run: RunRecord,
    store: RunStore,
    home: Home,
    abandoned: Callable[[], bool] = lambda: False,
    watch: Callable[[Event], None] = lambda event: None,
) -> None:
    """Trains a claimed run to one of its ends; every failure becomes a sentence in the store. watch(event) sees all that happens."""
    recorder = Recorder(store, run, abandoned)
    try:
        for event in experiment(run.config, home, home.run(run.id), recorder.stopped):
            recorder.write(event)
            watch(event)
    except LabError as problem:
        _flush_if_possible(recorder)
        store.end(run.id, Status.FAILED, str(problem))
    except Exception as problem:
        log.exception("run %s failed", run.id)
        _flush_if_possible(recorder)
        where = home.logs / "worker.log"
        store.end(
            run.id,
            Status.FAILED,
            f"The training failed unexpectedly ({type(problem).__name__}: {problem}). Details are in {where}.",
        )
    else:
        if recorder.complete:
            store.end(run.id, Status.FINISHED, "", recorder.metrics)
        else:
            store.end(run.id, Status.STOPPED, _why_stopped(abandoned(), recorder.metrics is not None), recorder.metrics)


def _flush_if_possible(recorder: Recorder) -> None:
    with contextlib.suppress(sqlite3.Error):  # the store itself may be what failed
        recorder.flush()


def _why_stopped(abandoned: bool, kept: bool) -> str:
    reason = "The dashboard was closed." if abandoned else "Stopped by you."
    return (
        f"{reason} What was learned until then is kept."
        if kept
        else f"{reason} Training had not begun, so there is no model."
    )


def work(home: Home, abandoned: threading.Event) -> None:
    """Claims and carries out runs until it is abandoned; in between it measures what configs cost."""
    store, myself = RunStore(home.database), this_process()
    threading.Thread(target=_show_life, args=(store, abandoned), daemon=True).start()
    warm_up()
    calibration = Calibration(home)

    def wanted() -> bool:
        return abandoned.is_set() or store.waiting() > 0

    try:
        while not abandoned.is_set():
            run = store.claim(myself)
            if run:
                log.info("run %s begins", run.id)
                carry_out(run, store, home, abandoned.is_set)
                calibration.learn_from(run.id, store)
            elif not calibration.answer(wanted):
                abandoned.wait(_POLL_SECONDS)
    finally:
        store.forget_worker(myself.pid)


def _show_life(store: RunStore, abandoned: threading.Event) -> None:
    machine, myself = runtime.machine(), this_process()
    while not abandoned.is_set():
        with contextlib.suppress(sqlite3.Error):  # told again in a moment
            store.report_worker(myself, machine)
        abandoned.wait(_SIGN_OF_LIFE_SECONDS)


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    runtime.prepare_process()
    yield_to_others()
    work(Home(Path(sys.argv[1])), when_closed(sys.stdin.buffer))


if __name__ == "__main__":
    main()
