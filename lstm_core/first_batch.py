"""The first batch of a training, exactly as the model gets it: composed of the same parts as the training itself."""

from typing import Any

import numpy as np

from lstm_core.config import DataConfig, RunConfig
from lstm_core.data import catalog, corpus
from lstm_core.data.batches import Sequences, shuffled
from lstm_core.data.texts import LabelledTexts
from lstm_core.home import Home
from lstm_core.material import Material, at_once
from lstm_core.outcome import outcome
from lstm_core.readers import NumberReader
from lstm_core.text.vocabulary import UNKNOWN

_MOST_ROWS = 16
_MOST_STEPS = 120  # of a sequence that are shown


def first_batch(config: RunConfig, home: Home) -> dict[str, Any]:
    """Rows of steps: words with their ids and whether they are known, or numbers. Raises DataError as a training would."""
    material = at_once(config.data, home)
    training = material.training
    random = np.random.default_rng(config.training.seed)
    batch = next(shuffled(training, config.training.batch_size or len(training), random))
    shown = np.sort(batch[:_MOST_ROWS]) if len(batch) > _MOST_ROWS else batch
    longest = int(training.lengths[batch].max())
    facts = {"size": len(batch), "longest": longest, "vocabulary": material.facts.get("vocabulary")}
    if isinstance(material.reader, NumberReader):
        return {**facts, "numbers": [_numbers(training, row) for row in shown.tolist()]}
    raw = _raw_words(config.data, home)
    return {**facts, "words": [_words(training, material, row, raw) for row in shown.tolist()]}


def _raw_words(config: DataConfig, home: Home) -> tuple[np.ndarray, tuple[str, ...]] | None:
    """Every word of the data set before rare ones became unknown; None where words do not lie where they lay."""
    if config.padding == "front":
        return None
    loaded = outcome(catalog.load(config, home))
    if not isinstance(loaded, LabelledTexts):
        return None
    encoded = corpus.encode(loaded, home.cache, config.tokenizer)
    return encoded.flat, encoded.raw_words


def _words(
    training: Sequences, material: Material, row: int, raw: tuple[np.ndarray, tuple[str, ...]] | None
) -> dict[str, Any]:
    start, length = int(training.starts[row]), int(training.lengths[row])
    places = range(start, start + min(length, _MOST_STEPS))
    known = ("padding", "unknown", *material.reader.vocabulary.words)  # type: ignore[union-attr]
    ids = [int(training.flat[place]) for place in places]
    words = [raw[1][raw[0][place]] if raw else known[number] for place, number in zip(places, ids, strict=True)]
    label = training.targets[row]
    answer = material.classes[int(label)] if label.ndim == 0 else " ".join(material.classes[int(one)] for one in label)
    return {
        "words": words,
        "ids": ids,
        "known": [number != UNKNOWN for number in ids],
        "length": length,
        "answer": answer,
    }


def _numbers(training: Sequences, row: int) -> dict[str, Any]:
    start, length = int(training.starts[row]), int(training.lengths[row])
    steps = training.flat[start : start + min(length, _MOST_STEPS)]
    answer = np.atleast_1d(training.targets[row]).tolist()
    return {"steps": np.asarray(steps, np.float64).tolist(), "length": length, "answer": answer}
