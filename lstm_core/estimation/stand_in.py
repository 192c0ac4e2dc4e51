"""The sizes of IMDB without its words: what a training costs is known before the reviews are there, and without reading them."""

import numpy as np

from lstm_core.config import DataConfig
from lstm_core.data import imdb, splits
from lstm_core.data.batches import Sequences
from lstm_core.home import Home
from lstm_core.material import Material
from lstm_core.readers import TextReader
from lstm_core.text.vocabulary import SPECIAL_IDS, Vocabulary

# This share of the reviews has at most so many words.
_SHARES = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)
_WORDS = (6, 63, 89, 119, 134, 151, 173, 203, 247, 318, 447, 583, 901, 2_300)
_DISTINCT = 100_000


def reviews(config: DataConfig, home: Home) -> Material:
    """Made-up ids in as many sequences, as long and as often split as the reviews are; frequent ids are frequent (Zipf 1935)."""
    count = min(imdb.REVIEWS, round(imdb.REVIEWS * imdb.bytes_here(home.data_set("imdb")) / imdb.BYTES))
    random, ids = np.random.default_rng(0), min(config.vocabulary_size, _DISTINCT)
    lengths = _lengths(count, config, random)
    flat = np.exp(random.uniform(np.log(SPECIAL_IDS), np.log(ids), lengths.sum())).astype(np.int32)
    labels = random.integers(len(imdb.CLASSES), size=count)
    padded_to = config.sequence_length if config.padding == "front" else 0
    sequences = Sequences(flat, np.cumsum(lengths) - lengths, lengths, labels, padded_to)
    vocabulary = Vocabulary(tuple(map(str, range(ids - SPECIAL_IDS))))
    reader = TextReader(vocabulary, config.tokenizer, config.sequence_length, config.keep, config.padding)
    training, validation, test = (sequences.take(part) for part in _parts(count, config))
    return Material(training, validation, test, imdb.CLASSES, reader, str)


def _lengths(count: int, config: DataConfig, random: np.random.Generator) -> np.ndarray:
    """(N,) words that are read of each."""
    words = np.interp(random.uniform(size=count), _SHARES, _WORDS)
    return np.minimum(words.astype(np.int64), config.sequence_length)


def _parts(count: int, config: DataConfig) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    split = splits.split_examples(
        np.arange(count),
        limit=config.examples,
        validation_share=config.validation_share,
        test_share=config.test_share,
        seed=config.split_seed,
    )
    return split.training, split.validation if len(split.validation) else split.test, split.test
