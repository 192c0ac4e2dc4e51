import os
import sys
import threading
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import kagglehub
import pytest
import requests

from lstm_core.data import imdb
from lstm_core.errors import DataError
from lstm_core.outcome import outcome

SHARED_CACHE = Path(__file__).parents[3] / "shared" / "data" / "kagglehub"

ROWS = 'review,sentiment\n"A film, with ""quotes"".",positive\n"Two\nlines<br />here",negative\nplain,positive\n'


def drained(finding: Generator[Any, None, Path]) -> tuple[list[tuple[int, int]], Path]:
    """All progress and the file."""
    progress: list[tuple[int, int]] = []
    return progress, outcome(finding, progress.append)


def written(folder: Path, content: str = ROWS) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / imdb.FILE
    file.write_text(content, encoding="utf-8")
    return file


@pytest.fixture
def kaggle_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    cache = tmp_path / "kaggle"
    monkeypatch.setenv("KAGGLEHUB_CACHE", str(cache))
    return cache


# Reading


def test_quotes_commas_and_line_ends_inside_a_review_are_read(tmp_path: Path):
    texts = imdb.read(written(tmp_path))
    assert texts.texts.to_pylist() == ['A film, with "quotes".', "Two\nlines<br />here", "plain"]
    assert texts.labels.tolist() == [1, 0, 1]
    assert texts.classes == ("negative", "positive")


def test_line_ends_inside_reviews_do_not_matter_in_a_large_file_either(tmp_path: Path):
    review = "a line\n" * 200
    file = written(tmp_path, "review,sentiment\n" + f'"{review}",negative\n' * 3_000)
    assert file.stat().st_size > 4_000_000
    texts = imdb.read(file)
    assert len(texts) == 3_000
    assert set(texts.texts.to_pylist()) == {review}


def test_other_columns_and_their_order_do_not_matter(tmp_path: Path):
    texts = imdb.read(written(tmp_path, "number,sentiment,review\n1,negative,dull\n2,positive,\n"))
    assert texts.texts.to_pylist() == ["dull", ""]
    assert texts.labels.tolist() == [0, 1]


@pytest.mark.parametrize(
    "content",
    ["", "text,label\ngood,positive\n", "review,sentiment\ngood\n", "review,sentiment\n\xff\udcff,positive\n"],
)
def test_a_file_of_another_kind_is_refused_with_what_was_expected(tmp_path: Path, content: str):
    file = tmp_path / imdb.FILE
    file.write_bytes(content.encode("latin-1", errors="surrogateescape"))
    with pytest.raises(DataError) as refusal:
        imdb.read(file)
    assert str(file) in str(refusal.value)
    assert "a CSV with the columns review and sentiment" in str(refusal.value)


@pytest.mark.parametrize(("sentiment", "row"), [("meh", 4), ("Positive", 4), ("", 4)])
def test_another_sentiment_is_refused_with_its_row(tmp_path: Path, sentiment: str, row: int):
    file = written(tmp_path, f'review,sentiment\n"two\nlines",positive\ndull,negative\nodd,{sentiment}\nfine,meh\n')
    with pytest.raises(DataError, match=rf", row {row}: the sentiment is neither positive nor negative\.$"):
        imdb.read(file)


def test_a_file_without_a_review_is_refused(tmp_path: Path):
    with pytest.raises(DataError):
        imdb.read(written(tmp_path, "review,sentiment\n"))


def test_a_file_that_is_far_too_large_is_refused_unread(tmp_path: Path):
    file = written(tmp_path)
    os.truncate(file, 200_000_001)
    with pytest.raises(DataError, match=r"has 200,000,001 bytes; the IMDB file has 66 million"):
        imdb.read(file)


# Finding


def test_a_dropped_file_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(_: str) -> str:
        raise AssertionError("nothing should be downloaded")

    monkeypatch.setattr(kagglehub, "dataset_download", fail)
    file = written(tmp_path / "dropped")
    assert drained(imdb.find(tmp_path / "dropped")) == ([], file)


@pytest.mark.usefixtures("kaggle_cache")
def test_without_a_dropped_file_it_is_downloaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    asked = []

    def download(handle: str) -> str:
        asked.append(handle)
        return str(written(tmp_path / "downloaded").parent)

    monkeypatch.setattr(kagglehub, "dataset_download", download)
    _, file = drained(imdb.find(tmp_path / "dropped"))
    assert file == tmp_path / "downloaded" / imdb.FILE
    assert asked == [imdb.HANDLE]


@dataclass
class Download:
    """A download that grows and ends when the test says so."""

    folder: Path
    calls: int = 0
    may_end: threading.Event = field(default_factory=threading.Event)

    def __call__(self, handle: str) -> str:
        self.calls += 1
        assert self.may_end.wait(60)
        return str(written(self.folder).parent)


@pytest.fixture
def download(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Download]:
    faked = Download(tmp_path / "downloaded")
    monkeypatch.setattr(kagglehub, "dataset_download", faked)
    yield faked
    faked.may_end.set()


def test_progress_is_reported_while_it_is_downloaded(kaggle_cache: Path, tmp_path: Path, download: Download):
    growing = kaggle_cache / "datasets" / "lakshmi25npathi" / "imdb-dataset-of-50k-movie-reviews" / "1.archive"
    growing.parent.mkdir(parents=True)
    finding = imdb.find(tmp_path / "dropped")
    done, total = next(finding)
    assert done == 0
    assert total > 1_000_000
    growing.write_bytes(bytes(1_000))
    assert next(finding) == (1_000, total)
    download.may_end.set()
    assert drained(finding)[1].parent == download.folder


@pytest.mark.usefixtures("kaggle_cache")
def test_a_second_wish_joins_the_download_that_is_under_way(tmp_path: Path, download: Download):
    first = imdb.find(tmp_path / "dropped")
    next(first)
    first.close()  # a run that was stopped while it downloaded
    second = imdb.find(tmp_path / "dropped")
    next(second)
    download.may_end.set()
    assert drained(second)[1].parent == download.folder
    assert download.calls == 1
    drained(imdb.find(tmp_path / "dropped"))
    assert download.calls == 2


@pytest.mark.usefixtures("kaggle_cache")
@pytest.mark.parametrize(
    ("problem", "cause"),
    [
        (ConnectionError("no route to host"), "no connection to Kaggle"),
        (requests.ConnectionError("no route to host"), "no connection to Kaggle"),
        (TimeoutError(), "no connection to Kaggle"),
        (requests.exceptions.ProxyError("unable to connect to proxy"), "no connection to Kaggle"),
        (ValueError("403 forbidden\nand a screen of addresses"), "ValueError: 403 forbidden."),
        (OSError(), "OSError"),
    ],
)
def test_a_failed_download_names_the_cause_and_both_ways_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: Exception, cause: str
):
    def download(_: str) -> str:
        raise problem

    monkeypatch.setattr(kagglehub, "dataset_download", download)
    with pytest.raises(DataError) as refusal:
        drained(imdb.find(tmp_path / "dropped"))
    sentence = str(refusal.value)
    assert cause in sentence
    assert "addresses" not in sentence
    assert "KAGGLEHUB_CACHE" in sentence
    assert f"“{imdb.FILE}” into the folder {tmp_path / 'dropped'}" in sentence


@pytest.mark.usefixtures("kaggle_cache")
def test_a_download_without_the_file_names_both_ways_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(kagglehub, "dataset_download", lambda _: str(tmp_path))
    with pytest.raises(DataError, match=r"holds no file “IMDB Dataset\.csv”.*KAGGLEHUB_CACHE.*dropped"):
        drained(imdb.find(tmp_path / "dropped"))


@pytest.mark.usefixtures("kaggle_cache")
def test_where_kagglehub_is_missing_both_ways_on_are_named_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "kagglehub", None)
    with pytest.raises(DataError, match=r"KAGGLEHUB_CACHE.*dropped"):
        drained(imdb.find(tmp_path / "dropped"))


def test_the_real_reviews_come_from_a_kagglehub_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    if not SHARED_CACHE.exists():
        pytest.skip(f"needs a kagglehub cache with the IMDB reviews in {SHARED_CACHE}")
    monkeypatch.setenv("KAGGLEHUB_CACHE", str(SHARED_CACHE))
    _, file = drained(imdb.find(tmp_path / "dropped"))
    texts = imdb.read(file)
    assert len(texts) >= 40_000
    assert 0.45 < texts.labels.mean() < 0.55
    assert min(map(len, texts.texts.to_pylist())) > 10
