"""A few steps of a training, on sequences of its sizes: to warm up, and to measure what a config costs on this machine.

Letters: B sequences in a batch, T time steps of its longest one.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import psutil
from torch import Tensor
from torch.autograd.graph import saved_tensors_hooks

from lstm_core import runtime
from lstm_core.config import DataConfig, RunConfig, TrainingConfig
from lstm_core.data import imdb
from lstm_core.data.batches import Sequences, shuffled
from lstm_core.estimation import stand_in
from lstm_core.experiment import build, parts_of_a_batch, training_points
from lstm_core.home import Home
from lstm_core.material import Material, at_once
from lstm_core.models.network import Network
from lstm_core.readers import SymbolReader
from lstm_core.runs.costs import Cost
from lstm_core.training.events import Point

_PLACES = (0.1, 0.9)  # of the batches by length: a short one and a long one are measured, time grows evenly between
_STEPS, _SECONDS = 4, 0.5  # measured at each place: at least so many, at least so long ...
_MOST_STEPS, _MOST_SECONDS = 400, 2.0  # ... and no longer
_MOST_OPERATIONS = 1e11  # of a measured step, about a second; larger steps are measured in part
_MOST_BYTES = 4e8
_FEWEST = 32  # sequences of a part: with fewer, a large network spends its time on fetching its weights
_BYTES_OF_TEXT = 11.5, 5.5  # memory for each byte of a text file: while it is read word by word, and afterwards
_NEXT_TO_NOTHING = 1e-6
_WAY_BACK = 1.5  # memory of a step for each byte the way there leaves to the way back, which makes gradients of it
_COPIES = 3  # of every weight besides itself: its gradient and what Adam remembers


def warm_up() -> None:
    """Trains a few numbers: what PyTorch loads and compiles at its first step is then not waited for at a click."""
    network = Network(vocabulary=4, outputs=2, embedding_size=2, hidden_size=2)
    sequences = Sequences(np.full(4, 2, np.int32), np.array([0, 2]), np.array([2, 2]), np.array([0, 1]))
    material = Material(sequences, sequences, sequences, ("a", "b"), SymbolReader(("a", "b")), str)
    config = TrainingConfig(epochs=1, batch_size=2)
    for _ in training_points(network, material, config, runtime.choose("cpu", "fp32")):
        pass


def resident_bytes() -> int:
    """Memory of this process right now."""
    return int(psutil.Process().memory_info().rss)


def rehearse(
    config: RunConfig, home: Home, base_bytes: int, interrupted: Callable[[], bool] = lambda: False
) -> Cost | None:
    """What the config costs in this process; None when it was interrupted.

    base_bytes: memory of a process that is ready to train. Fetches nothing from a network.
    Raises LabError for data that cannot be used.
    """
    before, material = runtime.Moment.now(), material_of(config.data, home)
    chosen = runtime.choose(config.training.device, config.training.precision)
    network = build(config, material).network.to(chosen.device)
    batch = config.training.batch_size or len(material.training)
    parts = parts_of_a_batch(network, batch, chosen, before)
    stage = _Stage(network, material, config.training, chosen, interrupted, parts)
    lengths = _lengths_of_batches(material.training, config.training)
    activations = stage.bytes_of_a_step(int(lengths[-1]))
    places = sorted({int(lengths[round(place * (len(lengths) - 1))]) for place in _PLACES})
    seconds = [stage.seconds_of_a_step(place) for place in places]
    if interrupted():
        return None
    line = np.polynomial.Polynomial.fit(places, seconds, deg=len(places) - 1)
    return Cost(
        epoch_seconds=float(line(lengths).clip(min=0).sum()),
        memory_bytes=base_bytes + _memory(network, activations, _text_bytes(config.data, home)),
    )


def material_of(config: DataConfig, home: Home) -> Material:
    """What is trained on; of IMDB, which may have to be downloaded, only the sizes."""
    if config.data_set == "imdb":
        return stand_in.reviews(config, home)
    return at_once(config, home)


def _lengths_of_batches(sequences: Sequences, config: TrainingConfig) -> np.ndarray:
    """Time steps of each batch of an epoch, the shortest first."""
    cuts = shuffled(sequences, config.batch_size or len(sequences), np.random.default_rng(0))
    return np.sort([sequences.lengths[cut].max() for cut in cuts])


def _memory(network: Network, activations: float, text_bytes: int) -> int:
    """While the texts are read, or while it trains, whichever is more."""
    reading, read = _BYTES_OF_TEXT
    weights = sum(parameter.nbytes for parameter in network.parameters())
    return round(max(reading * text_bytes, read * text_bytes + (1 + _COPIES) * weights + _WAY_BACK * activations))


def _text_bytes(config: DataConfig, home: Home) -> int:
    if config.data_set == "imdb":
        return imdb.bytes_here(home.data_set("imdb"))
    return home.own_file(config.file).stat().st_size if config.data_set == "own-texts" else 0


@dataclass(frozen=True)
class _Portion:
    """A batch to be measured, or as much of it as can be afforded."""

    batch: int
    steps: int
    whole: int  # sequences times steps of the whole batch

    @property
    def share(self) -> float:
        return self.batch * self.steps / self.whole


@dataclass(frozen=True)
class _Stage:
    """Where steps are measured, by the training's own loop."""

    network: Network
    material: Material
    config: TrainingConfig
    chosen: runtime.Runtime
    interrupted: Callable[[], bool]
    parts: int  # in which a batch is computed

    def seconds_of_a_step(self, steps: int) -> float:
        """On a batch of sequences of so many time steps. The first step comes with preparations and does not count."""
        portion, patience = self._portion(steps), _Patience(self.interrupted)
        points = [
            point for point in self._points(portion, patience.at_its_end, self.parts) if point.split == "training"
        ]
        seconds = np.diff([0.0, *(point.seconds for point in points)])
        return float(np.median(seconds[1:] if len(seconds) > 1 else seconds)) / portion.share

    def bytes_of_a_step(self, steps: int) -> float:
        """What the way back needs of the way there; PyTorch calls it saved tensors."""
        portion, saved = self._portion(steps), dict[int, int]()

        def seen(tensor: Tensor) -> Tensor:
            storage = tensor.untyped_storage()
            saved[storage.data_ptr()] = storage.nbytes()
            return tensor

        with saved_tensors_hooks(seen, lambda tensor: tensor):
            next(self._points(portion, lambda: True), None)
        for parameter in self.network.parameters():
            saved.pop(parameter.untyped_storage().data_ptr(), None)
        return sum(saved.values()) / portion.share

    def _points(self, portion: _Portion, stopped: Callable[[], bool], parts: int = 1) -> Iterator[Point]:
        training = _repeated(self.material.training, portion.batch * _MOST_STEPS, portion.steps)
        material = replace(self.material, training=training, validation=training.take(np.arange(1)))
        still = {"learning_rate": _NEXT_TO_NOTHING, "patience": 0}  # what is learned here must not get out of hand
        config = self.config.model_copy(update={"epochs": 1, "batch_size": portion.batch, **still})
        return training_points(self.network, material, config, self.chosen, stopped, parts=parts)

    def _portion(self, steps: int) -> _Portion:
        batch = self.config.batch_size or len(self.material.training)
        affordable = self._affordable()
        part = min(batch, max(affordable // steps, _FEWEST))
        return _Portion(part, min(steps, max(affordable // part, self.material.answers)), batch * steps)

    def _affordable(self) -> int:
        """Sequences times steps of a measured batch, by operations and by what they leave in memory; at least 1."""
        parameters = dict(self.network.recurrent.named_parameters())
        weights = sum(parameter.numel() for parameter in parameters.values())
        gates = sum(len(bias) for name, bias in parameters.items() if name.endswith("bias_hh_l0"))
        return max(1, int(min(_MOST_OPERATIONS / (6 * weights), _MOST_BYTES / (12 * gates))))


class _Patience:
    """Ends a measurement: after enough steps, or after too long a time."""

    def __init__(self, interrupted: Callable[[], bool]) -> None:
        self._interrupted, self._began, self._steps = interrupted, time.perf_counter(), 0

    def at_its_end(self) -> bool:
        """To be asked after every step."""
        self._steps += 1
        seconds, measured = time.perf_counter() - self._began, self._steps - 1
        enough = measured >= _STEPS and seconds >= _SECONDS
        return enough or (measured >= 1 and seconds >= _MOST_SECONDS) or self._interrupted()


def _repeated(sequences: Sequences, count: int, steps: int) -> Sequences:
    """So many sequences of so many steps, whatever is in them."""
    chosen = np.resize(np.arange(len(sequences)), count)
    starts = np.minimum(sequences.starts[chosen], max(0, len(sequences.flat) - steps))
    return replace(sequences, starts=starts, lengths=np.full(count, steps), targets=sequences.targets[chosen])
