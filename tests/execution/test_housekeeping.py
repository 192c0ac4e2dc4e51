"""Caches stay within their bounds; what was used last stays."""

import os
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from lstm_core.data import corpus
from lstm_core.data.texts import LabelledTexts
from lstm_core.execution import housekeeping
from lstm_core.execution.housekeeping import keep_newest, tidy
from lstm_core.home import Home


def corpus_of(folder: Path, name: str, used: float) -> None:
    """A folder with one file of 10,000 bytes."""
    (folder / name).mkdir(parents=True)
    (folder / name / "flat.npy").write_bytes(bytes(10_000))
    for place in (folder / name / "flat.npy", folder / name):
        os.utime(place, (used, used))


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    for used, name in enumerate(["oldest", "older", "newer", "newest"], 1_000):
        corpus_of(tmp_path, name, used)
    each = sum(place.stat().st_size for place in (tmp_path / "older", tmp_path / "older" / "flat.npy"))
    keep_newest(tmp_path, 4 * each)
    assert len(names(tmp_path)) == 4
    keep_newest(tmp_path, 2 * each)
    assert names(tmp_path) == ["newer", "newest"]
    os.utime(tmp_path / "newer" / "flat.npy", (2_000, 2_000))
    keep_newest(tmp_path, each)
    assert names(tmp_path) == ["newer"]


def test_files_and_folders_of_the_cache_are_bounded_and_nothing_else(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housekeeping, "_MOST_BYTES", {"corpora": 100, "baselines": 100})
    tidy(home)  # nothing is there yet
    corpus_of(home.cache / "corpora", "large", 1_000)
    for folder in ("baselines", "texts"):
        (home.cache / folder).mkdir()
        (home.cache / folder / "large.json").write_bytes(bytes(10_000))
        (home.cache / folder / "small.json").write_bytes(bytes(10))
        os.utime(home.cache / folder / "large.json", (1_000, 1_000))
    tidy(home)
    assert names(home.cache / "corpora") == []
    assert names(home.cache / "baselines") == ["small.json"]
    assert names(home.cache / "texts") == ["large.json", "small.json"]


def test_a_corpus_that_is_read_was_used_just_now(home: Home) -> None:
    texts = LabelledTexts(pa.array(["a film", "a good film"], pa.large_string()), np.array([0, 1]), ("no", "yes"))
    corpus.encode(texts, home.cache)
    (folder,) = (home.cache / "corpora").iterdir()
    marker = folder / "complete.json"
    os.utime(marker, (1_000, 1_000))
    corpus.encode(texts, home.cache)
    assert marker.stat().st_mtime > 1_000
