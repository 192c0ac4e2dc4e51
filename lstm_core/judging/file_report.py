"""The report of a trained model on a file with the right answers."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from lstm_core.data import own_files, tables
from lstm_core.data.far_values import far_values
from lstm_core.data.labelled_rows import labelled_rows
from lstm_core.data.number_rows import number_rows
from lstm_core.data.scaler import Scaler
from lstm_core.data.windows import windows
from lstm_core.errors import DataError
from lstm_core.evaluation import forecast, forecast_metrics
from lstm_core.evaluation.likelihood import cross_entropy
from lstm_core.evaluation.report import classification_report
from lstm_core.readers import NumberReader, SymbolReader, TextReader
from lstm_core.trained import TrainedModel

_NO_FIGURES = ("format", "pairs", "mistakes")


def report_on_file(
    model: TrainedModel, file: Path, roles: Mapping[str, str] | None = None, learned: np.ndarray | None = None
) -> dict[str, Any]:
    """The figures on a file of the model's own kind: texts and classes, rows of numbers and their answers, or a series.

    roles: the columns that hold text and label, where a person says so. Of texts the columns that were read stand under `columns`, how many
    have no word under `without_words`, and what was left out of the file, in sentences, under `left_out`.
    learned: (T, F) the series the model learned from; that the one in the file lies far from it stands, in sentences, under `far_values`.
    Raises DataError for another file, saying what is wrong with it.
    """
    if roles and not isinstance(model.reader, TextReader | SymbolReader):
        raise DataError("--role: only of texts the columns can be chosen. Leave it out.")
    if model.window:
        values = own_files.series_in(file, model.columns, taken=model.taken).values
        report = _of_series(model, values, model.window)
        if learned is not None:
            report["far_values"] = far_values(values, learned, model.columns)
    elif isinstance(model.reader, NumberReader):
        table = tables.read(file, file.name, labelled=True)
        rows = number_rows(table.frame, file.name, labelled=True, columns=model.reader.row)
        report = (
            _of_classes(model, rows.sequences, rows.classes(model.classes))
            if model.classes
            else _of_values(model, rows.sequences, rows.values())
        )
    else:
        given = labelled_rows(file, model.classes, model.answers, model.text_columns, roles)
        report = _of_classes(model, given.texts, given.labels)
        report |= {"columns": dict(zip(("text", "label"), given.columns, strict=True)), "left_out": given.left_out}
    return {name: value for name, value in report.items() if name not in _NO_FIGURES}


def _of_classes(model: TrainedModel, texts: Sequence[str], labels: np.ndarray) -> dict[str, Any]:
    """labels: (N,), or (N, K) for K answers a text. A text without a word gets no answer and does not count."""
    answers = model.predict(texts)
    answered = [number for number, answer in enumerate(answers) if answer]
    if not answered:
        raise DataError("None of the texts has a word that could be read.")
    texts = [texts[number] for number in answered]
    found = [answer.outputs for answer in answers if answer]
    probabilities = np.array(found, np.float32).reshape(-1, len(model.classes))
    labels = labels[answered].ravel()
    loss = cross_entropy(labels, probabilities)
    majority = int(np.bincount(labels).argmax())
    report = classification_report(
        labels, probabilities, model.classes, loss, majority, lambda number: texts[number // model.answers]
    )
    return {**report, "task": "classification", "without_words": len(answers) - len(answered)}


def _of_values(model: TrainedModel, sequences: Sequence[str], targets: np.ndarray) -> dict[str, Any]:
    answers = model.predict(sequences)
    if None in answers:
        raise DataError(f"Row {answers.index(None) + 2} holds no number.")
    values = np.array([answer.outputs for answer in answers if answer], np.float64)
    return forecast.value_report(targets, values, forecast_metrics.mse(targets, values))


def _of_series(model: TrainedModel, values: np.ndarray, window: int) -> dict[str, Any]:
    """Every window of (T, F) values against what follows; the scaled error is measured by saying what was a season before."""
    assert isinstance(model.reader, NumberReader)
    if values.shape[1] != model.reader.features:
        raise DataError(
            f"There are {values.shape[1]} columns of values; the model reads {model.reader.features}. Bring those."
        )
    inputs, targets = windows(values, window, model.outputs)
    forecasts = model.forecasts(inputs)
    scaler, last = model.reader.scaler or Scaler.identity(model.reader.features), inputs[:, -1, 0]
    scaled = [scaler.transform_targets(one, last) for one in (targets, forecasts)]
    loss = forecast_metrics.mse(*scaled)  # that of the training, of scaled values
    report = forecast.value_report(targets, forecasts, loss)
    mase = forecast.scaled_error(targets, forecasts, values[:, 0], season=model.reader.season)
    return {**report, "task": "forecasting", "mase": mase}
