"""From a RunConfig to data, model, training and report: the one place that knows them all."""

import json
import math
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import torch

from lstm_core import runtime
from lstm_core.config import DataConfig, ModelConfig, RunConfig, TrainingConfig
from lstm_core.data import catalog, corpus
from lstm_core.data.batches import Batch, Sequences, shuffled_batches
from lstm_core.data.classification import ClassificationData, prepare
from lstm_core.data.texts import LabelledTexts
from lstm_core.evaluation.measure import measure
from lstm_core.evaluation.report import classification_report
from lstm_core.home import Home
from lstm_core.models.network import Network
from lstm_core.runtime import Runtime
from lstm_core.text.vocabulary import Vocabulary
from lstm_core.trained import TrainedClassifier
from lstm_core.training import optimizers
from lstm_core.training.events import Evaluating, Event, Point, Prepared, Preparing, Reported
from lstm_core.training.kept_weights import KeptWeights
from lstm_core.training.loop import train

_Yielded = TypeVar("_Yielded")
_Returned = TypeVar("_Returned")

_METRICS = ("accuracy", "loss", "precision", "recall", "f1", "confusion_matrix", "baseline_accuracy", "examples")
_QUICK_VALIDATION_SHARE = 0.15  # of the training steps' work, for all validations between the ends of epochs together


def run(config: RunConfig, home: Home, folder: Path, stopped: Callable[[], bool] = lambda: False) -> Iterator[Event]:
    """Trains and evaluates; writes config, model and report into `folder`.

    stopped() is asked after every event and every step: once it is true the training ends and what was learned is evaluated and
    kept; before the training there is nothing to keep and the run just ends, without a report.
    Raises LabError for what a user can mend.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(config.model_dump_json(indent=2), encoding="utf-8")
    chosen = runtime.choose(config.training.device, config.training.precision)
    prepared = yield from _until(stopped, _prepare(config.data, home))
    if prepared is None:
        return
    texts, data = prepared
    model = _build(config, data, texts.classes)
    model.network.to(chosen.device)
    yield Prepared(_facts(model, data, config.training, chosen))
    curve = []
    for point in _train(model.network, data, config.training, chosen, stopped):
        curve.append(point)
        yield point
    model.save(folder)
    yield Evaluating()
    report = _report(model.network, data, texts, chosen)
    (folder / "report.json").write_text(json.dumps(report), encoding="utf-8")
    yield Reported({**{name: report[name] for name in _METRICS}, "train_loss": _last_epoch_loss(curve)})


def _last_epoch_loss(curve: list[Point]) -> float | None:
    """Mean training loss of the last epoch, of what there is of it."""
    training = [point for point in curve if point.split == "training"]
    losses = [point.loss for point in training if point.epoch > training[-1].epoch - 1]
    return sum(losses) / len(losses) if losses else None


def _prepare(config: DataConfig, home: Home) -> Generator[Preparing, None, tuple[LabelledTexts, ClassificationData]]:
    yield Preparing("Opening the data set")
    texts = yield from _downloading(
        catalog.load(config.data_set, examples=config.examples, seed=config.split_seed, home=home)
    )
    yield Preparing(f"Reading {len(texts):,} texts word by word")
    encoded = corpus.encode(texts, home.cache)
    yield Preparing("Splitting")
    data = prepare(
        texts,
        encoded,
        limit=config.examples,
        vocabulary_size=config.vocabulary_size,
        sequence_length=config.sequence_length,
        keep=config.keep,
        validation_share=config.validation_share,
        test_share=config.test_share,
        seed=config.split_seed,
    )
    return texts, data


def _downloading(loading: Generator[tuple[int, int], None, LabelledTexts]) -> Generator[Preparing, None, LabelledTexts]:
    try:
        while True:
            yield Preparing("Fetching the data set", *next(loading))
    except StopIteration as end:
        texts: LabelledTexts = end.value
        return texts


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


def _build(config: RunConfig, data: ClassificationData, classes: tuple[str, ...]) -> TrainedClassifier:
    torch.manual_seed(config.training.seed)
    arguments = network_arguments(config.model, len(data.vocabulary), len(classes))
    return TrainedClassifier(
        Network(**arguments), arguments, data.vocabulary, classes, config.data.sequence_length, config.data.keep
    )


def network_arguments(config: ModelConfig, vocabulary: int, classes: int) -> dict[str, Any]:
    """What `Network` is called with: the model settings have the names of its arguments."""
    return {"vocabulary": vocabulary, "classes": classes, **config.model_dump()}


def _train(
    network: Network,
    data: ClassificationData,
    config: TrainingConfig,
    chosen: Runtime,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Point]:
    steps_per_epoch = _steps_per_epoch(data, config)
    optimizer = optimizers.optimizer(
        config.optimizer,
        network.parameters(),
        learning_rate=config.learning_rate,
        weight_decay=config.weight_decay,
        momentum=config.momentum,
    )
    random = np.random.default_rng(config.seed)

    def epoch_of_batches() -> Iterator[Batch]:
        return (batch.to(chosen.device) for batch in shuffled_batches(data.training, config.batch_size, random))

    return train(
        network,
        epoch_of_batches,
        _validation(network, data, config.epochs, chosen),
        epochs=config.epochs,
        steps_per_epoch=steps_per_epoch,
        optimizer=optimizer,
        schedule=optimizers.schedule(
            config.schedule, optimizer, learning_rate=config.learning_rate, steps=config.epochs * steps_per_epoch
        ),
        kept=KeptWeights(network, averaging=config.weight_averaging, patience=config.patience),
        clip_norm=config.clip_norm,
        autocast=chosen.autocast,
        stopped=stopped,
    )


def _validation(
    network: Network, data: ClassificationData, epochs: int, chosen: Runtime
) -> Callable[[bool], tuple[float, float]]:
    """Between epochs a fixed piece of the validation part, so that twenty looks cost little beside the training."""
    piece = data.validation.take(np.arange(_quick_validation_size(len(data.training) * epochs, len(data.validation))))

    def validate(thorough: bool) -> tuple[float, float]:
        sequences: Sequences = data.validation if thorough else piece
        measured = measure(network, sequences, chosen.device, chosen.autocast)
        return measured.loss, measured.accuracy

    return validate


def _quick_validation_size(examples_trained: int, validation: int) -> int:
    """Twenty such pieces stay within the share; a look costs about a third of a training step on the same examples."""
    return min(validation, max(100, int(examples_trained * _QUICK_VALIDATION_SHARE * 3 / 20)))


def _report(network: Network, data: ClassificationData, texts: LabelledTexts, chosen: Runtime) -> dict[str, Any]:
    measured = measure(network, data.test, chosen.device, chosen.autocast)

    def text_of(number: int) -> str:
        text: pa.Scalar = texts.texts[int(data.test_indices[number])]
        return str(text.as_py())

    return classification_report(
        data.test.labels, measured.probabilities, texts.classes, measured.loss, _majority(data), text_of
    )


def _majority(data: ClassificationData) -> int:
    """The most frequent class of the training part: what a model without any skill would always say."""
    return int(np.bincount(data.training.labels).argmax())


def _steps_per_epoch(data: ClassificationData, config: TrainingConfig) -> int:
    return math.ceil(len(data.training) / config.batch_size)


def _facts(
    model: TrainedClassifier, data: ClassificationData, config: TrainingConfig, chosen: Runtime
) -> dict[str, Any]:
    return {
        **chosen.facts(),
        "steps": config.epochs * _steps_per_epoch(data, config),
        "parameters": sum(parameter.numel() for parameter in model.network.parameters()),
        "vocabulary": len(data.vocabulary),
        "training_examples": len(data.training),
        "validation_examples": len(data.validation),
        "test_examples": len(data.test),
        "baseline_accuracy": float((data.validation.labels == _majority(data)).mean()),
        "duplicates": data.duplicates,
        "longest": int(data.training.lengths.max()),
    }


def warm_up() -> None:
    """Trains a few numbers: what PyTorch loads and compiles at its first step is then not waited for at a click."""
    network = Network(vocabulary=4, classes=2, embedding_size=2, hidden_size=2)
    sequences = Sequences(np.full(4, 2, np.int32), np.array([0, 2]), np.array([2, 2]), np.array([0, 1]))
    data = ClassificationData(sequences, sequences, sequences, np.arange(2), Vocabulary(("a", "b")), duplicates=0)
    for _ in _train(network, data, TrainingConfig(epochs=1, batch_size=2), runtime.choose("cpu", "fp32")):
        pass
