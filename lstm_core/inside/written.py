"""Encoded sequences the way a person would type them: the way back from what a reader does."""

import numpy as np

from lstm_core.data.scaler import Scaler
from lstm_core.readers import NumberReader, Reader, SymbolReader
from lstm_core.text.vocabulary import PADDING, SPECIAL_IDS, UNKNOWN

_UNHEARD = "unknownword"  # one word that no vocabulary has


def written(reader: Reader, inputs: np.ndarray) -> str:
    """inputs: (T,) ids or (T, F) numbers. Padding is left out; a word that is not known stays unknown when it is read again."""
    if isinstance(reader, NumberReader):
        values = _unscaled(reader.scaler, inputs) if reader.scaler else inputs
        return "; ".join(" ".join(f"{value:.5g}" for value in step) for step in values)
    return " ".join(
        _UNHEARD if number == UNKNOWN else word_of(reader, int(number)) for number in inputs if number != PADDING
    )


def _unscaled(scaler: Scaler, inputs: np.ndarray) -> np.ndarray:
    """Of differences the values they lie between, the first one 0: at what level they were is not in the inputs."""
    values = inputs * scaler.scale + scaler.mean
    return np.concatenate([np.zeros_like(values[:1]), values.cumsum(axis=0)]) if scaler.differences else values


def word_of(reader: Reader, number: int) -> str:
    assert not isinstance(reader, NumberReader)
    if number < SPECIAL_IDS:
        return "(padding)" if number == PADDING else "(unknown)"
    words = reader.symbols if isinstance(reader, SymbolReader) else reader.vocabulary.words
    return words[number - SPECIAL_IDS]
