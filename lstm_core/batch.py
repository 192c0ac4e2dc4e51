"""A whole file answered by a trained model: the same file comes back with two columns more."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lstm_core.data import answered_file, tables
from lstm_core.data.answered_file import AnsweredFile
from lstm_core.data.batch_order import Order
from lstm_core.data.doctor.raw import RawTable
from lstm_core.data.number_rows import number_rows
from lstm_core.evaluation.outputs import in_words
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


def answered(order: Order, run_folder: Path, folder: Path, name: str) -> Generator[Preparing, None, dict[str, Any]]:
    """Writes the answers into the folder, as a file of its own kind under this name; returns what there is to say of it.

    Raises DataError for a file that cannot be read.
    """
    yield Preparing("Reading the file")
    source = folder / order.file
    table = tables.read(source, order.name)
    column = order.column if order.column in table.frame.columns else tables.by_length(table.frame)[0]
    answers = yield from batch_answers(TrainedModel.load(run_folder), table.frame[column].tolist())
    yield Preparing("Writing the answers")
    out = folder / f"{name}{answered_file.own_suffix(table)}"
    write_whole(out, in_file(answers, table, source, out.suffix))
    return {"rows": len(table.frame), "column": column, "file": out.name, "format": table.format}


def asked_in(model: TrainedModel, table: RawTable, name: str) -> list[str]:
    """What to ask about each row: the longest texts, or all numbers of the row where the model reads numbers."""
    if isinstance(model.reader, NumberReader):
        return number_rows(table.frame, name, labelled=False).sequences
    texts: list[str] = table.frame[tables.by_length(table.frame)[0]].tolist()
    return texts


def batch_answers(model: TrainedModel, texts: Sequence[str]) -> Generator[Preparing, None, BatchAnswers]:
    """Says how far it is. Raises DataError for what the model cannot read."""
    outputs: list[tuple[float, ...] | None] = []
    for start in range(0, len(texts), TOGETHER):
        yield Preparing("Predicting", start, len(texts))
        outputs += model.outputs_of(texts[start : start + TOGETHER])
    said = [in_words(model.classes, one) if one else ("", None) for one in outputs]
    sure = tuple(None if probability is None else round(probability, 6) for _, probability in said)
    return BatchAnswers(tuple(outputs), tuple(words for words, _ in said), sure)


def in_file(answers: BatchAnswers, table: RawTable, source: Path, suffix: str) -> bytes:
    """source: the file that the table was read from; suffix: of the kind that is wanted."""
    return AnsweredFile(table, source, answers.predictions, answers.probabilities).content(suffix)
