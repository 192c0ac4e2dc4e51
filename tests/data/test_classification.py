from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from fakes import labelled
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_core.data import corpus
from lstm_core.data.batches import Sequences, Shelf
from lstm_core.data.classification import ClassificationData, prepare
from lstm_core.data.texts import LabelledTexts
from lstm_core.errors import DataError
from lstm_core.readers import TextReader
from lstm_core.text.vocabulary import SPECIAL_IDS, UNKNOWN

USUAL: dict[str, Any] = {
    "limit": 1_000,
    "vocabulary_size": 1_000,
    "sequence_length": 10,
    "keep": "last",
    "validation_share": 0.2,
    "test_share": 0.2,
    "seed": 0,
}


def prepared(texts: Sequence[str] | LabelledTexts, cache: Path, **changed: Any) -> ClassificationData:
    given_texts = texts if isinstance(texts, LabelledTexts) else labelled(texts)
    return prepare(given_texts, corpus.encode(given_texts, cache), **{**USUAL, **changed})


def ids_of(sequences: Sequences) -> list[list[int]]:
    places = zip(sequences.starts, sequences.lengths, strict=True)
    return [sequences.flat[start : start + length].tolist() for start, length in places]


def words_in(data: ClassificationData, sequences: Sequences) -> list[list[str]]:
    """With "?" for unknown words."""
    names = ["#", "?", *data.vocabulary.words]
    return [[names[number] for number in ids] for ids in ids_of(sequences)]


def parts(data: ClassificationData) -> list[Sequences]:
    return [data.training, data.validation, data.test]


def test_the_vocabulary_is_fitted_on_the_training_part_alone(tmp_path: Path):
    data = prepared([f"common only{number}" for number in range(50)], tmp_path)
    assert [len(part) for part in parts(data)] == [30, 10, 10]
    assert data.vocabulary.words[0] == "common"
    assert len(data.vocabulary) == SPECIAL_IDS + 1 + 30
    assert all(UNKNOWN not in ids for ids in ids_of(data.training))
    for part in (data.validation, data.test):
        assert words_in(data, part) == [["common", "?"]] * 10


def test_frequency_is_counted_in_the_training_part_alone(tmp_path: Path):
    texts = [f"text{number} common" for number in range(40)]
    first = prepared(texts, tmp_path)
    unseen = [*first.test_indices.tolist()]
    loud = [f"{text} {'shout ' * 9}" if number in unseen else text for number, text in enumerate(texts)]
    data = prepared(loud, tmp_path)
    assert data.test_indices.tolist() == unseen
    assert "shout" not in data.vocabulary.words


def test_rare_words_are_unknown_in_a_small_vocabulary(tmp_path: Path):
    data = prepared([f"often sometimes{number % 2} rare{number}" for number in range(50)], tmp_path, vocabulary_size=5)
    assert data.vocabulary.words[0] == "often"
    assert set(data.vocabulary.words[1:]) == {"sometimes0", "sometimes1"}
    assert len(data.vocabulary) == 5
    assert all(words[0] == "often" and words[2] == "?" for words in words_in(data, data.training))


@pytest.mark.parametrize(("keep", "kept"), [("last", ["c", "d", "e"]), ("first", ["a", "b", "c"])])
def test_of_a_long_text_the_last_or_the_first_words_are_kept(tmp_path: Path, keep: str, kept: list[str]):
    data = prepared([f"a{n} b{n} c{n} d{n} e{n}" for n in range(50)], tmp_path, keep=keep, sequence_length=3)
    for words in words_in(data, data.training):
        number = words[0][1:]
        assert words == [letter + number for letter in kept]


@pytest.mark.parametrize("keep", ["last", "first"])
def test_a_text_as_long_as_the_model_reads_is_kept_whole(tmp_path: Path, keep: str):
    data = prepared([f"a{n} b{n} c{n}" for n in range(50)], tmp_path, keep=keep, sequence_length=3)
    assert all([word[0] for word in words] == ["a", "b", "c"] for words in words_in(data, data.training))


def test_labels_stay_with_their_texts(tmp_path: Path):
    texts = [f"{'good' if number % 3 else 'bad'} film{number}" for number in range(60)]
    data = prepared(labelled(texts, [int(number % 3 > 0) for number in range(60)]), tmp_path)
    for part in parts(data):
        for words, label in zip(words_in(data, part), part.targets, strict=True):
            assert words[0] == ("good" if label else "bad")
    assert [int(number % 3 > 0) for number in data.test_indices] == data.test.targets.tolist()


def test_texts_that_differ_in_punctuation_alone_are_duplicates_on_one_side(tmp_path: Path):
    data = prepared([f"Film {number // 2}{'!' if number % 2 else ''}" for number in range(60)], tmp_path)
    assert data.duplicates == 30
    assert sum(map(len, parts(data))) == 60
    assert len(data.test_indices) == 2 * len({number // 2 for number in data.test_indices.tolist()})
    assert all("?" in words for words in words_in(data, data.test))


def test_texts_without_a_word_are_left_out(tmp_path: Path):
    texts = [f"film {number}" if number % 3 else "?!" for number in range(60)]
    data = prepared(texts, tmp_path)
    assert sum(map(len, parts(data))) == 40
    assert all(number % 3 for number in data.test_indices)
    assert data.duplicates == 0
    assert min(part.lengths.min() for part in parts(data)) == 2


def test_only_as_many_texts_as_the_limit_are_used(tmp_path: Path):
    data = prepared([f"film {number}" for number in range(100)], tmp_path, limit=50)
    assert [len(part) for part in parts(data)] == [30, 10, 10]


@pytest.mark.parametrize("texts", [["a film"], ["one film", "two films"], ["same film"] * 50, ["?", "!"], []])
def test_a_data_set_that_is_too_small_is_refused_with_a_way_on(tmp_path: Path, texts: list[str]):
    with pytest.raises(
        DataError, match=r"^No example is left for the \w+ part of \d+ texts\. Use more texts or another share\.$"
    ):
        prepared(texts, tmp_path)


few_words = st.lists(st.sampled_from("abcdefg"), max_size=8).map(" ".join)


@settings(max_examples=20)
@given(st.lists(few_words, min_size=30, max_size=40), st.integers(2, 9))
def test_every_text_reads_back_from_the_sequences(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], length: int
):
    texts = [f"{text} n{number}" for number, text in enumerate(texts)]
    data = prepared(texts, tmp_path_factory.mktemp("cache"), sequence_length=length)
    for number, words in zip(data.test_indices, words_in(data, data.test), strict=True):
        expected = texts[number].split()[-length:]
        assert len(words) == len(expected)
        assert all(word in ("?", wanted) for word, wanted in zip(words, expected, strict=True))


@pytest.mark.parametrize("keep", ["first", "last"])
def test_texts_padded_in_front_are_read_as_a_text_that_is_typed(tmp_path: Path, keep: str):
    texts = [" ".join(f"w{(number + place) % 9}" for place in range(1 + number % 7)) for number in range(40)]
    data = prepared(texts, tmp_path, padding="front", keep=keep, sequence_length=5)
    reader = TextReader(data.vocabulary, "words", 5, keep, "front")
    assert data.test.padded_to == 5
    batch = Shelf(data.test, torch.device("cpu")).batch(np.arange(len(data.test)))
    for row, index in zip(batch.inputs.tolist(), data.test_indices, strict=True):
        assert [0] * batch.prefix + row == reader.read(texts[index]).inputs.tolist()
