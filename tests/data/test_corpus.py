from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from fakes import labelled

from lstm_core.data import corpus
from lstm_core.data.corpus import Corpus
from lstm_core.text import words

TEXTS = ["A good film.", "Not a good film!", "", "Über-film, don't miss"]


def as_words(encoded: Corpus) -> list[list[str]]:
    cuts = zip(encoded.offsets[:-1], encoded.offsets[1:], strict=True)
    return [[encoded.raw_words[word] for word in encoded.flat[start:end]] for start, end in cuts]


def folders(cache: Path) -> list[Path]:
    return sorted((cache / "corpora").iterdir())


def assert_equal(one: Corpus, other: Corpus) -> None:
    np.testing.assert_array_equal(one.flat, other.flat)
    np.testing.assert_array_equal(one.offsets, other.offsets)
    assert one.raw_words == other.raw_words


def test_every_word_of_every_text_is_there(tmp_path: Path):
    encoded = corpus.encode(labelled(TEXTS), tmp_path)
    assert as_words(encoded) == [words.words_of(text) for text in TEXTS]
    assert encoded.lengths.tolist() == [3, 4, 0, 4]


def test_words_are_numbered_in_order_of_appearance(tmp_path: Path):
    encoded = corpus.encode(labelled(TEXTS), tmp_path)
    assert encoded.raw_words == ("a", "good", "film", "not", "über", "don't", "miss")
    assert encoded.flat.dtype == np.int32


@pytest.mark.parametrize("texts", [["", "?!"], [""]])
def test_texts_without_a_word_have_an_empty_corpus(tmp_path: Path, texts: Sequence[str]):
    encoded = corpus.encode(labelled(texts), tmp_path)
    assert as_words(encoded) == [[] for _ in texts]
    assert encoded.raw_words == ()


def test_the_second_time_the_corpus_comes_from_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    first = corpus.encode(labelled(TEXTS), tmp_path)

    def fail(_: object) -> None:
        raise AssertionError("the texts were split again")

    monkeypatch.setattr(words, "split_words", fail)
    assert_equal(corpus.encode(labelled(TEXTS), tmp_path), first)
    with pytest.raises(AssertionError, match="split again"):
        corpus.encode(labelled([*TEXTS, "one more"]), tmp_path)


def test_an_interrupted_folder_is_made_again(tmp_path: Path):
    first = corpus.encode(labelled(TEXTS), tmp_path)
    (folder,) = folders(tmp_path)
    (folder / "complete.json").unlink()
    (folder / "flat.npy").write_bytes(b"half a fi")
    (folder / "words.json").unlink()
    assert_equal(corpus.encode(labelled(TEXTS), tmp_path), first)
    assert folders(tmp_path) == [folder]


def test_other_texts_have_another_folder(tmp_path: Path):
    first = corpus.encode(labelled(TEXTS), tmp_path)
    corpus.encode(labelled(TEXTS[::-1]), tmp_path)
    corpus.encode(labelled(["ab", "c"]), tmp_path)
    corpus.encode(labelled(["a", "bc"]), tmp_path)
    assert len(folders(tmp_path)) == 4
    assert_equal(corpus.encode(labelled(TEXTS), tmp_path), first)


def test_other_labels_have_the_same_folder(tmp_path: Path):
    corpus.encode(labelled(TEXTS, [0, 0, 1, 1]), tmp_path)
    corpus.encode(labelled(TEXTS, [1, 1, 0, 0]), tmp_path)
    assert len(folders(tmp_path)) == 1


def test_another_rule_for_words_has_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    corpus.encode(labelled(TEXTS), tmp_path)
    monkeypatch.setattr(words, "VERSION", words.VERSION + 1)
    corpus.encode(labelled(TEXTS), tmp_path)
    assert len(folders(tmp_path)) == 2


def test_a_process_that_comes_second_leaves_the_files_of_the_first(tmp_path: Path):
    encoded = corpus.encode(labelled(TEXTS), tmp_path)
    (folder,) = folders(tmp_path)
    corpus._store(encoded, folder)
    assert folders(tmp_path) == [folder]
    assert_equal(corpus.encode(labelled(TEXTS), tmp_path), encoded)


def test_a_process_that_comes_second_takes_nothing_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    split = words.split_words

    def split_while_another_is_first(texts: pa.LargeStringArray) -> object:
        monkeypatch.setattr(words, "split_words", split)
        corpus.encode(labelled(TEXTS), tmp_path)
        (folders(tmp_path)[0] / "of the first").touch()
        return split(texts)

    monkeypatch.setattr(words, "split_words", split_while_another_is_first)
    encoded = corpus.encode(labelled(TEXTS), tmp_path)
    (folder,) = folders(tmp_path)
    assert (folder / "of the first").exists()
    assert_equal(corpus.encode(labelled(TEXTS), tmp_path), encoded)


def test_nothing_is_pickled(tmp_path: Path):
    corpus.encode(labelled(TEXTS), tmp_path)
    (folder,) = folders(tmp_path)
    assert {file.suffix for file in folder.iterdir()} == {".npy", ".json"}
    for file in folder.glob("*.npy"):
        np.load(file, allow_pickle=False)
