"""A whole file answered by a trained model: the same file comes back with two columns more."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lstm_core.data import answered_file, tables, uploads
from lstm_core.data.answered_file import AnsweredFile
from lstm_core.data.batch_order import Order
from lstm_core.data.doctor.raw import RawTable
from lstm_core.data.number_rows import number_rows
from lstm_core.errors import DataError
from lstm_core.evaluation.outputs import in_words
from lstm_core.home import Home
from lstm_core.readers import NumberReader
from lstm_core.trained import TrainedModel
from lstm_core.training.events import Preparing
from lstm_core.whole_files import write_whole

TOGETHER = 4_000  # texts between two words about how far it is


@dataclass(frozen=True)
class BatchAnswers:
    """What a model says to N texts."""

    outputs: tuple[tuple[float, ...] | None, ...]  # as in `Prediction`; None for a text without a word
    predictions: tuple[str, ...]  # classes, or values, beside each other; nothing for a text without a word
    probabilities: tuple[float | None, ...]  # the lowest of those classes


@dataclass(frozen=True)
class Questions:
    """What is asked about the N rows of a table."""

    texts: list[str]  # (N,)
    columns: tuple[str, ...]  # they were taken from


def answered(order: Order, run_folder: Path, home: Home, out: Path) -> Generator[Preparing, None, dict[str, Any]]:
    """Writes the answers beside `out`, as a file of the kind that came; returns what there is to say of it.

    Raises DataError for a file that is gone, now or before the answers are written, cannot be read, or is not what the model reads.
    """
    yield Preparing("Reading the file")
    upload = uploads.found(order.upload, home)
    source = uploads.original(upload, home)
    table = tables.read(source, upload.name)
    model = TrainedModel.load(run_folder)
    asked = questions(model, table, upload.name, order.column or "")
    answers = yield from batch_answers(model, asked.texts)
    yield Preparing("Writing the answers")
    file = out.with_suffix(answered_file.own_suffix(table))
    uploads.found(order.upload, home)  # some kinds read it once more
    content = in_file(answers, table, source, file.suffix)
    uploads.found(order.upload, home)  # of a file that was deleted meanwhile nothing is to stay
    write_whole(file, content)
    return {
        "rows": len(table.frame),
        "unanswered": answers.predictions.count(""),
        "left_out": tables.left_out(table),
        "columns": asked.columns,
        "file": file.name,
        "format": table.format,
    }


def questions(model: TrainedModel, table: RawTable, name: str, column: str = "") -> Questions:
    """The texts of a column, of the likeliest one where none is named; or the numbers of each row, where the model reads numbers.

    name: of the file. Raises DataError where its columns are not those the model was trained on, or the named one is not there.
    """
    if isinstance(model.reader, NumberReader):
        if column:
            raise DataError("A model of numbers reads its columns by their names; no other can be chosen.")
        rows = number_rows(table.frame, name, labelled=False, columns=model.reader.row)
        return Questions(rows.sequences, rows.columns)
    likely = tables.for_texts(table.frame, model.text_columns[0], model.classes)[0]
    chosen = tables.column_called(table.frame, column, name) if column else likely
    return Questions(table.frame[chosen].tolist(), (chosen,))


def batch_answers(model: TrainedModel, texts: Sequence[str]) -> Generator[Preparing, None, BatchAnswers]:
    """Says how far it is. Raises DataError for what the model cannot read."""
    outputs: list[tuple[float, ...] | None] = []
    for start in range(0, len(texts), TOGETHER):
        yield Preparing("Predicting", start, len(texts))
        outputs += model.outputs_of(texts[start : start + TOGETHER], before=start)
    said = [in_words(model.classes, one) if one else ("", None) for one in outputs]
    sure = tuple(None if probability is None else round(probability, 6) for _, probability in said)
    return BatchAnswers(tuple(outputs), tuple(words for words, _ in said), sure)


def in_file(answers: BatchAnswers, table: RawTable, source: Path, suffix: str) -> bytes:
    """source: the file that the table was read from; suffix: of the kind that is wanted."""
    return AnsweredFile(table, source, answers.predictions, answers.probabilities).content(suffix)
