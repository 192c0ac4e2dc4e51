"""The data sets one can choose, and how each is opened."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from lstm_core.config import DataConfig
from lstm_core.data import imdb, number_sequences, own_files, series, token_sequences, toy_reviews
from lstm_core.data.generated_size import check_size
from lstm_core.data.number_sequences import NumberSequences
from lstm_core.data.series import Series
from lstm_core.data.texts import LabelledTexts
from lstm_core.data.token_sequences import TokenSequences
from lstm_core.home import Home
from lstm_core.sections.kinds import OF_ANY_LENGTH

Loaded = LabelledTexts | NumberSequences | TokenSequences | Series

GIVEN_TEST = {"sum-of-ten": 800}  # the first row of the test part, where a data set comes with one


@dataclass(frozen=True)
class DataSet:
    """What is known of a data set before it is opened."""

    title: str
    description: str
    source: str
    noun: str  # what one example is called, in the plural
    classes: tuple[str, ...] = ()  # none where values are predicted
    distinct_words: int = 0  # an upper bound for the vocabulary; 0 where numbers are read
    features: int = 0  # numbers a step, where numbers are read
    answers: int = 1  # steps of an example that are each answered
    needs_file: bool = False


_MADE_HERE = "generated on this machine, nothing is downloaded"

DATA_SETS: dict[str, DataSet] = {
    "toy-reviews": DataSet(
        "Toy reviews",
        "Short reviews made up from a grammar. Negation, contrast and distance decide their sentiment, so counting words is not enough.",
        _MADE_HERE,
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
    "sum-of-ten": DataSet(
        "Sum of ten",
        "1,000 rows of ten numbers from 0 to 1. Is their sum above 5? The same rows as in the classroom.",
        _MADE_HERE,
        "sequences",
        ("5 or less", "more than 5"),
        features=1,
    ),
    "digits": DataSet(
        "Digits, row by row",
        "1,797 handwritten digits of 8 by 8 pixels, read row by row from the top.",
        "scikit-learn, after Alpaydin and Kaynak 1998",
        "digits",
        tuple("0123456789"),
        features=8,
    ),
    "adding": DataSet(
        "Adding problem",
        "Long rows of numbers, two of them marked: what is their sum? Whoever forgets the first cannot know.",
        f"{_MADE_HERE}; Hochreiter and Schmidhuber 1997",
        "sequences",
        features=2,
    ),
    "copy-memory": DataSet(
        "Copy memory",
        "Ten symbols, a long pause, then they are to be repeated in order.",
        f"{_MADE_HERE}; Arjovsky, Shah and Bengio 2016",
        "sequences",
        tuple("ABCDEFGH"),
        distinct_words=10,
        answers=token_sequences.COPIED,
    ),
    "delayed-recall": DataSet(
        "Delayed recall",
        "One symbol, a long distraction, then the question which it was.",
        _MADE_HERE,
        "sequences",
        tuple("ABCD"),
        distinct_words=9,
    ),
    "sine": DataSet(
        "Sine wave",
        "1,000 points of a sine wave, 63 to a period. The next value follows from the ones before without any doubt.",
        _MADE_HERE,
        "windows",
        features=1,
    ),
    "sunspots": DataSet(
        "Sunspots",
        "The mean number of sunspots of each year from 1700 to 2008. A cycle takes about eleven years, never exactly.",
        "statsmodels, after the National Geophysical Data Center",
        "windows",
        features=1,
    ),
    "co2": DataSet(
        "CO₂ in the air",
        "Carbon dioxide above Mauna Loa, month by month from 1958 to 2001: a yearly wave on a rising line.",
        "statsmodels, after Keeling and Whorf 2004",
        "windows",
        features=1,
    ),
    "own-texts": DataSet(
        "Your own texts",
        "A file of yours with texts and their labels, as the page Data made it ready.",
        "your file, kept on this machine",
        "texts",
        distinct_words=200_000,
        needs_file=True,
    ),
    "own-series": DataSet(
        "Your own series",
        "A file of yours with values that follow each other in time, as the page Data made it ready.",
        "your file, kept on this machine",
        "windows",
        features=1,
        needs_file=True,
    ),
}

_SERIES = {"sine": series.sine, "sunspots": series.sunspots, "co2": series.co2}


def load(config: DataConfig, home: Home) -> Generator[tuple[int, int], None, Loaded]:
    """Yields (bytes so far, bytes in all) while it downloads, where it must; returns the data set.

    Raises DataError when it cannot be had or read, LabError for sizes that cannot be generated.
    """
    match config.data_set:
        case "imdb":
            official = config.split == "given"
            return imdb.read((yield from imdb.find(home.data_set("imdb"), official=official)))
        case "own-texts":
            return own_files.texts(home.own_file(config.file))
        case "own-series":
            return own_files.series(home.own_file(config.file))
        case name if name in _SERIES:
            return _SERIES[name]()
        case _:
            return _sequences(config)


def _sequences(config: DataConfig) -> LabelledTexts | NumberSequences | TokenSequences:
    """What is generated, or comes with a library."""
    count, length, seed = config.examples, config.length, config.split_seed
    match config.data_set:
        case "sum-of-ten":
            return number_sequences.sum_of_ten()
        case "digits":
            return number_sequences.digits()
        case "adding":
            return number_sequences.adding(count, length, seed)
        case "copy-memory":
            return token_sequences.copy_memory(count, length, seed)
        case "delayed-recall":
            return token_sequences.delayed_recall(count, length, seed)
        case _:
            texts, labels = toy_reviews.generate(count, seed, config.gap)
            return LabelledTexts(pa.array(texts, pa.large_string()), np.array(labels, np.int64), toy_reviews.CLASSES)


def refuse_unmakeable(config: DataConfig) -> None:
    """Raises LabError for sizes in which sequences cannot be made, as making them would."""
    if config.data_set in OF_ANY_LENGTH:
        shortest = number_sequences.ADDING_SHORTEST if config.data_set == "adding" else 1
        check_size(config.examples, config.length, shortest)


def fingerprint(config: DataConfig, home: Home) -> str:
    """The same text as long as the data set is the same: part of a run's key. Opens no file."""
    if config.data_set != "imdb":
        version = toy_reviews.GRAMMAR_VERSION if config.data_set == "toy-reviews" else 1
        return f"{config.data_set} {version}"
    return imdb.fingerprint(home.data_set("imdb"))
