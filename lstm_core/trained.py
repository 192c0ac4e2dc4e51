"""A trained network on disk and in use: its weights, what it reads and what it answers in one folder, nothing pickled."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import safetensors.torch
import torch
from safetensors import SafetensorError

from lstm_core import readers
from lstm_core.data.batches import Sequences
from lstm_core.errors import DataError, LabError
from lstm_core.evaluation.forecast import free_running
from lstm_core.evaluation.measure import measure
from lstm_core.models.network import Network
from lstm_core.ngram_path import NGramPath
from lstm_core.objectives import objective_for
from lstm_core.readers import NumberReader, Reader, Reading, TextReader
from lstm_core.runtime import Runtime
from lstm_core.whole_files import write_whole

_FORMAT, _WITHOUT_NGRAMS = "lstm-lab model 3", "lstm-lab model 2"
_WEIGHTS, _DESCRIPTION = "model.safetensors", "model.json"
_CPU = Runtime(torch.device("cpu"), "fp32")


@dataclass(frozen=True)
class Prediction:
    """The answer to one text."""

    outputs: tuple[float, ...]  # probabilities of the classes, one answer after the other; or values in their own unit
    words: int  # in the text
    read: tuple[tuple[str, bool], ...]  # the words the model read, and whether it knows each


@dataclass(frozen=True)
class TrainedModel:
    """Everything that is needed to answer: made by a run, or loaded from its folder."""

    network: Network
    arguments: dict[str, Any]  # of the network
    reader: Reader
    classes: tuple[str, ...]  # none where values are predicted
    ngrams: NGramPath | None = None  # answers beside the network

    @property
    def bytes(self) -> int:
        """Of its weights."""
        return sum(value.numel() * value.element_size() for value in self.network.state_dict().values())

    def save(self, folder: Path) -> None:
        """The description comes last and makes the others complete."""
        folder.mkdir(parents=True, exist_ok=True)
        self.save_weights(folder / _WEIGHTS)
        self.describe(folder)

    def save_weights(self, file: Path) -> None:
        """Under another name first, so that nobody reads half of it."""
        weights = {name: value.detach().cpu().contiguous() for name, value in self.network.state_dict().items()}
        unfinished = file.with_suffix(".unfinished")
        safetensors.torch.save_file(weights, unfinished)
        unfinished.replace(file)

    def describe(self, folder: Path) -> None:
        """Everything but the weights."""
        reader = self.reader.save(folder)
        description = {"format": _FORMAT, "network": self.arguments, "classes": self.classes, "reader": reader}
        if self.ngrams:
            description["ngrams"] = self.ngrams.save(folder)
        write_whole(folder / _DESCRIPTION, json.dumps(description))

    @classmethod
    def load(cls, folder: Path, weights: str = _WEIGHTS) -> Self:
        """weights: a file in the folder. Raises LabError when the folder holds no complete model of this version."""
        try:
            return cls._read(folder, weights)
        except FileNotFoundError:
            raise LabError(
                f"Run {folder.name} has no trained model: it ended before there was one. Train it again."
            ) from None
        except (ValueError, KeyError, TypeError, RuntimeError, SafetensorError):
            name = folder.name if weights == _WEIGHTS else f"{folder.parent.name} as it was at this moment"
            raise LabError(
                f"The model of run {name} is damaged or of another version of LSTM Lab. Train it again."
            ) from None

    @classmethod
    def _read(cls, folder: Path, weights: str) -> Self:
        description = json.loads((folder / _DESCRIPTION).read_text(encoding="utf-8"))
        if not isinstance(description, dict) or description.get("format") not in (_FORMAT, _WITHOUT_NGRAMS):
            raise ValueError("another format")
        network = Network(**description["network"])
        network.load_state_dict(safetensors.torch.load_file(folder / weights))
        network.eval()
        reader = readers.load(description["reader"], folder)
        ngrams = NGramPath.load(description["ngrams"], folder) if "ngrams" in description else None
        return cls(network, description["network"], reader, tuple(description["classes"]), ngrams)

    @property
    def answers(self) -> int:
        """Steps of a sequence that are each answered."""
        return int(self.arguments.get("answers", 1))

    @property
    def outputs(self) -> int:
        """Logits of an answer, or values."""
        return int(self.arguments["outputs"])

    @property
    def window(self) -> int | None:
        """Steps of a series that are read before each forecast; None where no series is forecast."""
        return self.reader.window if isinstance(self.reader, NumberReader) else None

    @property
    def columns(self) -> tuple[str, ...]:
        """What the values of a series are called, the target first; none where no series is forecast."""
        return self.reader.columns if isinstance(self.reader, NumberReader) else ()

    @property
    def taken(self) -> Mapping[str, Any]:
        """How the series was taken from its file; empty where no such series is forecast."""
        return self.reader.taken if isinstance(self.reader, NumberReader) else {}

    @property
    def text_columns(self) -> tuple[str, str]:
        """What the columns of the texts and of their labels were called; empty where they came from no table."""
        return self.reader.columns if isinstance(self.reader, TextReader) else ("", "")

    def predict(self, texts: Sequence[str], before: int = 0) -> list[Prediction | None]:
        """An answer for every text; None for a text without a single word. Raises DataError for what cannot be read.

        before: how many texts of the same file come before these; what cannot be read is named by its place.
        """
        named = before + len(texts) > 1
        readings = [self._reading(text, place if named else None) for place, text in enumerate(texts, before + 1)]
        last = [0.0 if one.values is None or not len(one.values) else one.values[-1] for one in readings]
        outputs = self._answered([one.inputs for one in readings], np.array(last))
        return [
            Prediction(found, reading.words, reading.read) if found else None
            for found, reading in zip(outputs, readings, strict=True)
        ]

    def outputs_of(self, texts: Sequence[str], before: int = 0) -> list[tuple[float, ...] | None]:
        """The outputs of `predict` alone, of many texts in a small part of its time. Raises DataError as it does."""
        if not isinstance(self.reader, TextReader):
            return [one.outputs if one else None for one in self.predict(texts, before)]
        return self._answered(self.reader.inputs_of(texts), np.zeros(len(texts)))

    def _answered(self, inputs: Sequence[np.ndarray], last: np.ndarray) -> list[tuple[float, ...] | None]:
        """The outputs for each of N sequences, None for an empty one. last: (N,) the value before what is answered."""
        askable = [number for number, one in enumerate(inputs) if len(one)]
        answers: list[tuple[float, ...] | None] = [None] * len(inputs)
        if askable:
            rows = self._outputs([inputs[number] for number in askable], last[askable])
            for number, row in zip(askable, rows.reshape(len(rows), -1).tolist(), strict=True):
                answers[number] = tuple(row)
        return answers

    def forecast(self, window: np.ndarray) -> np.ndarray:
        """(window, F) values in their own unit -> (horizon,) the next ones."""
        following: np.ndarray = self.forecasts(window[None])[0]
        return following

    def forecasts(self, windows: np.ndarray) -> np.ndarray:
        """(N, window, F) values in their own unit -> (N, horizon) the next ones of each."""
        assert isinstance(self.reader, NumberReader)
        scaled = self.reader.scaler.transform(windows) if self.reader.scaler else windows
        return self._outputs(list(scaled.astype(np.float32)), windows[:, -1, 0])

    def ahead(self, values: np.ndarray, steps: int | None = None) -> np.ndarray:
        """(T, F) values of a series in their own unit -> (steps,) those that follow; as many as the horizon where none are named.

        Past the horizon it is fed with its own forecasts. Raises DataError for fewer values than it reads, for other columns than it
        was trained on, and for more steps than the horizon where it reads columns that it does not forecast.
        """
        window, features = self.window or 1, self.arguments.get("features", 1)
        if values.shape[1] != features:
            raise DataError(f"There are {values.shape[1]} columns of values; the model reads {features}. Bring those.")
        if len(values) < window:
            raise DataError(
                f"The series has {len(values)} values; the model reads the last {window}. Bring a longer one."
            )
        if features > 1 and (steps or 0) > self.outputs:
            raise DataError(
                f"{steps} steps ahead are too many: the model reads {features} columns and forecasts one, so the others are known no "
                f"further than now. The most is its horizon, {self.outputs}."
            )
        return free_running(values[-window:], steps or self.outputs, self.forecast)

    def _reading(self, text: str, place: int | None) -> Reading:
        """Says which of several texts cannot be read."""
        try:
            reading = self.reader.read(text)
            if 0 < len(reading.inputs) < self.answers:
                raise DataError(
                    f"It has {len(reading.inputs)} steps; the model answers the last {self.answers}. Give more."
                )
        except DataError as problem:
            raise (DataError(f"Input {place:,}: {problem}") if place else problem) from None
        return reading

    def _outputs(self, inputs: Sequence[np.ndarray], last: np.ndarray) -> np.ndarray:
        objective, sequences = objective_for(len(self.classes)), self._sequences(inputs)
        outputs = measure(self.network, sequences, objective, _CPU.device, _CPU.autocast).outputs
        return self.in_own_unit(self.beside_ngrams(outputs, sequences), last)

    def beside_ngrams(self, outputs: np.ndarray, sequences: Sequences) -> np.ndarray:
        """What the network says of the sequences, weighed with what their n-grams say where the model has that path."""
        return self.ngrams.probabilities(outputs, sequences) if self.ngrams else outputs

    def in_own_unit(self, outputs: np.ndarray, last: np.ndarray) -> np.ndarray:
        """(N, K) scaled values as they were before scaling, (N,) values `last` before each; everything else as it is."""
        if isinstance(self.reader, NumberReader) and self.reader.scaler and not self.classes:
            return self.reader.scaler.inverse_targets(outputs, last)
        return outputs

    def _sequences(self, inputs: Sequence[np.ndarray]) -> Sequences:
        """Encoded texts, each with at least one step, with answers that are not looked at."""
        lengths = np.array([len(one) for one in inputs], np.int64)
        if not self.classes:
            targets = np.zeros((len(inputs), self.outputs), np.float32)
        else:
            targets = np.zeros((len(inputs), self.answers) if self.answers > 1 else len(inputs), np.int64)
        return Sequences(np.concatenate(inputs), np.cumsum(lengths) - lengths, lengths, targets)
