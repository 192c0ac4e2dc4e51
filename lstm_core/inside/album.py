"""Snapshots of a network while it trains, so that one can look back: as many as fit a disk and a time budget."""

import time
from pathlib import Path

import numpy as np
import safetensors.numpy
from safetensors import SafetensorError

from lstm_core.data.batches import Sequences
from lstm_core.errors import LabError
from lstm_core.evaluation.measure import Measured
from lstm_core.material import Material
from lstm_core.runs import moments
from lstm_core.runs.moments import Moment
from lstm_core.trained import TrainedModel
from lstm_core.training.events import Point

_BYTES = 100_000_000  # of weights, a run
_MOST = 40  # snapshots, however small: a slider has no use for more
_SHARE = 0.02  # of the time the training took so far; what is above is left out
_SAMPLE = "sample.safetensors"
_DIAGNOSTIC, _TEST = 16, 400  # sequences kept with the run: to measure gradients on, and to see what units react to


class Album:
    """Takes a snapshot at every validation; once there are too many, every other one goes and half as many follow."""

    def __init__(self, run: Path, model: TrainedModel, material: Material) -> None:
        """run: its folder."""
        self._run, self._model = run, model
        self._began, self._spent = time.perf_counter(), 0.0
        self._seen, self._every, self._kept = 0, 1, dict[int, int]()  # of the kept ones, number and step
        folder = moments.folder_of(run)
        folder.mkdir(parents=True, exist_ok=True)
        model.describe(folder)
        _save_sample(folder / _SAMPLE, {"diagnostic": material.validation, "test": material.test})
        self._most = min(_MOST, _BYTES // model.bytes)  # of a huge model none
        self._add(Moment(0, 0.0))

    def take(self, point: Point, measured: Measured, targets: np.ndarray) -> None:
        """After a validation, with the weights it was made with in the network; outputs and targets of what was measured."""
        confusion = _confusion(measured.outputs, targets) if self._model.classes else None
        self._add(Moment(point.step, point.epoch, point.loss, point.metric, confusion))

    def _add(self, moment: Moment) -> None:
        began = time.perf_counter()
        if (
            self._most
            and self._seen % self._every == 0
            and (not self._seen or self._spent <= _SHARE * (began - self._began))
        ):
            self._model.save_weights(moments.weights_of(self._run, moment.step))
            self._kept[self._seen] = moment.step
            if len(self._kept) > self._most:
                self._thin()
        moments.append(self._run, moment)
        self._seen += 1
        self._spent += time.perf_counter() - began if moment.step else 0.0

    def _thin(self) -> None:
        self._every *= 2
        for number in [number for number in self._kept if number % self._every]:
            moments.weights_of(self._run, self._kept.pop(number)).unlink()


def _confusion(outputs: np.ndarray, targets: np.ndarray) -> list[list[int]]:
    """outputs (N, C) or (N, K, C), targets (N,) or (N, K) -> counts [is][was called]."""
    classes = outputs.shape[-1]
    called, true = outputs.reshape(-1, classes).argmax(axis=1), targets.ravel()
    counts = np.bincount(true * classes + called, minlength=classes * classes)
    return [[int(count) for count in row] for row in counts.reshape(classes, classes)]


def _save_sample(file: Path, parts: dict[str, Sequences]) -> None:
    """Some sequences of each part."""
    kept = {"diagnostic": _DIAGNOSTIC, "test": _TEST}
    arrays: dict[str, np.ndarray] = {}
    for name, part in parts.items():
        taken = part.drawn(kept[name])
        rows = [taken.flat[start : start + length] for start, length in zip(taken.starts, taken.lengths, strict=True)]
        if taken.padded_to:
            rows = [np.pad(row, (taken.padded_to - len(row), 0)) for row in rows]
        arrays |= {
            f"{name}.flat": np.concatenate(rows),
            f"{name}.lengths": np.array([len(row) for row in rows]),
            f"{name}.targets": taken.targets,
        }
    safetensors.numpy.save_file({name: np.ascontiguousarray(values) for name, values in arrays.items()}, file)


def load_sample(run: Path, part: str) -> Sequences:
    """part: diagnostic, of the validation part, or test.

    Raises FileNotFoundError for a run that has none, LabError where they are damaged.
    """
    try:
        arrays = safetensors.numpy.load_file(moments.folder_of(run) / _SAMPLE)
        flat, lengths, targets = (arrays[f"{part}.{name}"] for name in ("flat", "lengths", "targets"))
    except (SafetensorError, KeyError):
        raise LabError(f"The sequences that run {run.name} kept to be looked at are damaged. Train it again.") from None
    return Sequences(flat, np.cumsum(lengths) - lengths, lengths, targets)
