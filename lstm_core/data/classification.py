"""Texts ready to train on: three parts of encoded sequences and the vocabulary of the training part."""

from dataclasses import dataclass

import numpy as np

from lstm_core.data.batches import Sequences
from lstm_core.data.corpus import Corpus
from lstm_core.data.splits import split_examples
from lstm_core.data.texts import LabelledTexts
from lstm_core.errors import DataError
from lstm_core.text.vocabulary import Vocabulary, most_frequent


@dataclass(frozen=True)
class ClassificationData:
    """What a classifier is trained and judged on."""

    training: Sequences
    validation: Sequences
    test: Sequences
    test_indices: np.ndarray  # of the test examples in the data set
    vocabulary: Vocabulary
    duplicates: int  # examples whose text occurs earlier in the data set


def prepare(
    texts: LabelledTexts,
    corpus: Corpus,
    *,
    limit: int,
    vocabulary_size: int,
    sequence_length: int,
    keep: str,
    validation_share: float,
    test_share: float,
    seed: int,
) -> ClassificationData:
    """Splits, fits the vocabulary on the training part alone, and cuts every text to its last or first words.

    Texts without a word are left out. Raises DataError when a part would be empty.
    """
    usable = np.flatnonzero(corpus.lengths > 0)
    split = split_examples(
        _identities(corpus)[usable], limit=limit, validation_share=validation_share, test_share=test_share, seed=seed
    )
    parts = [usable[part] for part in (split.training, split.validation, split.test)]
    for name, part in zip(("training", "validation", "test"), parts, strict=True):
        if not len(part):
            raise DataError(
                f"No example is left for the {name} part of {len(usable)} texts. Use more texts or another share."
            )
    vocabulary, flat = _fit_vocabulary(corpus, parts[0], vocabulary_size)
    sequences = _cut(corpus, flat, texts.labels, sequence_length, keep)
    training, validation, test = (sequences.take(part) for part in parts)
    return ClassificationData(training, validation, test, parts[2], vocabulary, split.duplicates)


def _identities(corpus: Corpus) -> np.ndarray:
    """(N,) equal numbers for texts of the same words: what differs in punctuation alone is the same to the model."""
    content = corpus.flat.tobytes()
    width = corpus.flat.itemsize
    seen: dict[bytes, int] = {}
    ends = corpus.offsets * width
    pieces = (content[start:end] for start, end in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True))
    return np.array([seen.setdefault(piece, len(seen)) for piece in pieces], np.int64)


def _fit_vocabulary(corpus: Corpus, training: np.ndarray, size: int) -> tuple[Vocabulary, np.ndarray]:
    in_training = np.zeros(len(corpus.lengths), bool)
    in_training[training] = True
    counts = np.bincount(corpus.flat[np.repeat(in_training, corpus.lengths)], minlength=len(corpus.raw_words))
    kept, new_ids = most_frequent(counts, size)
    return Vocabulary(tuple(corpus.raw_words[word] for word in kept)), new_ids[corpus.flat]


def _cut(corpus: Corpus, flat: np.ndarray, labels: np.ndarray, length: int, keep: str) -> Sequences:
    lengths = np.minimum(corpus.lengths, length)
    starts = corpus.offsets[1:] - lengths if keep == "last" else corpus.offsets[:-1]
    return Sequences(flat, starts, lengths, labels)
