"""A few steps of a training, on sequences of its sizes: to warm up, and to measure what a config costs on this machine.

Letters: B sequences in a batch, T time steps of its longest one.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import psutil

from lstm_core import runtime
from lstm_core.config import DataConfig, RunConfig, TrainingConfig
from lstm_core.data import imdb
from lstm_core.data.batches import Sequences, shuffled
from lstm_core.data.ngrams import NGrams
from lstm_core.estimation import stand_in
from lstm_core.estimation.stage import Stage
from lstm_core.fitting import build, cores_are_free, parts_of_a_batch, training_points
from lstm_core.home import Home
from lstm_core.material import Material, at_once
from lstm_core.models.network import Network
from lstm_core.readers import SymbolReader, TextReader
from lstm_core.runs.costs import Cost

_PLACES = (0.1, 0.9)  # of the batches by length: a short one and a long one are measured, time grows evenly between
_BYTES_OF_TEXT = 11.5, 2.5  # memory for each byte of a text file: while it is read word by word, and afterwards
_MOST_WORDS = 1_000_000  # the fitting of n-grams is measured on so many; ten times as many take ten times as long
_BYTES_OF_NGRAMS = 24  # memory for each word and order
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
    parts = parts_of_a_batch(network, batch, chosen)
    stage = Stage(network, material, config.training, chosen, interrupted, parts, cores_are_free(before))
    lengths = _lengths_of_batches(material.training, config.training)
    activations = stage.bytes_of_a_step(int(lengths[-1]))
    places = sorted({int(lengths[round(place * (len(lengths) - 1))]) for place in _PLACES})
    seconds = [stage.seconds_of_a_step(place) for place in places]
    if interrupted():
        return None
    ngrams = _ngrams(config.model.ngrams, material)
    line = np.polynomial.Polynomial.fit(places, seconds, deg=len(places) - 1)
    return Cost(
        epoch_seconds=float(line(lengths).clip(min=0).sum()),
        once_seconds=ngrams.seconds,
        memory_bytes=base_bytes + _memory(network, activations, ngrams.memory_bytes, _text_bytes(config.data, home)),
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


def _memory(network: Network, activations: float, ngrams: float, text_bytes: int) -> int:
    """While the texts are read, while n-grams are fitted or while it trains, whichever is more."""
    reading, read = _BYTES_OF_TEXT
    weights = sum(parameter.nbytes for parameter in network.parameters())
    training = (1 + _COPIES) * weights + _WAY_BACK * activations
    return round(max(reading * text_bytes, read * text_bytes + max(ngrams, training)))


@dataclass(frozen=True)
class _Once:
    """What comes before the first step."""

    seconds: float = 0.0
    memory_bytes: float = 0.0


def _ngrams(orders: int, material: Material) -> _Once:
    """Measured on some of the texts."""
    training = material.training
    if not orders or len(material.classes) != 2 or not isinstance(material.reader, TextReader):
        return _Once()
    words = int(training.lengths.sum())
    piece = training.take(np.arange(0, len(training), max(1, words // _MOST_WORDS)))
    if len(np.unique(piece.targets)) < 2:
        return _Once()
    began = time.perf_counter()
    NGrams.fit(piece, len(material.reader.vocabulary), orders)
    seconds = (time.perf_counter() - began) * words / int(piece.lengths.sum())
    return _Once(seconds, _BYTES_OF_NGRAMS * orders * words)


def _text_bytes(config: DataConfig, home: Home) -> int:
    if config.data_set == "imdb":
        return imdb.bytes_here(home.data_set("imdb"))
    return home.own_file(config.file).stat().st_size if config.data_set == "own-texts" else 0
