"""What a person types, as a sequence a trained network reads; saved beside the weights as JSON."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from lstm_core.data.front_padding import pad_front
from lstm_core.data.scaler import Scaler
from lstm_core.errors import DataError
from lstm_core.text import keras_words, words
from lstm_core.text.vocabulary import SPECIAL_IDS, UNKNOWN, Vocabulary

_VOCABULARY = "vocabulary.json"
_MOST = float(np.finfo(np.float32).max)  # a network reads numbers of 32 bits
_MOST_NUMBERS = 100_000  # that are looked through; of a series only the last ones are read
_MOST_STEPS = 20_000  # that a network reads of what is typed: ten times the longest there is to train on


@dataclass(frozen=True)
class Reading:
    """One text as the model gets it."""

    words: int  # in the text
    read: tuple[tuple[str, bool], ...]  # the words that are read, and whether each is known
    inputs: np.ndarray  # (T,) int32 ids or (T, F) float32 numbers; T is 0 where there is nothing to read
    values: np.ndarray | None = None  # (T,) the series at each step in its own unit: differences go on from there

    @property
    def steps(self) -> tuple[str, ...]:
        """What stands at each of the T time steps: a word, the numbers of a step, or · where a short text was padded in front."""
        pieces = [piece for piece, _ in self.read]
        if self.inputs.ndim == 1:
            return ("·",) * (len(self.inputs) - len(pieces)) + tuple(pieces)
        width, pieces = self.inputs.shape[1], pieces[-self.inputs.size :]
        return tuple(" ".join(pieces[start : start + width]) for start in range(0, len(pieces), width))


@dataclass(frozen=True)
class TextReader:
    """Words of a text: its last or first ones, padded at the front where the training did so."""

    vocabulary: Vocabulary
    tokenizer: str  # words or keras
    sequence_length: int
    keep: str  # last or first
    padding: str  # end or front
    columns: tuple[str, str] = ("", "")  # of the table that texts and labels came from

    def read(self, text: str) -> Reading:
        found = keras_words.words_of(text) if self.tokenizer == "keras" else words.words_of(text)
        part = found[-self.sequence_length :] if self.keep == "last" else found[: self.sequence_length]
        ids = self.vocabulary.encode(part)
        known = tuple(zip(part, (ids != UNKNOWN).tolist(), strict=True))
        return Reading(len(found), known, self._padded(ids) if self.padding == "front" else ids)

    def inputs_of(self, texts: Sequence[str]) -> list[np.ndarray]:
        """The inputs `read` gives for each text, of many texts at once."""
        split = keras_words.split_words if self.tokenizer == "keras" else words.split_words
        found = split(pa.array(texts, pa.large_string()))
        ids, offsets = self.vocabulary.encode_all(found.flat), found.offsets
        lengths = np.minimum(np.diff(offsets), self.sequence_length)
        starts = offsets[1:] - lengths if self.keep == "last" else offsets[:-1]
        inputs = [ids[start : start + length] for start, length in zip(starts.tolist(), lengths.tolist(), strict=True)]
        return [self._padded(one) for one in inputs] if self.padding == "front" else inputs

    def _padded(self, ids: np.ndarray) -> np.ndarray:
        """Up to the length of all sequences, unless there is nothing."""
        return pad_front(ids, np.array([0, len(ids)]), self.sequence_length, "last")[0] if len(ids) else ids

    def arguments(self) -> dict[str, int]:
        return {"vocabulary": len(self.vocabulary)}

    def save(self, folder: Path) -> dict[str, Any]:
        self.vocabulary.save(folder / _VOCABULARY)
        names = ("tokenizer", "sequence_length", "keep", "padding", "columns")
        return {"reads": "texts", **{name: getattr(self, name) for name in names}}


@dataclass(frozen=True)
class SymbolReader:
    """Symbols with blanks between them."""

    symbols: tuple[str, ...]

    @property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary(self.symbols)

    def read(self, text: str) -> Reading:
        """Raises DataError for what is no symbol, and for too many of them."""
        found = text.split()
        _not_too_long(len(found))
        for place, symbol in enumerate(found, 1):
            if symbol not in self.symbols:
                raise DataError(
                    f"Symbol {place} is {symbol[:40]!r}; write symbols with blanks between: {' '.join(self.symbols)}."
                )
        return Reading(len(found), tuple((symbol, True) for symbol in found), self.vocabulary.encode(found))

    def arguments(self) -> dict[str, int]:
        return {"vocabulary": len(self.symbols) + SPECIAL_IDS}

    def save(self, folder: Path) -> dict[str, Any]:
        return {"reads": "symbols", "symbols": self.symbols}


@dataclass(frozen=True)
class NumberReader:
    """Numbers with blanks, commas or semicolons between them, the F numbers of a step beside each other."""

    features: int
    scaler: Scaler | None = None  # what a series was scaled with
    window: int | None = None  # steps that are needed, where only so many are read
    columns: tuple[str, ...] = ()  # of a series: what its F values are called, the target first
    season: int = 1  # of a series: steps after which it about repeats itself
    taken: Mapping[str, Any] = field(default_factory=dict)  # of a series: how it was taken from its file
    row: tuple[str, ...] = ()  # of a table with a sequence a row: what its T * F columns are called

    def read(self, text: str) -> Reading:
        """Raises DataError for what is no number, or too few or too many of them."""
        pieces = [piece for piece in re.split(r"[\s,;]+", text) if piece]
        if len(pieces) > _MOST_NUMBERS:
            raise DataError(f"There are {len(pieces):,} numbers; the most is {_MOST_NUMBERS:,}. Give the last ones.")
        values = np.array([_number(piece, place) for place, piece in enumerate(pieces, 1)], np.float64)
        if len(values) % self.features:
            raise DataError(f"There are {len(values):,} numbers, but a step has {self.features}; give whole steps.")
        steps = values.reshape(-1, self.features)
        if self.window and 0 < len(steps) < self.window:
            raise DataError(f"There are {len(steps)} steps; the model reads the last {self.window}. Give that many.")
        steps = steps[-self.window :] if self.window else steps
        _not_too_long(len(steps))
        scaled = self.scaler.transform(steps) if self.scaler and len(steps) else steps
        if np.abs(scaled).max(initial=0) > _MOST:
            raise DataError("One of these numbers is too far from those the model learned from. Give others.")
        read = tuple((piece, True) for piece in pieces)
        return Reading(len(values), read, scaled.astype(np.float32), steps[len(steps) - len(scaled) :, 0])

    def arguments(self) -> dict[str, int]:
        return {"features": self.features}

    def save(self, folder: Path) -> dict[str, Any]:
        scaler = self.scaler.described() if self.scaler else None
        series = {"window": self.window, "columns": self.columns, "season": self.season, "taken": dict(self.taken)}
        return {"reads": "numbers", "features": self.features, "scaler": scaler, **series, "row": self.row}


Reader = TextReader | SymbolReader | NumberReader


def _not_too_long(steps: int) -> None:
    if steps > _MOST_STEPS:
        raise DataError(f"There are {steps:,} steps; the most is {_MOST_STEPS:,}. Give fewer.")


def _number(piece: str, place: int) -> float:
    try:
        value = float(piece)
    except ValueError:
        raise DataError(f"Number {place} is {piece[:40]!r}, which is none. Write for example 0.25.") from None
    if not np.isfinite(value):
        raise DataError(f"Number {place} is {piece[:40]!r}; only finite numbers can be read.")
    if abs(value) > _MOST:
        raise DataError(f"Number {place} is {piece[:40]!r}; numbers up to {_MOST:.1e} can be read.")
    return value


def load(description: dict[str, Any], folder: Path) -> Reader:
    """The reader that `save` described. Raises DataError, ValueError, TypeError or KeyError for one it did not."""
    match description["reads"]:
        case "texts":
            vocabulary = Vocabulary.load(folder / _VOCABULARY)
            tokenizer, keep, padding = (description[name] for name in ("tokenizer", "keep", "padding"))
            text, label = map(str, description.get("columns", ("", "")))
            length = _whole(description["sequence_length"])
            return TextReader(vocabulary, tokenizer, length, keep, padding, (text, label))
        case "symbols":
            return SymbolReader(tuple(description["symbols"]))
        case "numbers":
            scaler = Scaler.of_description(description["scaler"]) if description["scaler"] else None
            window = None if description["window"] is None else _whole(description["window"])
            columns, season = tuple(description.get("columns", ())), _whole(description.get("season", 1))
            taken, row = dict(description.get("taken", {})), tuple(description.get("row", ()))
            return NumberReader(_whole(description["features"]), scaler, window, columns, season, taken, row)
        case other:
            raise DataError(f"The model reads {other!r}, which this version does not know; train the run again.")


def _whole(number: Any) -> int:
    if not isinstance(number, int) or number < 1:
        raise ValueError(f"{number!r} is no whole number above 0")
    return number
