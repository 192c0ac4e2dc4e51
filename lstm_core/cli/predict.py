"""The answers of a trained run."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from lstm_core.cli.given import AsJson, Folder, RunId, content_of, found, home_of
from lstm_core.cli.output import print_json, result, talk
from lstm_core.data.text_files import read_text_table, with_predictions
from lstm_core.errors import DataError
from lstm_core.home import Home
from lstm_core.runs.store import RunStore


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
    home = home_of(folder)
    found(RunStore(home.database), run_id)
    table = read_text_table(file.name, content_of(file)) if file else None
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
        print_json(answers)
    else:
        for answer in answers:
            sure = f"  {answer['probability']:.1%}" if answer.get("probability") is not None else ""
            result.print(f"{answer['predicted'] or 'no word in it'}{sure}  {answer['text']}", markup=False)


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


def _write(content: bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(content.decode("utf-8-sig"))
    else:
        out.write_bytes(content)
        talk.print(f"Written to {out}.", soft_wrap=True)
