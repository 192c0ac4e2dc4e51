"""A trained classifier on disk and in use: network, vocabulary and classes in one folder, nothing pickled."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import safetensors.torch
import torch
from safetensors import SafetensorError

from lstm_core.data.batches import Sequences
from lstm_core.errors import LabError
from lstm_core.evaluation.measure import measure
from lstm_core.evaluation.report import classification_report
from lstm_core.models.network import Network
from lstm_core.runtime import Runtime
from lstm_core.text.vocabulary import UNKNOWN, Vocabulary
from lstm_core.text.words import words_of

_FORMAT = "lstm-lab classifier 1"
_WEIGHTS, _DESCRIPTION, _VOCABULARY = "model.safetensors", "model.json", "vocabulary.json"
_CPU = Runtime(torch.device("cpu"), "fp32")


@dataclass(frozen=True)
class Prediction:
    """The answer to one text."""

    probabilities: tuple[float, ...]  # one a class, they sum to 1
    words: int  # in the text
    read: tuple[tuple[str, bool], ...]  # the words the model read, and whether it knows each


@dataclass(frozen=True)
class TrainedClassifier:
    """Everything that is needed to answer: made by a run, or loaded from its folder."""

    network: Network
    arguments: dict[str, Any]  # of the network
    vocabulary: Vocabulary
    classes: tuple[str, ...]
    sequence_length: int
    keep: str  # last or first

    def save(self, folder: Path) -> None:
        """Writes three files; the description comes last and makes them complete."""
        folder.mkdir(parents=True, exist_ok=True)
        weights = {name: value.detach().cpu().contiguous() for name, value in self.network.state_dict().items()}
        safetensors.torch.save_file(weights, folder / _WEIGHTS)
        self.vocabulary.save(folder / _VOCABULARY)
        description = {
            "format": _FORMAT,
            "network": self.arguments,
            "classes": self.classes,
            "sequence_length": self.sequence_length,
            "keep": self.keep,
        }
        (folder / _DESCRIPTION).write_text(json.dumps(description), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Raises LabError when the folder holds no complete model of this version."""
        try:
            return cls._read(folder)
        except FileNotFoundError:
            raise LabError(
                f"Run {folder.name} has no trained model: it ended before there was one. Train it again."
            ) from None
        except (ValueError, KeyError, TypeError, RuntimeError, SafetensorError):
            raise LabError(
                f"The model of run {folder.name} is damaged or of another version of LSTM Lab. Train it again."
            ) from None

    @classmethod
    def _read(cls, folder: Path) -> Self:
        description = json.loads((folder / _DESCRIPTION).read_text(encoding="utf-8"))
        if description.get("format") != _FORMAT:
            raise ValueError("another format")
        network = Network(**description["network"])
        network.load_state_dict(safetensors.torch.load_file(folder / _WEIGHTS))
        network.eval()
        return cls(
            network,
            description["network"],
            Vocabulary.load(folder / _VOCABULARY),
            tuple(description["classes"]),
            description["sequence_length"],
            description["keep"],
        )

    def predict(self, texts: Sequence[str]) -> list[Prediction | None]:
        """An answer for every text; None for a text without a single word."""
        words = [words_of(text) for text in texts]
        read = [self._read_part(text) for text in words]
        askable = [number for number, part in enumerate(read) if part]
        answers: list[Prediction | None] = [None] * len(texts)
        if not askable:
            return answers
        ids = [self.vocabulary.encode(read[number]) for number in askable]
        probabilities = measure(self.network, _sequences(ids), _CPU.device, _CPU.autocast).probabilities
        for number, encoded, row in zip(askable, ids, probabilities, strict=True):
            known = tuple(zip(read[number], (encoded != UNKNOWN).tolist(), strict=True))
            answers[number] = Prediction(tuple(row.tolist()), len(words[number]), known)
        return answers

    def evaluate(self, texts: Sequence[str], labels: np.ndarray) -> dict[str, Any]:
        """The report's figures on labelled texts; labels (N,) are class indices. A text without a word is answered with class 0."""
        uniform = tuple(1 / len(self.classes) for _ in self.classes)
        answers = [answer.probabilities if answer else uniform for answer in self.predict(texts)]
        probabilities = np.array(answers, np.float32)
        loss = float(-np.log(np.maximum(probabilities[np.arange(len(labels)), labels], 1e-12)).mean())
        majority = int(np.bincount(labels).argmax())
        report = classification_report(
            labels, probabilities, self.classes, loss, majority, lambda number: texts[number]
        )
        return {name: value for name, value in report.items() if name not in ("format", "mistakes")}

    def _read_part(self, words: list[str]) -> list[str]:
        return words[-self.sequence_length :] if self.keep == "last" else words[: self.sequence_length]


def _sequences(ids: Sequence[np.ndarray]) -> Sequences:
    """Encoded texts, each with at least one word, without labels."""
    lengths = np.array([len(one) for one in ids], np.int64)
    return Sequences(np.concatenate(ids), np.cumsum(lengths) - lengths, lengths, np.zeros(len(ids), np.int64))
