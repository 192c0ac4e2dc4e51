"""From a RunConfig to data, model, training and report: the one place that knows them all."""

import json
import math
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch

from lstm_core import runtime
from lstm_core.config import RunConfig, TrainingConfig
from lstm_core.data.batches import Batch, Shelf, shuffled
from lstm_core.data.class_ratio import word_ratios
from lstm_core.data.ngrams import NGrams
from lstm_core.errors import ConfigError
from lstm_core.evaluation.measure import Gauge
from lstm_core.home import Home
from lstm_core.inside.album import Album
from lstm_core.judging.answers import beside_ngrams, keep_answers, measured_answers
from lstm_core.judging.reporting import report_on
from lstm_core.material import Material, prepared
from lstm_core.models.network import Network
from lstm_core.ngram_path import NGramPath
from lstm_core.objectives import objective_for
from lstm_core.readers import TextReader
from lstm_core.runtime import Runtime
from lstm_core.trained import TrainedModel
from lstm_core.training import optimizers
from lstm_core.training.events import Evaluating, Event, Point, Prepared, Preparing, Reported
from lstm_core.training.kept_weights import KeptWeights
from lstm_core.training.loop import train
from lstm_core.training.shards import Shards, at_once

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
_MOST_PARTS, _LEAST_OF_A_PART = 4, 32  # of a batch, and sequences of one
_BUSY = 0.25  # share of the cores that others take
_QUICK_VALIDATION_SHARE = 0.15  # of the training steps' work, for all validations between the ends of epochs together


def run(config: RunConfig, home: Home, folder: Path, stopped: Callable[[], bool] = lambda: False) -> Iterator[Event]:
    """Trains and evaluates; writes config, model and report into `folder`.

    stopped() is asked after every event and every step: once it is true the training ends and what was learned is evaluated and
    kept; before the training there is nothing to keep and the run just ends, without a report.
    Raises LabError for what a user can mend.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(config.model_dump_json(indent=2), encoding="utf-8")
    chosen, before = runtime.choose(config.training.device, config.training.precision), runtime.Moment.now()
    ready = yield from _until(stopped, _ready(config, home))
    if ready is None:
        return
    material, ngrams, seconds = ready
    model = build(config, material)
    model.network.to(chosen.device)
    parts = parts_of_a_batch(model.network, _batch_size(material, config.training), chosen, before)
    yield Prepared(
        {**_facts(model, material, config, chosen), "parts_of_a_batch": parts, "seconds_before_steps": seconds}
    )
    curve = []
    album = Album(folder, model, material)
    for point in training_points(model.network, material, config.training, chosen, stopped, album, seconds, parts):
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
    (folder / "report.json").write_text(json.dumps(report), encoding="utf-8")
    keep_answers(answers, model, material, home, folder)
    figures = {name: value for name, value in report.items() if name not in _LONG}
    yield Reported({**figures, "train_loss": _last_epoch_loss(curve)})


def fitted(config: RunConfig, material: Material) -> Generator[Point, None, TrainedModel]:
    """Trains on this material; writes nothing, returns the model, on the CPU."""
    chosen = runtime.choose(config.training.device, config.training.precision)
    model = build(config, material)
    yield from training_points(model.network.to(chosen.device), material, config.training, chosen)
    model.network.cpu()
    return model


def _ready(config: RunConfig, home: Home) -> Generator[Preparing, None, tuple[Material, NGrams | None, float]]:
    """What is there before the first step: the material, the n-grams where they are asked for, and the seconds of fitting those."""
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


def build(config: RunConfig, material: Material) -> TrainedModel:
    """The untrained network of a config; the same for the same seed."""
    torch.manual_seed(config.training.seed)
    arguments = {
        **material.reader.arguments(),
        "outputs": material.outputs,
        "answers": material.answers,
        **config.model.model_dump(exclude={"naive_bayes_start", "ngrams"}),
    }
    network = Network(**arguments)
    if config.model.naive_bayes_start and network.embedding and isinstance(material.reader, TextReader):
        ratios = word_ratios(material.training, arguments["vocabulary"], len(material.classes))
        network.embedding.move_apart(torch.from_numpy(ratios), config.model.naive_bayes_start)
    return TrainedModel(network, arguments, material.reader, material.classes)


def training_points(
    network: Network,
    material: Material,
    config: TrainingConfig,
    chosen: Runtime,
    stopped: Callable[[], bool] = lambda: False,
    album: Album | None = None,
    seconds: float = 0.0,
    parts: int = 1,
) -> Iterator[Point]:
    """Trains the network on the training part and watches it on the validation part."""
    batch_size = _batch_size(material, config)
    steps_per_epoch = math.ceil(len(material.training) / batch_size)
    optimizer = optimizers.optimizer(
        config.optimizer,
        network.parameters(),
        learning_rate=config.learning_rate,
        weight_decay=config.weight_decay,
        momentum=config.momentum,
        beta2=config.beta2,
    )
    random, shelf = np.random.default_rng(config.seed), Shelf(material.training, chosen.device)

    def epoch_of_batches() -> Iterator[Batch]:
        return (shelf.batch(cut) for cut in shuffled(material.training, batch_size, random))

    kept = KeptWeights(
        network,
        averaging=config.weight_averaging,
        average_after=_average_after(config, config.epochs * steps_per_epoch),
        patience=config.patience,
    )
    watch = _Watch(network, material, config.epochs, chosen)
    for point in train(
        network,
        epoch_of_batches,
        watch.validate,
        objective=objective_for(len(material.classes)),
        epochs=config.epochs,
        steps_per_epoch=steps_per_epoch,
        optimizer=optimizer,
        schedule=optimizers.schedule(
            config.schedule, optimizer, learning_rate=config.learning_rate, steps=config.epochs * steps_per_epoch
        ),
        kept=kept,
        clip_norm=config.clip_norm,
        autocast=chosen.autocast,
        stopped=stopped,
        seconds=seconds,
        backward=Shards(parts).backward if parts > 1 else at_once,
    ):
        if album and point.split == "validation":
            with kept.in_place():
                album.take(point, *watch.latest)
        yield point


def parts_of_a_batch(network: Network, batch_size: int, chosen: Runtime, before: runtime.Moment) -> int:
    """In how many parts a batch is computed: one for each core of a CPU, where texts are many and the cores are free.

    Parts hand Python's lock to each other at every operation; where others want the cores too, each time takes its turn.
    """
    worth_it = network.embedding is not None and network.recurrent.cell == "lstm" and not network.recurrent.drops
    if chosen.device.type != "cpu" or not worth_it or before.taken_by_others() > _BUSY:
        return 1
    return max(1, min(torch.get_num_threads(), _MOST_PARTS, batch_size // _LEAST_OF_A_PART))


def _average_after(config: TrainingConfig, steps: int) -> int | None:
    """Steps before weights are averaged, where only the last ones are to be."""
    return round(steps * (1 - config.average_last)) if config.average_last else None


def _batch_size(material: Material, config: TrainingConfig) -> int:
    return config.batch_size or len(material.training)


class _Watch:
    """Measures on the validation part; between epochs on a fixed piece of it, so that twenty looks cost little beside the training."""

    def __init__(self, network: Network, material: Material, epochs: int, chosen: Runtime) -> None:
        size = _quick_validation_size(len(material.training) * epochs, len(material.validation))
        self._piece = material.validation.take(np.arange(size))
        self._whole = material.validation
        self._gauges = [Gauge(part, chosen.device) for part in (self._piece, self._whole)]
        self._network, self._chosen = network, chosen
        self._objective = objective_for(len(material.classes))

    def validate(self, thorough: bool) -> tuple[float, float]:
        measured = self._gauges[thorough].measure(self._network, self._objective, self._chosen.autocast)
        self.latest = measured, (self._whole if thorough else self._piece).targets
        return measured.loss, measured.figure


def _quick_validation_size(examples_trained: int, validation: int) -> int:
    """Twenty such pieces stay within the share; a look costs about a third of a training step on the same examples."""
    return min(validation, max(100, int(examples_trained * _QUICK_VALIDATION_SHARE * 3 / 20)))


def _facts(model: TrainedModel, material: Material, config: RunConfig, chosen: Runtime) -> dict[str, Any]:
    steps_per_epoch = math.ceil(len(material.training) / _batch_size(material, config.training))
    return {
        **chosen.facts(),
        **material.facts,
        "metric": objective_for(len(material.classes)).metric,
        "steps": config.training.epochs * steps_per_epoch,
        "parameters": sum(parameter.numel() for parameter in model.network.parameters()),
        "training_examples": len(material.training),
        "validation_examples": len(material.validation),
        "test_examples": len(material.test),
        "longest": material.training.padded_to or int(material.training.lengths.max()),
        **material.baseline(),
    }
