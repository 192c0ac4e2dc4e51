"""A progress bar on standard error, with the time left."""

from collections.abc import Generator
from typing import TypeVar

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from lstm_core.cli.output import talk
from lstm_core.outcome import outcome
from lstm_core.runs import record
from lstm_core.training.events import Event, Point, Prepared, Preparing

_Result = TypeVar("_Result")


def progress_bar() -> Progress:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[note]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=talk, transient=True)


class Watcher:
    """Shows the events of a run, or how far the store says that it is."""

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

    def follow(self, progress: record.Progress) -> None:
        total = progress.total or None
        self._bar.update(self._task, description=progress.phase or "Waiting", completed=progress.done, total=total)


def watched(steps: Generator[Preparing, None, _Result]) -> _Result:
    """Runs steps to their end, showing a person at a terminal how far they are; returns what they do."""
    bar = progress_bar()
    bar.disable = not talk.is_terminal
    with bar:
        return outcome(steps, Watcher(bar).watch)
