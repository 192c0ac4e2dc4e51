"""The answers of a trained run."""

import csv
import io
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lstm_core.cli.given import AsJson, Folder, RunId, columns_by_role, found, home_of
from lstm_core.cli.output import print_bytes, talk, warn
from lstm_core.cli.progress import watched
from lstm_core.data import answered_file, own_files, tables
from lstm_core.data.answered_file import AnsweredFile, disarm
from lstm_core.data.far_values import far_values
from lstm_core.errors import DataError
from lstm_core.evaluation.forecast_outputs import ForecastOutputs, learned_values
from lstm_core.evaluation.outlook import kept_evaluation, outlook
from lstm_core.plain_json import as_json
from lstm_core.runs.store import RunStore

if TYPE_CHECKING:  # it needs torch, which `--help` does not
    from lstm_core.trained import TrainedModel

_MOST_STEPS = 10_000
_LEVEL = 0.9  # of the intervals


@dataclass(frozen=True)
class Answers:
    """What came back, one entry an input or a time step, and the same as a file and as lines for people."""

    entries: list[dict[str, Any]]
    file: AnsweredFile | None = None  # the file they answer, with them

    def as_file(self, out: Path | None) -> bytes:
        """Of the kind that the name of `out` asks for, else of its own; on the standard output only what people can read."""
        if self.file is None:
            return self._as_csv()
        wanted, own = out.suffix.lower() if out else "", answered_file.own_suffix(self.file.table)
        fits = answered_file.SUFFIXES if out else answered_file.TEXT_SUFFIXES
        return self.file.content(next((one for one in (wanted, own) if one in fits), ".csv"))

    def _as_csv(self) -> bytes:
        text = io.StringIO()
        columns = [name for name in self.entries[0] if name != "values"]  # `predicted` says them in one cell
        writer = csv.DictWriter(text, columns, extrasaction="ignore")
        writer.writeheader()
        rows = (
            {name: disarm(cell) if isinstance(cell, str) else cell for name, cell in entry.items()}
            for entry in self.entries
        )
        writer.writerows(rows)
        return text.getvalue().encode("utf-8-sig")

    def as_json(self) -> bytes:
        return as_json(self.entries).encode() + b"\n"

    def as_lines(self) -> str:
        return "".join(f"{_line(entry)}\n" for entry in self.entries)


def predict(
    run_id: RunId,
    texts: Annotated[
        list[str] | None, typer.Argument(help="Texts to ask about, or symbols or numbers with blanks between them.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option(help="Texts, rows of numbers or a series, in a file of any kind `check` knows.")
    ] = None,
    role: Annotated[
        list[str] | None,
        typer.Option(
            "--role", help="Which column of the file holds the texts: text=review. Else it is the one learned from."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Where to write the answers: a file in the kind it came in, or in that of this name. Standard output otherwise."
        ),
    ] = None,
    steps: Annotated[
        int | None,
        typer.Option(
            "--ahead",
            "--steps",
            min=1,
            max=_MOST_STEPS,
            help="Of a series: how many values ahead, the horizon otherwise.",
        ),
    ] = None,
    folder: Folder = None,
    as_json: AsJson = False,
) -> None:
    """The answer of a trained run to texts or to a file; of a series, the values that come next, after its own or those of a file."""
    home = home_of(folder)
    found(RunStore(home.database), run_id)
    if texts and file:
        raise DataError("Give either texts or a file with --file, not both.")
    from lstm_core import runtime
    from lstm_core.trained import TrainedModel

    runtime.prepare_process()
    model = TrainedModel.load(home.run(run_id))
    if not (texts or file or model.window):
        raise DataError(_NOTHING)
    if steps and (texts or not model.window):
        raise DataError("--ahead: only a series can be followed for so many values. Leave it out.")
    column = columns_by_role(role).get("text", "")
    if role and (not column or not file or model.window or len(role) > 1):
        raise DataError("--role: write text=COLUMN, together with a --file of texts.")
    if model.window and not texts:
        answers = _to_series(model, home.run(run_id), file, steps)
    else:
        answers = _to_file(model, file, column) if file else _to_texts(model, texts or [])
    if as_json:
        _write(answers.as_json(), out)
    elif file or out:
        _write(answers.as_file(out), out)
    else:
        sys.stdout.write(answers.as_lines())


_NOTHING = "There is nothing to predict: give a text, or a file with --file."


def _to_texts(model: "TrainedModel", texts: list[str]) -> Answers:
    """None is predicted for a text without a word."""
    from lstm_core.execution.inference import answer_of

    entries: list[dict[str, Any]] = []
    for text, prediction in zip(texts, model.predict(texts), strict=True):
        said = answer_of(model.classes, **vars(prediction)) if prediction else None
        entry = {"text": text, "predicted": said.predicted if said else None}
        if model.classes:
            entries.append({**entry, "probability": said.probability if said else None})
        else:
            entries.append({**entry, "values": prediction.outputs if prediction else None})
    return Answers(entries)


def _to_file(model: "TrainedModel", file: Path, column: str) -> Answers:
    from lstm_core import batch

    table = tables.read(file, file.name)
    asked = batch.questions(model, table, file.name, column)
    texts = asked.texts
    if len(asked.columns) == 1:
        talk.print(f"Texts from column {asked.columns[0]}.", markup=False)
    for sentence in tables.left_out(table):
        talk.print(f"Left out: {sentence}", markup=False)
    said = watched(batch.batch_answers(model, texts))
    entries = [
        {"text": text, "predicted": words or None, **({"probability": sure} if model.classes else {"values": values})}
        for text, words, sure, values in zip(texts, said.predictions, said.probabilities, said.outputs, strict=True)
    ]
    return Answers(entries, AnsweredFile(table, file, said.predictions, said.probabilities))


def _to_series(model: "TrainedModel", run_folder: Path, file: Path | None, steps: int | None) -> Answers:
    """What follows the last values of a file, or those the run was trained and tested on, with the 90% interval."""
    newer = own_files.series_in(file, model.columns, taken=model.taken) if file else ForecastOutputs.load(run_folder)
    values = newer.values
    learned = learned_values(run_folder) if file else None
    if learned is not None:
        warn(far_values(values[-(model.window or 0) :], learned, model.columns))
    evaluation = kept_evaluation(run_folder)
    following = outlook(model.ahead(values, steps).tolist(), evaluation, _LEVEL)
    if not following.half_widths and evaluation.get("intervals") != {}:  # without a validation part there are none
        talk.print("The errors that this run kept cannot be read, so there are no intervals.", soft_wrap=True)
    return Answers(following.rows())


def _line(entry: dict[str, Any]) -> str:
    if "step" in entry:
        interval = f"  {entry['low']:.6g} to {entry['high']:.6g}" if entry.get("low") is not None else ""
        return f"{entry['step']}  {entry['value']:.6g}{interval}"
    sure = f"  {entry['probability']:.1%}" if entry.get("probability") is not None else ""
    return f"{entry['predicted'] or 'no word in it'}{sure}  {entry['text']}"


def _write(content: bytes, out: Path | None) -> None:
    if out is None:
        print_bytes(content)
    else:
        out.write_bytes(content)
        talk.print(f"Written to {out}.", soft_wrap=True)
