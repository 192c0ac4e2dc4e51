"""From a RunConfig to data, model, training and report: the one place that knows them all."""

import json
import math
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from lstm_core import runtime
from lstm_core.config import RunConfig
from lstm_core.data.ngrams import NGrams
from lstm_core.errors import ConfigError
from lstm_core.fitting import batch_size_of, build, cores_are_free, parts_of_a_batch, training_points
from lstm_core.home import Home
from lstm_core.inside.album import Album
from lstm_core.judging.answers import beside_ngrams, keep_answers, measured_answers
from lstm_core.judging.reporting import report_on
from lstm_core.material import Material, prepared
from lstm_core.ngram_path import NGramPath
from lstm_core.objectives import objective_for
from lstm_core.readers import TextReader
from lstm_core.runtime import Runtime
from lstm_core.trained import TrainedModel
from lstm_core.training.events import Evaluating, Event, Point, Prepared, Preparing, Reported
from lstm_core.whole_files import write_whole

_Yielded = TypeVar("_Yielded")
_Returned = TypeVar("_Returned")

_LONG = (
    "format",
    "task",
    "classes",
    "per_class",
    "mistakes",
    "pairs",
    "forecast",
)  # parts of a report that are no figures


def run(config: RunConfig, home: Home, folder: Path, stopped: Callable[[], bool] = lambda: False) -> Iterator[Event]:
    """Trains and evaluates; writes config, model and report into `folder`.

    stopped() is asked after every event and every step: once it is true the training ends and what was learned is evaluated and
    kept; before the training there is nothing to keep and the run just ends, without a report.
    Raises LabError for what a user can mend.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / "config.json", config.model_dump_json(indent=2))
    chosen, before = runtime.choose(config.training.device, config.training.precision), runtime.Moment.now()
    ready = yield from _until(stopped, _ready(config, home))
    if ready is None:
        return
    material, ngrams, seconds = ready
    model = build(config, material)
    model.network.to(chosen.device)
    parts = parts_of_a_batch(model.network, batch_size_of(material, config.training), chosen)
    yield Prepared(
        {**_facts(model, material, config, chosen), "parts_of_a_batch": parts, "seconds_before_steps": seconds}
    )
    curve = []
    album = Album(folder, model, material)
    for point in training_points(
        model.network, material, config.training, chosen, stopped, album, seconds, parts, cores_are_free(before)
    ):
        curve.append(point)
        yield point
    yield Evaluating()
    answers, alone = measured_answers(model, material, chosen), {}
    if ngrams and answers.validation:
        path = NGramPath.weighed(ngrams, answers.validation.outputs, material.validation)
        model, alone = replace(model, ngrams=path), path.alone(answers.test, material.test)
        answers = beside_ngrams(answers, path, material)
    model.save(folder)
    report = {**report_on(model, material, answers.test), **alone}
    write_whole(folder / "report.json", json.dumps(report))
    keep_answers(answers, model, material, home, folder)
    figures = {name: value for name, value in report.items() if name not in _LONG}
    yield Reported({**figures, "train_loss": _last_epoch_loss(curve)})


def _ready(config: RunConfig, home: Home) -> Generator[Preparing, None, tuple[Material, NGrams | None, float]]:
    """What is there before the first step: the material, the n-grams where they are asked for, and the seconds of fitting those."""
    runtime.return_freed_memory()  # of what this process did before: trained something else, or measured what this will cost
    material = yield from prepared(config.data, home)
    runtime.return_freed_memory()
    if not config.model.ngrams or not isinstance(material.reader, TextReader):
        return material, None, 0.0
    if len(material.classes) != 2:
        raise ConfigError(
            f"model.ngrams: {config.model.ngrams} tells two classes apart, and there are {len(material.classes)} here. Set it to 0."
        )
    yield Preparing("Weighing words and the words beside them")
    began = time.perf_counter()
    ngrams = NGrams.fit(material.training, len(material.reader.vocabulary), config.model.ngrams)
    seconds = time.perf_counter() - began
    runtime.return_freed_memory()
    return material, ngrams, seconds


def _last_epoch_loss(curve: list[Point]) -> float | None:
    """Mean training loss of the last epoch, of what there is of it."""
    training = [point for point in curve if point.split == "training"]
    losses = [point.loss for point in training if point.epoch > training[-1].epoch - 1]
    return sum(losses) / len(losses) if losses else None


def _until(
    stopped: Callable[[], bool], steps: Generator[_Yielded, None, _Returned]
) -> Generator[_Yielded, None, _Returned | None]:
    """Hands on what `steps` yields and returns; None once it was stopped."""
    try:
        while True:
            yield next(steps)
            if stopped():
                steps.close()
                return None
    except StopIteration as end:
        result: _Returned = end.value
        return result


def _facts(model: TrainedModel, material: Material, config: RunConfig, chosen: Runtime) -> dict[str, Any]:
    steps_per_epoch = math.ceil(len(material.training) / batch_size_of(material, config.training))
    return {
        **chosen.facts(),
        **material.facts,
        "classes": list(material.classes),
        "metric": objective_for(len(material.classes)).metric,
        "steps": config.training.epochs * steps_per_epoch,
        "parameters": sum(parameter.numel() for parameter in model.network.parameters()),
        "training_examples": len(material.training),
        "validation_examples": len(material.validation),
        "test_examples": len(material.test),
        "longest": material.training.padded_to or int(material.training.lengths.max()),
        **material.baseline(),
    }
