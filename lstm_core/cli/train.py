"""One training in this process, with its progress."""

import signal
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from lstm_core import __version__
from lstm_core.cli.given import AsJson, Folder, changed, config_of, found, home_of
from lstm_core.cli.output import figures, print_json, result, talk
from lstm_core.config import RunConfig
from lstm_core.data.catalog import fingerprint
from lstm_core.errors import LabError
from lstm_core.home import Home
from lstm_core.runs.record import RunRecord, Status, run_key
from lstm_core.runs.store import RunStore
from lstm_core.training.events import Event, Point, Prepared, Preparing


def train(
    lab_or_config: Annotated[str, typer.Argument(help="A lab, or a JSON file with a config.")],
    changes: Annotated[
        list[str] | None, typer.Option("--set", help="One setting, for example training.epochs=3.")
    ] = None,
    again: Annotated[
        bool, typer.Option(help="Train anew, even where this very configuration was trained before.")
    ] = False,
    folder: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Train a lab or a config. Ctrl+C stops and keeps what was learned."""
    home = home_of(folder)
    store = RunStore(home.database)
    config = changed(config_of(lab_or_config), changes or [])
    run = _trained(config, home, store, again)
    if as_json:
        print_json({"run": run.id, "status": run.status, "seconds": run.progress.seconds, "metrics": run.metrics})
    elif run.metrics:
        result.print(figures(run.metrics))
    if run.status == Status.FAILED:
        raise LabError(run.message)


def _trained(config: RunConfig, home: Home, store: RunStore, again: bool) -> RunRecord:
    from lstm_core import runtime
    from lstm_core.execution.processes import this_process
    from lstm_core.execution.worker import carry_out

    key = run_key(config, fingerprint(config.data, home), __version__)
    run, new = store.submit(config, key, again=again, claimed_by=this_process())
    if not new:
        talk.print(
            f"This very configuration is there already: run {run.id} ({run.status}). --again trains it anew.",
            soft_wrap=True,
        )
        return run
    runtime.prepare_process()
    signal.signal(signal.SIGINT, lambda *_: store.request_stop(run.id))
    with _progress_bar() as bar:
        carry_out(run, store, home, watch=_Watcher(bar).watch)
    return found(store, run.id)


def _progress_bar() -> Progress:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[note]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=talk, transient=True)


class _Watcher:
    """Shows the events of a run as a progress bar."""

    def __init__(self, bar: Progress) -> None:
        self._bar, self._metric = bar, ""
        self._task = bar.add_task("Starting", total=None, note="")

    def watch(self, event: Event) -> None:
        match event:
            case Preparing():
                self._bar.update(self._task, description=event.what, completed=event.done, total=event.total or None)
            case Prepared():
                self._metric = event.facts["metric"]
                self._bar.reset(self._task, description="Training", total=event.facts["steps"])
            case Point():
                note = f"{event.split} loss {event.loss:.4f}, {self._metric} {event.metric:.4f}"
                self._bar.update(self._task, completed=event.step, note=note)
            case _:
                self._bar.update(self._task, description="Evaluating on the test part")
