"""The figures of a trained run."""

from pathlib import Path
from typing import Annotated, Any

import typer

from lstm_core.cli.given import AsJson, Folder, RunId, found, home_of
from lstm_core.cli.output import figures, print_json, result
from lstm_core.errors import LabError
from lstm_core.home import Home
from lstm_core.runs.store import RunStore


def evaluate(
    run_id: RunId,
    data: Annotated[
        Path | None,
        typer.Option(
            help="A CSV file with the right answers: texts or rows of numbers with a column of labels, or a series. "
            "The run's own test part otherwise."
        ),
    ] = None,
    folder: Folder = None,
    as_json: AsJson = False,
) -> None:
    """The figures of a trained run, on its own test part or on a labelled file."""
    home = home_of(folder)
    run = found(RunStore(home.database), run_id)
    metrics = run.metrics if data is None else _on(data, home, run_id)
    if not metrics:
        raise LabError(f"Run {run_id} is {run.status} and has no figures.")
    if as_json:
        print_json(metrics)
    else:
        result.print(figures(metrics, run.facts.get("classes", ())))


def _on(file: Path, home: Home, run_id: str) -> dict[str, Any]:
    from lstm_core.judging.file_report import report_on_file
    from lstm_core.trained import TrainedModel

    return report_on_file(TrainedModel.load(home.run(run_id)), file)
