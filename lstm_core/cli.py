"""`python -m lstm_core ...`: the verbs of the dashboard on its configs and its run store.

Results go to standard output, talk to standard error. Exit code 2 with a sentence for what a user can mend.
"""

import json
import signal
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from lstm_core import __version__
from lstm_core.config import SETTINGS, RunConfig
from lstm_core.data.catalog import fingerprint
from lstm_core.data.text_files import labelled_texts, read_text_table, with_predictions
from lstm_core.errors import ConfigError, DataError, LabError
from lstm_core.home import Home
from lstm_core.labs import LABS
from lstm_core.runs.record import RunRecord, Status, run_key
from lstm_core.runs.store import RunStore
from lstm_core.training.events import Event, Point, Prepared, Preparing

app = typer.Typer(
    help="Train, look at and use recurrent networks.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
talk, result = Console(stderr=True), Console()

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on standard output, for machines.")]
Folder = Annotated[
    Path | None, typer.Option("--runs", help="Folder of runs and caches; LAB_HOME or the user data folder otherwise.")
]
RunId = Annotated[str, typer.Argument(help="Id of a run, as `runs` lists it.")]


def main() -> None:
    """Runs the command line; never shows a traceback for what a user can mend."""
    try:
        app()
    except LabError as problem:
        talk.print(str(problem), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(2)


@app.command()
def labs(as_json: AsJson = False) -> None:
    """The ready configurations."""
    if as_json:
        _print_json([{"lab": lab.name, "title": lab.title, "config": lab.config.model_dump()} for lab in LABS.values()])
        return
    table = Table("lab", "title", "what it is")
    for lab in LABS.values():
        table.add_row(lab.name, lab.title, lab.story)
    result.print(table)


@app.command()
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
    home = _home(folder)
    store = RunStore(home.database)
    config = _changed(_config(lab_or_config), changes or [])
    run = _trained(config, home, store, again)
    if as_json:
        _print_json({"run": run.id, "status": run.status, "seconds": run.progress.seconds, "metrics": run.metrics})
    elif run.metrics:
        result.print(_figures(run.metrics))
    if run.status == Status.FAILED:
        raise LabError(run.message)


@app.command()
def evaluate(
    run_id: RunId,
    data: Annotated[Path | None, typer.Option(help="A labelled CSV file; the run's own test part otherwise.")] = None,
    folder: Folder = None,
    as_json: AsJson = False,
) -> None:
    """The figures of a trained run, on its own test part or on a labelled file."""
    home = _home(folder)
    run = _found(RunStore(home.database), run_id)
    metrics = run.metrics if data is None else _evaluated(home, run_id, data)
    if not metrics:
        raise LabError(f"Run {run_id} is {run.status} and has no figures.")
    if as_json:
        _print_json(metrics)
    else:
        result.print(_figures(metrics))


@app.command()
def predict(
    run_id: RunId,
    texts: Annotated[list[str] | None, typer.Argument(help="Texts to ask about.")] = None,
    file: Annotated[Path | None, typer.Option(help="Text file, one text a line, or CSV file.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="Where to write the file with its answers; standard output otherwise.")
    ] = None,
    folder: Folder = None,
    as_json: AsJson = False,
) -> None:
    """The answer of a trained run to texts, or to a file of texts."""
    home = _home(folder)
    _found(RunStore(home.database), run_id)
    table = read_text_table(file.name, _content(file)) if file else None
    asked = table.frame[table.text_columns[0]].tolist() if table else texts or []
    if not asked:
        raise DataError("There is nothing to predict: give a text, or a file with --file.")
    answers = _answers(home, run_id, asked)
    if table and not as_json:
        content = with_predictions(
            table, [a["predicted"] or "" for a in answers], [a.get("probability") for a in answers]
        )
        _write(content, out)
    elif as_json:
        _print_json(answers)
    else:
        for answer in answers:
            sure = f"  {answer['probability']:.1%}" if answer.get("probability") is not None else ""
            result.print(f"{answer['predicted'] or 'no word in it'}{sure}  {answer['text']}", markup=False)


@app.command()
def runs(folder: Folder = None, as_json: AsJson = False) -> None:
    """Everything trained so far, newest first."""
    found = RunStore(_home(folder).database).newest()
    if as_json:
        _print_json(
            [{"run": run.id, "status": run.status, "created": run.created, "metrics": run.metrics} for run in found]
        )
        return
    table = Table("run", "status", "accuracy", "training")
    for run in found:
        accuracy = run.metrics.get("accuracy")
        table.add_row(
            run.id, run.status, f"{accuracy:.1%}" if accuracy is not None else "", f"{run.progress.seconds:.1f} s"
        )
    result.print(table)


@app.command()
def show(run_id: RunId, folder: Folder = None, as_json: AsJson = False) -> None:
    """Everything known of a run: config, state and its history, points, report."""
    home = _home(folder)
    store = RunStore(home.database)
    run = _found(store, run_id)
    if not as_json:
        result.print(f"{run.id}  {run.status}  {run.message}", markup=False)
        result.print(_figures(run.metrics))
        return
    _, rows = store.points(run_id, limit=100_000)
    report = home.run(run_id) / "report.json"
    names = ("step", "epoch", "split", "loss", "metric", "seconds")
    _print_json(
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
            "report": json.loads(report.read_text(encoding="utf-8")) if report.exists() else None,
        }
    )


def _home(folder: Path | None) -> Home:
    if folder is None:
        return Home.default()
    folder.mkdir(parents=True, exist_ok=True)
    return Home(folder.resolve())


def _found(store: RunStore, run_id: str) -> RunRecord:
    run = store.get(run_id)
    if run is None:
        raise LabError(f"There is no run called {run_id}; `runs` lists those there are.")
    return run


def _config(lab_or_config: str) -> RunConfig:
    if lab_or_config in LABS:
        return LABS[lab_or_config].config
    if not lab_or_config.endswith(".json"):
        raise ConfigError(
            f"There is no lab called {lab_or_config}. Labs: {', '.join(LABS)}; or give a .json file with a config."
        )
    try:
        values = json.loads(Path(lab_or_config).read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise ConfigError(f"{lab_or_config} cannot be read as a config: {problem}.") from None
    if not isinstance(values, dict):
        raise ConfigError(f"{lab_or_config} holds no JSON object with the parts data, model and training.")
    return RunConfig.parse(values)


def _changed(config: RunConfig, changes: list[str]) -> RunConfig:
    """The config with changes such as training.epochs=3; the section may be left out."""
    values = config.flat()
    for change in changes:
        name, sign, value = change.partition("=")
        section, _, field = name.rpartition(".")
        if not sign or (field in SETTINGS and section not in ("", SETTINGS[field].section)):
            raise ConfigError(f"--set {change}: write section.setting=value, for example training.epochs=3.")
        values[field] = _value(value)
    return RunConfig.from_flat(values)


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


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
    return _found(store, run.id)


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


def _answers(home: Home, run_id: str, texts: list[str]) -> list[dict[str, Any]]:
    """What was asked and what came back; None for a text without a word."""
    from lstm_core.execution.inference import answer_of
    from lstm_core.trained import TrainedModel

    model = TrainedModel.load(home.run(run_id))
    answers: list[dict[str, Any]] = []
    for text, prediction in zip(texts, model.predict(texts), strict=True):
        said = answer_of(model.classes, **vars(prediction)) if prediction else None
        answer = {"text": text, "predicted": said.predicted if said else None}
        if model.classes:
            answers.append({**answer, "probability": said.probability if said else None})
        else:
            answers.append({**answer, "values": prediction.outputs if prediction else None})
    return answers


def _evaluated(home: Home, run_id: str, file: Path) -> dict[str, Any]:
    from lstm_core.trained import TrainedModel

    model = TrainedModel.load(home.run(run_id))
    texts, labels = labelled_texts(file.name, _content(file), model.classes)
    return model.evaluate(texts, labels)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise DataError(f"{file} cannot be read: {problem.strerror}.") from None


def _write(content: bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(content.decode("utf-8-sig"))
    else:
        out.write_bytes(content)
        talk.print(f"Written to {out}.", soft_wrap=True)


def _figures(metrics: dict[str, Any]) -> Table:
    table = Table("figure", "value")
    for name, value in metrics.items():
        table.add_row(name, f"{value:.4f}" if isinstance(value, float) else str(value))
    return table


def _print_json(content: Any) -> None:
    sys.stdout.write(json.dumps(content) + "\n")
