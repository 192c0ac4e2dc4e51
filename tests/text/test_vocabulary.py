import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.errors import DataError
from lstm_core.text.vocabulary import PADDING, SPECIAL_IDS, UNKNOWN, Vocabulary, most_frequent


def test_the_two_special_ids_come_before_the_words():
    assert {PADDING, UNKNOWN} == set(range(SPECIAL_IDS))
    vocabulary = Vocabulary(("the", "film"))
    assert len(vocabulary) == 4
    assert vocabulary.encode(["the", "film"]).tolist() == [2, 3]


def test_an_unknown_word_has_the_unknown_id():
    assert Vocabulary(("the",)).encode(["a", "the", "the ", "The", ""]).tolist() == [
        UNKNOWN,
        2,
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
    ]


def test_no_words_are_no_ids():
    ids = Vocabulary(("the",)).encode([])
    assert ids.shape == (0,)
    assert ids.dtype == np.int32


@pytest.mark.parametrize("words", [(), ("the", "film"), ("don't", "über", "电影", "\u2028", '"')])
def test_a_saved_vocabulary_is_json_and_comes_back(tmp_path: Path, words: tuple[str, ...]):
    file = tmp_path / "vocabulary.json"
    Vocabulary(words).save(file)
    content = json.loads(file.read_text(encoding="utf-8"))
    assert content["words"] == list(words)
    assert (content["padding"], content["unknown"]) == (PADDING, UNKNOWN)
    assert Vocabulary.load(file) == Vocabulary(words)


@pytest.mark.parametrize("content", [{"format": "lstm-lab vocabulary 99", "words": ["the"]}, {"words": ["the"]}])
def test_a_file_of_another_format_is_refused_by_name(tmp_path: Path, content: dict[str, object]):
    file = tmp_path / "vocabulary.json"
    file.write_text(json.dumps(content))
    with pytest.raises(
        DataError, match=r"^vocabulary\.json is not a vocabulary of this version .*train the run again\.$"
    ):
        Vocabulary.load(file)


def test_frequent_words_come_first_and_ties_in_order_of_appearance():
    kept, new_ids = most_frequent(np.array([1, 5, 2, 0, 5, 2]), size=6)
    assert kept.tolist() == [1, 4, 2, 5]
    assert new_ids.tolist() == [UNKNOWN, 2, 4, UNKNOWN, 3, 5]


def test_words_that_never_occur_stay_unknown_however_large_the_vocabulary():
    kept, new_ids = most_frequent(np.array([0, 3, 0]), size=100)
    assert kept.tolist() == [1]
    assert new_ids.tolist() == [UNKNOWN, 2, UNKNOWN]


@given(st.lists(st.integers(0, 6), max_size=40), st.integers(SPECIAL_IDS, 30))
def test_the_most_frequent_words_are_kept(counts: list[int], size: int):
    kept, new_ids = most_frequent(np.array(counts, np.int64), size)
    expected = sorted((word for word, count in enumerate(counts) if count), key=lambda word: (-counts[word], word))
    assert kept.tolist() == expected[: size - SPECIAL_IDS]
    assert new_ids.shape == (len(counts),)
    for place, word in enumerate(kept):
        assert new_ids[word] == place + SPECIAL_IDS
    assert (np.delete(new_ids, kept) == UNKNOWN).all()
