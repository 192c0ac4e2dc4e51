"""Texts that pages show."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
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


def test_texts_of_earlier_versions_are_read(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": pa.array(TEXTS, pa.large_string())}), tmp_path / "old.parquet", compression="zstd")
    assert kept_texts.read("old.parquet", tmp_path).to_pylist() == TEXTS


def test_many_texts_are_opened_without_a_copy(tmp_path: Path) -> None:
    many = [f"film number {number} {'x' * 1_000}" for number in range(3_000)]
    name = kept_texts.keep(many, tmp_path)
    before = pa.total_allocated_bytes()
    found = kept_texts.read(name, tmp_path)
    some = found.take(pa.array([2_999, 0]))
    assert pa.total_allocated_bytes() - before < 100_000
    assert some.to_pylist() == [many[2_999], many[0]]


@pytest.mark.parametrize("name", ["gone.arrow", "broken.arrow"])
def test_texts_that_are_gone_are_a_sentence(name: str, tmp_path: Path) -> None:
    (tmp_path / "broken.arrow").write_bytes(b"ARROW1")
    with pytest.raises(LabError, match="no longer in the cache"):
        kept_texts.read(name, tmp_path)


@pytest.mark.parametrize("found", [(9).to_bytes(8, "little"), "ü".encode()], ids=["an offset", "half a letter"])
def test_damaged_texts_are_a_sentence_and_do_not_end_the_process(tmp_path: Path, found: bytes) -> None:
    texts = ["nine long", "ü"]
    name = kept_texts.keep(texts, tmp_path)
    content = (tmp_path / name).read_bytes()
    assert content.count(found) >= 1
    (tmp_path / name).write_bytes(content.replace(found, b"\xff" * (len(found) - 1) + b"\x7f"))
    with pytest.raises(LabError, match="no longer in the cache"):
        kept_texts.read(name, tmp_path)
