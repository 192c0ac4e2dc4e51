"""One training in this process, with its progress."""

import importlib
import logging
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from lstm_core import __version__
from lstm_core.cli.check import Leave, Mend, Role, Series, choices_of, refuse_unknown
from lstm_core.cli.given import AsJson, Folder, changed, config_of, found, home_of
from lstm_core.cli.output import figures, print_json, result, talk
from lstm_core.cli.progress import Watcher, progress_bar
from lstm_core.config import RunConfig
from lstm_core.data import own_files
from lstm_core.data.catalog import fingerprint
from lstm_core.data.doctor.choices import Choices, Task
from lstm_core.data.own_files import OwnFile
from lstm_core.errors import ConfigError, LabError
from lstm_core.estimation.estimate import expected_parameters, sentence
from lstm_core.home import Home
from lstm_core.labs import LABS
from lstm_core.labs.own_data import own_config
from lstm_core.runs.costs import Cost
from lstm_core.runs.record import RunRecord, Status, run_key
from lstm_core.runs.store import RunStore

_NO_FILE_YET = f"{'0' * 32}.parquet"
_LOOK_SECONDS = 0.2  # between two looks at a run that another process trains


def train(
    lab_or_config: Annotated[
        str | None, typer.Argument(help="A lab, or a JSON file with a config; may be left out with --data.")
    ] = None,
    changes: Annotated[
        list[str] | None, typer.Option("--set", help="One setting, for example training.epochs=3.")
    ] = None,
    data: Annotated[
        Path | None, typer.Option(help="Your own file of texts or a series, as `check` knows it, to learn from.")
    ] = None,
    role: Role = None,
    series: Series = "",
    mend: Mend = None,
    leave: Leave = None,
    again: Annotated[
        bool, typer.Option(help="Train anew, even where this very configuration was trained before.")
    ] = False,
    folder: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Train a lab or a config. Ctrl+C stops and keeps what was learned."""
    own, config = _wanted(lab_or_config, data, changes or [], choices_of(role, series, mend, leave))
    home = home_of(folder, make=True)
    if own:
        own.keep(home.own_files)
    run = ended(config, home, again)
    if as_json:
        print_json({"run": run.id, "status": run.status, "seconds": run.progress.seconds, "metrics": run.metrics})
    elif run.metrics:
        result.print(figures(run.metrics))
        talk.print(f"Kept as run {run.id}; predict, evaluate, inspect and show take it by this name.", soft_wrap=True)
    elif run.status == Status.STOPPED:
        talk.print(run.message, soft_wrap=True)
    if run.status == Status.FAILED:
        raise LabError(run.message)


def _wanted(
    lab_or_config: str | None, data: Path | None, changes: list[str], choices: Choices
) -> tuple[OwnFile | None, RunConfig]:
    """The data set of one's own, if there is one, and the config: of the lab, or the one that fits the data set."""
    if data is None:
        if lab_or_config is None:
            raise ConfigError(f"Say what to train: a lab ({', '.join(LABS)}), or a file of yours with --data.")
        return None, config_of(lab_or_config, changes)
    if lab_or_config is None:
        refuse_unknown(choices, data)
        own = own_files.made_of(data, choices)
        return own, changed(own_config(own.name, own.facts), changes)
    config = config_of(lab_or_config, changes, _NO_FILE_YET)
    task: Task = "classification" if config.data.data_set == "own-texts" else "forecasting"
    choices = choices.model_copy(update={"task": task})
    refuse_unknown(choices, data)
    own = own_files.made_of(data, choices)
    return own, RunConfig.from_flat({**config.flat(), "file": own.name})


def ended(config: RunConfig, home: Home, again: bool = False) -> RunRecord:
    """The run of this config at its end: trained here, or joined where another process has it."""
    importlib.import_module("lstm_core.execution.worker")  # two seconds, before there is a run that Ctrl+C had to stop
    from lstm_core.execution.processes import this_process
    from lstm_core.execution.supervisor import fail_orphans

    store, myself = RunStore(home.database), this_process()
    fail_orphans(store)
    key = run_key(config, fingerprint(config.data, home), __version__)
    with _stoppable(store) as stopping:
        run, new = store.submit(config, key, again=again, claimed_by=myself)
        if new or store.claim(myself, run.id):
            stopping.of(run.id)
            return _trained(run, store, home)
    talk.print(
        f"This very configuration is there already: run {run.id} ({run.status}). --again trains it anew.",
        soft_wrap=True,
    )
    return _followed(run, store)


def _trained(run: RunRecord, store: RunStore, home: Home) -> RunRecord:
    from lstm_core import runtime
    from lstm_core.estimation.rehearsal import warm_up
    from lstm_core.execution.calibration import Calibration
    from lstm_core.execution.worker import carry_out

    home.logs.mkdir(exist_ok=True)
    logging.basicConfig(filename=home.logs / "worker.log", format="%(asctime)s %(levelname)s %(message)s")
    runtime.prepare_process()
    warm_up()
    calibration = Calibration(home)
    _say_cost(run, home, calibration.cost(run.config, lambda: found(store, run.id).stop_requested))
    with progress_bar() as bar:
        carry_out(run, store, home, watch=Watcher(bar).watch)
    calibration.learn_from(run.id, store)
    return found(store, run.id)


def _say_cost(run: RunRecord, home: Home, cost: Cost | None) -> None:
    """What is about to be spent; what could not be measured will be told by the training itself."""
    talk.print(f"Up to {expected_parameters(run.config, home):,} weights to learn.", highlight=False)
    if cost and not cost.problem:
        talk.print(sentence(run.config, cost), highlight=False)


def _followed(run: RunRecord, store: RunStore) -> RunRecord:
    from lstm_core.execution.supervisor import fail_orphans

    with progress_bar() as bar:
        watcher = Watcher(bar)
        while not run.status.ended:
            watcher.follow(run.progress)
            time.sleep(_LOOK_SECONDS)
            fail_orphans(store)
            run = found(store, run.id)
    return run


class _Stopping:
    """What was asked to stop, and whether it was."""

    def __init__(self, store: RunStore) -> None:
        self._store, self._run_id, self._asked = store, "", False

    def of(self, run_id: str) -> None:
        """A run is meant, also by what was asked a moment before it had its name."""
        self._run_id = run_id
        if self._asked:
            self._store.request_stop(run_id)

    def ask(self) -> None:
        self._asked = True
        if self._run_id:
            self._store.request_stop(self._run_id)


@contextmanager
def _stoppable(store: RunStore) -> Iterator[_Stopping]:
    """Ctrl+C, or a polite end from outside, stops the training and keeps it; a second Ctrl+C ends this process at once."""

    def stop(number: int, _: object) -> None:
        signal.signal(number, before[signal.Signals(number)])
        talk.print("Stopping; what was learned is kept.")
        stopping.ask()

    stopping = _Stopping(store)
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopping
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
