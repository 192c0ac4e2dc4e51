"""Where a few steps of a training are measured, by the training's own loop: how long they take, and what memory they leave.

Letters: B sequences in a batch, T time steps of its longest one.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from torch import Tensor
from torch.autograd.graph import saved_tensors_hooks

from lstm_core import runtime
from lstm_core.config import TrainingConfig
from lstm_core.data.batches import Sequences
from lstm_core.fitting import training_points
from lstm_core.material import Material
from lstm_core.models.network import Network
from lstm_core.training.events import Point

_STEPS, _SECONDS = 4, 0.5  # measured at each place: at least so many, at least so long ...
_MOST_STEPS, _MOST_SECONDS = 400, 2.0  # ... and no longer
_MOST_OPERATIONS = 1e11  # of a measured step, about a second; larger steps are measured in part
_MOST_BYTES = 4e8
_FEWEST = 32  # sequences of a part: with fewer, a large network spends its time on fetching its weights
_NEXT_TO_NOTHING = 1e-6


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
class Stage:
    """Where steps are measured, by the training's own loop."""

    network: Network
    material: Material
    config: TrainingConfig
    chosen: runtime.Runtime
    interrupted: Callable[[], bool]
    parts: int  # in which a batch is computed ...
    together: bool  # ... at the same time

    def seconds_of_a_step(self, steps: int) -> float:
        """On a batch of sequences of so many time steps. The first step comes with preparations and does not count."""
        portion, patience = self._portion(steps), Patience(self.interrupted)
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
        return training_points(
            self.network, material, config, self.chosen, stopped, parts=parts, together=self.together
        )

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


class Patience:
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
