"""Texts ready to train on: three parts of encoded sequences and the vocabulary of the training part."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from lstm_core.data.batches import Sequences
from lstm_core.data.corpus import Corpus
from lstm_core.data.front_padding import Keep
from lstm_core.data.splits import split_examples
from lstm_core.data.texts import LabelledTexts
from lstm_core.errors import DataError
from lstm_core.text.vocabulary import Vocabulary, most_frequent


@dataclass(frozen=True)
class ClassificationData:
    """What a classifier is trained and judged on."""

    training: Sequences
    validation: Sequences  # the test part where no validation part was asked for
    test: Sequences
    training_indices: np.ndarray  # of the training examples in the data set
    test_indices: np.ndarray
    vocabulary: Vocabulary
    duplicates: int  # examples whose text occurs earlier in the data set


def prepare(
    texts: LabelledTexts,
    corpus: Corpus,
    *,
    limit: int,
    vocabulary_size: int,
    sequence_length: int,
    keep: Keep,
    validation_share: float,
    test_share: float,
    seed: int,
    count_all: bool = False,
    padding: str = "end",
    given_test: int | None = None,
) -> ClassificationData:
    """Splits, fits the vocabulary on the training part alone, and cuts every text to its last or first words.

    Texts without a word are left out. count_all: fit the vocabulary on all texts, as Keras examples do. padding "front": all
    sequences get the same length, padded before their first word, and the padding is read. given_test: as in `split_examples`.
    Raises DataError when a part would be empty or only one class is left to learn.
    """
    usable = np.flatnonzero(corpus.lengths > 0)
    split = split_examples(
        _kept_together(corpus, texts.groups)[usable],
        limit=limit,
        validation_share=validation_share,
        test_share=test_share,
        seed=seed,
        given_test=None if given_test is None else int(np.searchsorted(usable, given_test)),
    )
    training, validation, test = (usable[part] for part in (split.training, split.validation, split.test))
    validation = validation if validation_share else test
    for name, part in (("training", training), ("validation", validation), ("test", test)):
        if not len(part):
            raise DataError(
                f"No example is left for the {name} part of {len(usable)} texts. Use more texts or another share."
            )
    _refuse_one_class(texts, training)
    vocabulary, flat = _fit_vocabulary(corpus, usable if count_all else training, vocabulary_size)
    sequences = _cut(corpus, flat, texts.labels, sequence_length, keep, padding)
    return ClassificationData(
        training=sequences.take(training),
        validation=sequences.take(validation),
        test=sequences.take(test),
        training_indices=training,
        test_indices=test,
        vocabulary=vocabulary,
        duplicates=split.duplicates,
    )


def _refuse_one_class(texts: LabelledTexts, training: np.ndarray) -> None:
    found = np.unique(texts.labels[training])
    if len(found) < 2:
        raise DataError(
            f"All {len(training)} training texts have the label {texts.classes[found[0]]!r}: there is nothing to tell apart. "
            "Bring texts of at least two classes."
        )


def _kept_together(corpus: Corpus, groups: np.ndarray | None) -> np.ndarray:
    """(N,) equal numbers for texts that must not be parted: the same words, the same group, or a chain of both."""
    identities = _identities(corpus)
    if groups is None:
        return identities
    links = coo_array((np.ones(len(groups)), (identities, len(identities) + groups)), shape=(3 * len(groups),) * 2)
    components: np.ndarray = connected_components(links, directed=False)[1]
    together: np.ndarray = components[identities].astype(np.int64)
    return together


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


def _cut(corpus: Corpus, flat: np.ndarray, labels: np.ndarray, length: int, keep: Keep, padding: str) -> Sequences:
    lengths = np.minimum(corpus.lengths, length)
    starts = corpus.offsets[1:] - lengths if keep == "last" else corpus.offsets[:-1]
    return Sequences(flat, starts, lengths, labels, padded_to=length if padding == "front" else 0)
