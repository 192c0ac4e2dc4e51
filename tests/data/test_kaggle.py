"""A file of a data set on Kaggle; no test asks Kaggle."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

from lstm_core.data import kaggle, uploads
from lstm_core.data.doctor.limits import MOST_BYTES
from lstm_core.errors import DataError
from lstm_core.home import Home

HANDLE = "someone/some-data"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """kagglehub's cache with two versions of a data set, the newer not complete."""
    monkeypatch.setenv("KAGGLEHUB_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "cache" / "datasets" / HANDLE
    for version in ("1", "2"):
        (folder / "versions" / version / "part").mkdir(parents=True)
    (folder / "1.complete").touch()
    (folder / "versions" / "1" / "train.csv").write_text("text,label\na,b\n" * 20)
    (folder / "versions" / "1" / "part" / "more.tsv").write_text("a\tb\n")
    (folder / "versions" / "1" / "picture.png").write_bytes(b"")
    return folder


@pytest.mark.parametrize(
    "text",
    [
        HANDLE,
        f"  {HANDLE} ",
        f"{HANDLE}/versions/3",
        f"https://www.kaggle.com/datasets/{HANDLE}",
        f"https://kaggle.com/{HANDLE}/?select=train.csv",
    ],
)
def test_a_handle_may_be_an_address(text: str):
    assert kaggle.handle_in(text) == HANDLE


@pytest.mark.parametrize("text", ["", "name", "../..", "a/b/c/d", "https://example.org/a/b", "a b/c"])
def test_what_is_no_handle_is_a_sentence(text: str):
    with pytest.raises(DataError, match="owner/name"):
        kaggle.files(text)


def test_files_in_the_cache_are_listed_without_a_network(cache: Path):
    assert [one["name"] for one in kaggle.files(HANDLE)] == ["train.csv", "part/more.tsv"]


def test_a_file_is_fetched_as_if_it_were_uploaded(cache: Path, home: Home):
    upload = kaggle.fetch(HANDLE, "train.csv", home)
    assert upload.name == "train.csv"
    assert uploads.original(upload, home).read_text().startswith("text,label")


@pytest.mark.parametrize("file", ["nowhere.csv", "../../../../../etc/passwd", "part"])
def test_only_files_of_the_data_set_are_fetched(cache: Path, home: Home, file: str):
    with pytest.raises(DataError, match="no file called"):
        kaggle.fetch(HANDLE, file, home)


@dataclass(frozen=True)
class Listing:
    """What Kaggle says of a data set with one file of so many bytes."""

    total_bytes: int
    name: str = "train.csv"

    @contextmanager
    def client(self) -> Iterator[SimpleNamespace]:
        api = SimpleNamespace(list_dataset_files=lambda request: SimpleNamespace(dataset_files=[self]))
        yield SimpleNamespace(datasets=SimpleNamespace(dataset_api_client=api))


@pytest.fixture
def fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was downloaded, from an empty cache."""
    import kagglehub

    found: list[str] = []

    def download(handle: str, path: str) -> str:
        found.append(path)
        (tmp_path / path).write_text("text,label\n")
        return str(tmp_path / path)

    monkeypatch.setenv("KAGGLEHUB_CACHE", str(tmp_path / "empty"))
    monkeypatch.setattr(kagglehub, "dataset_download", download)
    return found


@pytest.mark.parametrize(
    ("size", "file", "refusal"),
    [
        (MOST_BYTES + 1_000_000, "train.csv", r"^train\.csv has 201 MB, the most is 200 MB\. Take another file"),
        (10, "other.csv", "no file called “other.csv”"),
    ],
)
def test_what_is_too_large_or_not_there_is_not_downloaded(
    size: int, file: str, refusal: str, fetched: list[str], home: Home, monkeypatch: pytest.MonkeyPatch
):
    import kagglehub.clients

    monkeypatch.setattr(kagglehub.clients, "build_kaggle_client", Listing(size).client)
    with pytest.raises(DataError, match=refusal):
        kaggle.fetch(HANDLE, file, home)
    assert fetched == []


def test_a_file_that_is_small_enough_is_downloaded(fetched: list[str], home: Home, monkeypatch: pytest.MonkeyPatch):
    import kagglehub.clients

    monkeypatch.setattr(kagglehub.clients, "build_kaggle_client", Listing(MOST_BYTES).client)
    assert kaggle.fetch(HANDLE, "train.csv", home).name == "train.csv"
    assert fetched == ["train.csv"]


def test_without_a_network_it_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Home):
    import kagglehub
    import kagglehub.clients

    def offline(*_: object, **__: object) -> None:
        raise ConnectionError("a screen of addresses")

    monkeypatch.setenv("KAGGLEHUB_CACHE", str(tmp_path))
    monkeypatch.setattr(kagglehub.clients, "build_kaggle_client", offline)
    monkeypatch.setattr(kagglehub, "dataset_download", offline)
    for ask in (lambda: kaggle.files(HANDLE), lambda: kaggle.fetch(HANDLE, "train.csv", home)):
        with pytest.raises(DataError, match="there is no connection to Kaggle") as refusal:
            ask()
        assert "screen" not in str(refusal.value)
