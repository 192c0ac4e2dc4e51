"""What was trained so far, all of it or one run."""

import json
from typing import Any

from rich.table import Table

from lstm_core.cli.given import AsJson, Folder, RunId, found, home_of
from lstm_core.cli.output import figures, print_json, result, talk
from lstm_core.errors import LabError
from lstm_core.home import Home
from lstm_core.runs.store import RunStore


def runs(folder: Folder = None, as_json: AsJson = False) -> None:
    """Everything trained so far, newest first."""
    store = _store_of(home_of(folder))
    found = store.newest()
    if damaged := store.damaged():
        talk.print(f"Damaged in the run store, and not listed: {', '.join(damaged)}.", markup=False, soft_wrap=True)
    if as_json:
        print_json(
            [{"run": run.id, "status": run.status, "created": run.created, "metrics": run.metrics} for run in found]
        )
        return
    table = Table("run", "status", "figure", "training")
    for run in found:
        figure = next((f"{name} {run.metrics[name]:.4g}" for name in ("accuracy", "mae") if name in run.metrics), "")
        table.add_row(run.id, run.status, figure, f"{run.progress.seconds:.1f} s")
    result.print(table)


def show(run_id: RunId, folder: Folder = None, as_json: AsJson = False) -> None:
    """Everything known of a run: config, state and its history, points, report."""
    home = home_of(folder)
    store = _store_of(home)
    run = found(store, run_id)
    if not as_json:
        result.print(f"{run.id}  {run.status}  {run.message}", markup=False)
        result.print(figures(run.metrics, run.facts.get("classes", ())))
        return
    _, rows = store.points(run_id, limit=100_000)
    names = ("step", "epoch", "split", "loss", "metric", "seconds")
    print_json(
        {
            "run": run.id,
            "config": run.config.model_dump(),
            "status": run.status,
            "message": run.message,
            "history": [
                {"at": at, "status": status, "message": message} for at, status, message in store.history(run_id)
            ],
            "facts": run.facts,
            "points": [dict(zip(names, row[1:], strict=True)) for row in rows],
            "report": _report(home, run_id),
        }
    )


def _store_of(home: Home) -> RunStore:
    """What is still called running is: a process may have been killed since anybody looked."""
    from lstm_core.execution.supervisor import fail_orphans

    store = RunStore(home.database)
    fail_orphans(store)
    return store


def _report(home: Home, run_id: str) -> Any:
    """None where there is none. Raises LabError for one that cannot be read."""
    file = home.run(run_id) / "report.json"
    if not file.exists():
        return None
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        raise LabError(f"The report of run {run_id} is damaged. Train it again.") from None
