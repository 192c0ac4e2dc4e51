"""The figures of a trained run."""

from pathlib import Path
from typing import Annotated, Any

import typer

from lstm_core.cli.given import AsJson, Folder, RunId, columns_by_role, found, home_of
from lstm_core.cli.output import figures, print_json, result, talk, warn
from lstm_core.data.doctor.finding import counted
from lstm_core.errors import DataError, LabError
from lstm_core.evaluation.forecast_outputs import learned_values
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
    role: Annotated[
        list[str] | None,
        typer.Option("--role", help="Which column of the texts in --data is what, for example label=stars."),
    ] = None,
    folder: Folder = None,
    as_json: AsJson = False,
) -> None:
    """The figures of a trained run, on its own test part or on a labelled file."""
    home = home_of(folder)
    run = found(RunStore(home.database), run_id)
    if role and data is None:
        raise DataError("--role: it says which column of a file is what. Give the file with --data.")
    metrics = run.metrics if data is None else _on(data, home, run_id, columns_by_role(role))
    warn(metrics.pop("far_values", ()))
    if not metrics:
        raise LabError(f"Run {run_id} is {run.status} and has no figures.")
    if as_json:
        print_json(metrics)
    else:
        _tell_what_was_read(metrics)
        result.print(figures(metrics, run.facts.get("classes", ())))


def _on(file: Path, home: Home, run_id: str, roles: dict[str, str]) -> dict[str, Any]:
    from lstm_core.judging.file_report import report_on_file
    from lstm_core.trained import TrainedModel

    folder = home.run(run_id)
    model = TrainedModel.load(folder)
    return report_on_file(model, file, roles, learned_values(folder) if model.window else None)


def _tell_what_was_read(report: dict[str, Any]) -> None:
    if columns := report.get("columns"):
        talk.print(f"Texts from column {columns['text']}, labels from column {columns['label']}.", markup=False)
    for sentence in report.get("left_out", ()):
        talk.print(f"Left out: {sentence}", markup=False)
    if without := report.get("without_words"):
        talk.print(f"{counted(without, 'text')} without a word that could be read: not counted.", markup=False)
