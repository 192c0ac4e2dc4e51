"""A whole file of texts answered by a trained model: the same file comes back with two columns more."""

from collections.abc import Generator
from pathlib import Path
from typing import Any

from lstm_core.data.batch_order import Order, by_length, disarmed, table
from lstm_core.data.text_files import TextTable, with_predictions
from lstm_core.trained import TrainedModel
from lstm_core.training.events import Preparing

_TOGETHER = 2_000  # texts between two words about how far it is


def answered(order: Order, run_folder: Path, folder: Path, out: Path) -> Generator[Preparing, None, dict[str, Any]]:
    """Writes the answers to `out`, as CSV; returns how many rows there were. Raises DataError for a file that cannot be read."""
    yield Preparing("Reading the file")
    frame = table(folder / order.file, order.name)
    column = order.column if order.column in frame.columns else by_length(frame)[0]
    model, texts = TrainedModel.load(run_folder), frame[column].tolist()
    said: list[str] = []
    sure: list[float | None] = []
    for start in range(0, len(texts), _TOGETHER):
        yield Preparing("Predicting", start, len(texts))
        for answer in model.predict(texts[start : start + _TOGETHER]):
            predicted, probability = _in_words(model, answer.outputs) if answer else ("", None)
            said.append(predicted)
            sure.append(probability)
    unfinished = out.with_suffix(".part")
    unfinished.write_bytes(with_predictions(TextTable(disarmed(frame), ()), said, sure))
    unfinished.replace(out)
    return {"rows": len(texts), "column": column, "file": out.name}


def _in_words(model: TrainedModel, outputs: tuple[float, ...]) -> tuple[str, float | None]:
    """Classes or values beside each other, and the lowest probability of those classes."""
    if not model.classes:
        return " ".join(f"{value:.4g}" for value in outputs), None
    width = len(model.classes)
    rows = [outputs[start : start + width] for start in range(0, len(outputs), width)]
    best = [max(range(width), key=row.__getitem__) for row in rows]
    probability = min(row[number] for row, number in zip(rows, best, strict=True))
    return " ".join(model.classes[number] for number in best), round(probability, 4)
