"""From a network and its material to a trained one: the pieces of `training` put together as a config asks."""

import math
from collections.abc import Callable, Generator, Iterator

import numpy as np
import torch

from lstm_core import runtime
from lstm_core.config import RunConfig, TrainingConfig
from lstm_core.data.batches import Batch, Shelf, shuffled
from lstm_core.data.class_ratio import word_ratios
from lstm_core.evaluation.measure import Gauge
from lstm_core.inside.album import Album
from lstm_core.material import Material
from lstm_core.models.network import Network
from lstm_core.objectives import objective_for
from lstm_core.readers import TextReader
from lstm_core.runtime import Runtime
from lstm_core.trained import TrainedModel
from lstm_core.training import optimizers
from lstm_core.training.events import Point
from lstm_core.training.kept_weights import KeptWeights
from lstm_core.training.loop import train
from lstm_core.training.shards import in_parts

_MOST_PARTS, _LEAST_OF_A_PART = 4, 32  # of a batch, and sequences of one
_BUSY = 0.25  # share of the cores that others take
_QUICK_VALIDATION_SHARE = 0.15  # of the training steps' work, for all validations between the ends of epochs together


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


def fitted(config: RunConfig, material: Material) -> Generator[Point, None, TrainedModel]:
    """Trains on this material; writes nothing, returns the model, on the CPU."""
    chosen = runtime.choose(config.training.device, config.training.precision)
    model = build(config, material)
    yield from training_points(model.network.to(chosen.device), material, config.training, chosen)
    model.network.cpu()
    return model


def training_points(
    network: Network,
    material: Material,
    config: TrainingConfig,
    chosen: Runtime,
    stopped: Callable[[], bool] = lambda: False,
    album: Album | None = None,
    seconds: float = 0.0,
    parts: int = 1,
    together: bool = True,
) -> Iterator[Point]:
    """Trains the network on the training part and watches it on the validation part.

    parts: of a batch, computed together or in turn; stopped() is asked after every step. seconds: of training before the first step.
    """
    batch_size = batch_size_of(material, config)
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
    with in_parts(parts, together) as backward:
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
            backward=backward,
        ):
            if album and point.split == "validation":
                with kept.in_place():
                    album.take(point, *watch.latest)
            yield point


def parts_of_a_batch(network: Network, batch_size: int, chosen: Runtime) -> int:
    """In how many parts a batch is computed: one for each core of a CPU, where texts are many.

    It depends on the config and the machine alone, since sums in another order are other numbers.
    """
    worth_it = network.embedding is not None and network.recurrent.cell == "lstm" and not network.recurrent.drops
    if chosen.device.type != "cpu" or not worth_it:
        return 1
    return max(1, min(torch.get_num_threads(), _MOST_PARTS, batch_size // _LEAST_OF_A_PART))


def cores_are_free(before: runtime.Moment) -> bool:
    """Whether parts are quicker side by side. They hand Python's lock to each other at every operation: where others want the cores
    too, each time takes its turn.
    """
    return before.taken_by_others() <= _BUSY


def batch_size_of(material: Material, config: TrainingConfig) -> int:
    return config.batch_size or len(material.training)


def _average_after(config: TrainingConfig, steps: int) -> int | None:
    """Steps before weights are averaged, where only the last ones are to be."""
    return round(steps * (1 - config.average_last)) if config.average_last else None


class _Watch:
    """Measures on the validation part; between epochs on a fixed piece of it, so that twenty looks cost little beside the training."""

    def __init__(self, network: Network, material: Material, epochs: int, chosen: Runtime) -> None:
        size = _quick_validation_size(len(material.training) * epochs, len(material.validation))
        self._piece = material.validation.drawn(size)
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
