"""What a trained network answers on validation and test part: measured once, kept beside the model with what follows from it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lstm_core.data import kept_texts
from lstm_core.evaluation import class_evaluation, forecast_evaluation
from lstm_core.evaluation.forecast_difference import by_origin
from lstm_core.evaluation.forecast_outputs import ForecastOutputs, Forecasts
from lstm_core.evaluation.measure import Measured, measure
from lstm_core.evaluation.outputs import EVALUATION, ClassOutputs
from lstm_core.home import Home
from lstm_core.material import Material, SeriesParts
from lstm_core.ngram_path import NGramPath
from lstm_core.objectives import objective_for
from lstm_core.runtime import Runtime
from lstm_core.trained import TrainedModel
from lstm_core.whole_files import write_whole


@dataclass(frozen=True)
class Answers:
    """On both parts that were not trained on; no validation where the test part stood in for it."""

    test: Measured
    validation: Measured | None


def measured_answers(model: TrainedModel, material: Material, chosen: Runtime) -> Answers:
    """Leaves the network on the CPU."""
    objective, network = objective_for(len(material.classes)), model.network.to(chosen.device)
    test = measure(network, material.test, objective, chosen.device, chosen.autocast)
    validation = None
    if material.validates:
        validation = measure(network, material.validation, objective, chosen.device, chosen.autocast)
    network.cpu()
    return Answers(test, validation)


def beside_ngrams(answers: Answers, path: NGramPath, material: Material) -> Answers:
    """Both parts answered by the network and the n-grams together."""
    validation = path.measured(answers.validation, material.validation) if answers.validation else None
    return Answers(path.measured(answers.test, material.test), validation)


def keep_answers(answers: Answers, model: TrainedModel, material: Material, home: Home, folder: Path) -> None:
    """Writes the outputs and the evaluation, the evaluation last: where it is, all is there."""
    evaluation: dict[str, Any]
    if material.classes:
        of_classes = _class_outputs(answers, material, home)
        of_classes.save(folder)
        evaluation = class_evaluation.evaluation(of_classes, material.classes)
    elif material.series:
        of_series = _forecast_outputs(answers, model, material, material.series)
        of_series.save(folder)
        evaluation = forecast_evaluation.evaluation(of_series)
    else:
        errors = answers.test.outputs - material.test.targets
        evaluation = {
            "task": "sequence-regression",
            "residuals": forecast_evaluation.residual_figures(errors[:, 0], in_time=False),
            "by_origin": by_origin(errors),
        }
    write_whole(folder / EVALUATION, json.dumps(evaluation))


def _class_outputs(answers: Answers, material: Material, home: Home) -> ClassOutputs:
    classes = len(material.classes)
    texts = [material.text_of(number) for number in range(len(material.test))]
    watched = answers.validation.outputs if answers.validation else np.empty((0, classes), np.float32)
    return ClassOutputs(
        material.test.targets.ravel(),
        answers.test.outputs.reshape(-1, classes),
        material.validation.targets.ravel() if answers.validation else np.empty(0, np.int64),
        watched.reshape(-1, classes),
        material.answers,
        kept_texts.keep(texts, home.texts),
    )


def _forecast_outputs(answers: Answers, model: TrainedModel, material: Material, parts: SeriesParts) -> ForecastOutputs:
    split, series = parts.split, parts.series

    def forecasts(windows: range, measured: Measured) -> Forecasts:
        last = series.values[windows.start + parts.window - 1 :][: len(windows), 0]
        direct = parts.scaler.inverse_targets(measured.outputs, last)
        starts = parts.far_origins(windows)
        far = _far(model, series.values, starts, parts.window, parts.ahead)
        end = windows.stop + parts.window + parts.horizon - 1
        return Forecasts(windows.start + parts.window, end, direct, starts, far)

    return ForecastOutputs(
        series.values,
        series.times or (),
        series.season,
        parts.window,
        split.training.stop - 1 + parts.window + parts.horizon,
        forecasts(split.test, answers.test),
        forecasts(split.validation, answers.validation) if answers.validation else None,
        series.names,
    )


def _far(model: TrainedModel, values: np.ndarray, starts: np.ndarray, window: int, steps: int) -> np.ndarray:
    """(M, steps) forecasts from each place on, fed with forecasts where the horizon is shorter."""
    windows = values[starts[:, None] - window + np.arange(window)]
    found = np.empty((len(starts), 0))
    while found.shape[1] < steps:
        following = model.forecasts(windows)
        found = np.concatenate([found, following], axis=1)
        if found.shape[1] < steps:
            windows = np.concatenate([windows, following[:, :, None]], axis=1)[:, -window:]
    return found[:, :steps]
