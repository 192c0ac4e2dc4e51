"""What a model answered on validation and test part, kept beside it: every figure about it follows from these.

One file without anything pickled. Letters: N examples, C classes, L steps ahead.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np

from lstm_core.errors import LabError
from lstm_core.whole_files import write_whole

FILE, EVALUATION = "outputs.npz", "evaluation.json"
_FORMAT = "lstm-lab outputs 1"


@dataclass(frozen=True)
class ClassOutputs:
    """Of a classifier. The validation part is empty where none was asked for: the test part watched."""

    labels: np.ndarray  # (N,) int64 class indices of the test part
    probabilities: np.ndarray  # (N, C) float32
    validation_labels: np.ndarray
    validation_probabilities: np.ndarray
    answers: int = 1  # several answers of one sequence count as so many examples, one after the other
    texts: str = ""  # the name under which the texts of the test part are kept

    @property
    def predicted(self) -> np.ndarray:
        found: np.ndarray = self.probabilities.argmax(axis=1)
        return found

    def save(self, folder: Path) -> None:
        write(folder, vars(self))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Raises LabError where the run kept none, or they are of another version."""
        found = read(folder)
        return cls(
            found["labels"],
            found["probabilities"],
            found["validation_labels"],
            found["validation_probabilities"],
            answers=int(found["answers"]),
            texts=str(found["texts"]),
        )


def texts_of(folder: Path) -> str:
    """The name under which the texts of a run are kept; empty where it names none."""
    try:
        with open(folder / FILE, "rb") as stream, np.load(stream, allow_pickle=False) as archive:
            return str(archive["texts"])
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return ""


def read(folder: Path) -> dict[str, np.ndarray]:
    """The arrays of a run's file. Raises LabError where there is none, or of another version."""
    try:
        with open(folder / FILE, "rb") as stream, np.load(stream, allow_pickle=False) as archive:
            found = {name: archive[name] for name in archive.files}
    except FileNotFoundError:
        raise LabError(f"Run {folder.name} has not kept what it answered. Let it answer again.") from None
    except (OSError, ValueError, EOFError, AttributeError, TypeError, zipfile.BadZipFile):
        found = {}
    if str(found.get("format")) != _FORMAT:
        raise LabError(f"What run {folder.name} answered is damaged or of another version. Let it answer again.")
    return found


def write(folder: Path, arrays: Mapping[str, object]) -> None:
    """The file of a run."""
    content: dict[str, Any] = {"format": np.array(_FORMAT)} | {name: np.asarray(one) for name, one in arrays.items()}
    stream = io.BytesIO()
    np.savez_compressed(stream, **content)
    write_whole(folder / FILE, stream.getvalue())


def in_words(classes: Sequence[str], outputs: Sequence[float]) -> tuple[str, float | None]:
    """Classes or values beside each other, and the lowest probability of those classes.

    outputs: the probabilities of the classes, one answer after the other; or values in their own unit, where there are no classes.
    """
    if not classes:
        return " ".join(f"{value:.4g}" for value in outputs), None
    width = len(classes)
    rows = [outputs[start : start + width] for start in range(0, len(outputs), width)]
    best = [max(range(width), key=row.__getitem__) for row in rows]
    probability = min(row[number] for row, number in zip(rows, best, strict=True))
    return " ".join(classes[number] for number in best), probability
