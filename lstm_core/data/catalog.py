"""The data sets one can choose, and how each becomes labelled texts."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from lstm_core.config import DataConfig
from lstm_core.data import imdb, toy_reviews
from lstm_core.data.texts import LabelledTexts
from lstm_core.home import Home


@dataclass(frozen=True)
class DataSet:
    """What is known of a data set before it is opened."""

    title: str
    description: str
    source: str
    noun: str  # what one example is called, in the plural
    classes: tuple[str, ...]
    distinct_words: int  # an upper bound for the vocabulary


DATA_SETS: dict[str, DataSet] = {
    "toy-reviews": DataSet(
        "Toy reviews",
        "Short reviews made up from a grammar. Negation, contrast and distance decide their sentiment, so counting words is not enough.",
        "generated on this machine, nothing is downloaded",
        "reviews",
        toy_reviews.CLASSES,
        len(toy_reviews.WORDS),
    ),
    "imdb": DataSet(
        "IMDB film reviews",
        "50,000 film reviews in English, half positive and half negative, 230 words on average.",
        "Kaggle, lakshmi25npathi/imdb-dataset-of-50k-movie-reviews; downloaded once (27 MB)",
        "reviews",
        imdb.CLASSES,
        200_000,
    ),
}


def load(name: str, *, examples: int, seed: int, home: Home) -> Generator[tuple[int, int], None, LabelledTexts]:
    """Yields (bytes so far, bytes in all) while it downloads, where it must; returns the texts.

    Raises DataError when the data set cannot be had or read.
    """
    match name:
        case "toy-reviews":
            texts, labels = toy_reviews.generate(examples, seed)
            return LabelledTexts(pa.array(texts, pa.large_string()), np.array(labels, np.int64), toy_reviews.CLASSES)
        case "imdb":
            return imdb.read((yield from imdb.find(home.data_set(name))))
        case _:
            raise ValueError(f"no data set is called {name!r}")


def fingerprint(config: DataConfig, home: Home) -> str:
    """The same text as long as the data set is the same: part of a run's key. Opens no file."""
    if config.data_set == "toy-reviews":
        return f"toy-reviews {toy_reviews.GRAMMAR_VERSION}"
    dropped = home.data_set(config.data_set) / imdb.FILE
    if dropped.exists():
        status = dropped.stat()
        return f"{dropped.name} {status.st_size} {status.st_mtime_ns}"
    return imdb.HANDLE
