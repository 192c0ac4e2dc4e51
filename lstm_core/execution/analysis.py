"""A process for one long question about a trained run: `python -m lstm_core.execution.analysis HOME RUN NAME`.

It writes how far it is, and at the end the result, and leaves; it also leaves when its standard input ends.
"""

import logging
import os
import sys
import threading
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

from lstm_core.config import RunConfig
from lstm_core.errors import LabError
from lstm_core.execution.analyses import analysis_file, write_result, write_state
from lstm_core.execution.processes import when_closed, yield_to_others
from lstm_core.home import Home
from lstm_core.outcome import outcome
from lstm_core.runs.store import RunStore
from lstm_core.training.events import Preparing

_WRITE_SECONDS = 0.25  # between two lines about how far it is

log = logging.getLogger(__name__)

Steps = Generator[Preparing, None, dict[str, Any]]


def steps(name: str, run_id: str, config: RunConfig, home: Home) -> Steps:
    """What is to be done, under its name. Each is imported only when it is asked for: libraries are heavy."""
    match name:
        case "answers":
            from lstm_core.judging.answering import answered

            return answered(config, home, home.run(run_id))
        case "baselines":
            from lstm_core.judging.baselines import baselines

            return baselines(config.data, home)
        case "backtest":
            from lstm_core.backtest import backtest

            return backtest(config, home)
        case _ if name.startswith("batch-"):
            from lstm_core import batch
            from lstm_core.data.batch_order import Order

            folder = home.run(run_id) / "analysis"
            return batch.answered(Order.load(folder, name), home.run(run_id), home, folder / name)
        case other:
            raise LabError(f"There is no analysis called {other!r}.")


def carry_out(name: str, run_id: str, home: Home) -> None:
    """Every failure becomes a sentence in the state."""
    run = RunStore(home.database).get(run_id)
    if run is None:
        raise LabError(f"There is no run called {run_id}.")
    file = analysis_file(name, run, home)
    try:
        write_result(file, _result(steps(name, run_id, run.config, home), file))
    except LabError as problem:
        write_state(file, "failed", str(problem))
    except Exception as problem:
        log.exception("%s of %s failed", name, run_id)
        where = home.logs / "analysis.log"
        write_state(file, "failed", f"This failed unexpectedly ({type(problem).__name__}). Details are in {where}.")


def _result(work: Steps, file: Path) -> dict[str, Any]:
    """Runs the steps to their end and tells about them, a few times a second."""
    told = 0.0

    def tell(step: Preparing) -> None:
        nonlocal told
        if time.monotonic() - told >= _WRITE_SECONDS:
            write_state(file, "working", step.what, step.done, step.total)
            told = time.monotonic()

    return outcome(work, tell)


def _leave_with(stream_closed: threading.Event) -> None:
    stream_closed.wait()
    os._exit(0)


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    folder, run_id, name = sys.argv[1:]
    threading.Thread(target=_leave_with, args=[when_closed(sys.stdin.buffer)], daemon=True).start()
    from lstm_core import runtime

    runtime.prepare_process()
    yield_to_others()
    carry_out(name, run_id, Home(Path(folder)))
    os._exit(0)  # an orderly end would stumble over the thread that still reads standard input


if __name__ == "__main__":
    main()
