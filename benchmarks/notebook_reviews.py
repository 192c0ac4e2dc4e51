"""The IMDB reviews the way the classroom notebook prepares them: Keras's tokenizer in plain Python, padded at the front.

Needs numpy, pandas and kagglehub, so that it also works in the environment of Keras. Letters: N reviews, T time steps.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

HANDLE = "lakshmi25npathi/imdb-dataset-of-50k-movie-reviews/versions/1"
VOCABULARY = 10_000  # ids, padding (0) and unknown words (1) included
LENGTH = 200
_UNKNOWN, _FIRST_WORD = 1, 2
_TO_BLANK = str.maketrans(dict.fromkeys('!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n', " "))


@dataclass(frozen=True)
class Arrays:
    """What a model is trained on and judged on."""

    train: np.ndarray  # (N, T) int64 ids below VOCABULARY
    train_labels: np.ndarray  # (N,) float32, 1 is positive
    test: np.ndarray
    test_labels: np.ndarray


def csv_file() -> Path:
    """The file in kagglehub's cache; downloaded where it is not there yet."""
    import kagglehub

    return Path(kagglehub.dataset_download(HANDLE)) / "IMDB Dataset.csv"


def read(file: Path) -> tuple[list[str], np.ndarray]:
    """N texts and (N,) labels, 1 for positive."""
    import pandas as pd

    frame = pd.read_csv(file)
    return frame["review"].tolist(), (frame["sentiment"] == "positive").to_numpy(np.float32)


def arrays(test_rows: np.ndarray | None = None) -> Arrays:
    """The whole data set; test_rows: other rows to test on than the notebook's own fifth."""
    texts, labels = read(csv_file())
    padded = pad(number(texts))
    if test_rows is None:
        test_rows = notebook_test_rows(len(texts))
    training = np.ones(len(texts), bool)
    training[test_rows] = False
    return Arrays(padded[training], labels[training], padded[test_rows], labels[test_rows])


def notebook_test_rows(reviews: int) -> np.ndarray:
    """The test rows of scikit-learn's train_test_split(test_size=0.2, random_state=42)."""
    return np.random.RandomState(42).permutation(reviews)[: -(-reviews // 5)]


def number(texts: Iterable[str]) -> list[list[int]]:
    """Ids by falling frequency in all texts, ties in order of appearance."""
    words = [_words(text) for text in texts]
    counts = Counter(word for text in words for word in text)
    frequent = counts.most_common(VOCABULARY - _FIRST_WORD)
    ids = {word: place for place, (word, _) in enumerate(frequent, _FIRST_WORD)}
    return [[ids.get(word, _UNKNOWN) for word in text] for text in words]


def _words(text: str) -> list[str]:
    return [word for word in text.lower().translate(_TO_BLANK).split(" ") if word]


def pad(sequences: Sequence[Sequence[int]]) -> np.ndarray:
    """(N, LENGTH) int64: the first words of each, zeros in front of the shorter ones."""
    padded = np.zeros((len(sequences), LENGTH), np.int64)
    for row, sequence in zip(padded, sequences, strict=True):
        kept = sequence[:LENGTH]
        row[LENGTH - len(kept) :] = kept
    return padded
