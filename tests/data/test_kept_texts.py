"""Texts that pages show."""

from pathlib import Path

import numpy as np
import pytest

from lstm_core.data import kept_texts
from lstm_core.errors import LabError

TEXTS = ["A good film", "The film was BAD", "", "ünïcode bad"]


def test_the_same_texts_are_kept_once_and_come_back(tmp_path: Path) -> None:
    name = kept_texts.keep(TEXTS, tmp_path)
    assert kept_texts.keep(TEXTS, tmp_path) == name
    assert kept_texts.keep(TEXTS[::-1], tmp_path) != name
    assert kept_texts.read(name, tmp_path).to_pylist() == TEXTS
    assert len(list(tmp_path.iterdir())) == 2


def test_a_very_long_text_is_cut(tmp_path: Path) -> None:
    name = kept_texts.keep(["a" * 30_000], tmp_path)
    assert len(kept_texts.read(name, tmp_path)[0].as_py()) == kept_texts.MOST_CHARACTERS


def test_search_knows_no_capitals_and_keeps_the_order(tmp_path: Path) -> None:
    texts = kept_texts.read(kept_texts.keep(TEXTS, tmp_path), tmp_path)
    assert kept_texts.containing(texts, np.array([3, 1, 0]), "bad").tolist() == [3, 1]
    assert kept_texts.containing(texts, np.array([], np.int64), "bad").tolist() == []
    assert kept_texts.containing(texts, np.arange(4), "(").tolist() == []  # a letter like others


def test_texts_that_are_gone_are_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(LabError, match="no longer in the cache"):
        kept_texts.read("gone.parquet", tmp_path)
