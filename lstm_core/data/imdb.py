"""The 50,000 film reviews of IMDB, from Kaggle or from a file the user brings.

Source: Maas et al. 2011, "Learning Word Vectors for Sentiment Analysis", as one CSV file on Kaggle.
"""

import contextlib
import threading
from collections.abc import Generator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from lstm_core.data.kagglehub_cache import cached, reason
from lstm_core.data.texts import LabelledTexts
from lstm_core.errors import DataError

_DATA_SET = "lakshmi25npathi/imdb-dataset-of-50k-movie-reviews"
HANDLE = f"{_DATA_SET}/versions/1"  # with its version it is answered from kagglehub's cache without asking the server
FILE = "IMDB Dataset.csv"
OFFICIAL = "aclImdb"  # the folder of Maas et al., with its own halves to train and to test
CLASSES = ("negative", "positive")
REVIEWS, BYTES = 50_000, 66_212_309  # of the published file
_DOWNLOAD_BYTES = 27_000_000  # of the zip file
_MOST_BYTES = 200_000_000
_MOST_FILES = 100_000  # of one class in one part


def find(dropped: Path, *, official: bool = False) -> Generator[tuple[int, int], None, Path]:
    """Yields (bytes so far, bytes in all) while it downloads, where it must; returns the file, or the official folder.

    dropped: the folder where the user may have put either; what lies there goes first. official: prefer the folder `aclImdb`.
    Raises DataError when there is none and none can be downloaded.
    """
    places = [dropped / FILE, dropped / OFFICIAL]
    for place in reversed(places) if official else places:
        if place.exists():
            return place
    folder = yield from _downloaded(dropped)
    if not (folder / FILE).exists():
        raise DataError(f"The download of {HANDLE} holds no file “{FILE}”. {_ways_on(dropped)}")
    return folder / FILE


def fingerprint(dropped: Path) -> str:
    """The same text as long as the reviews are the same; opens no file."""
    found = [place.stat() for place in (dropped / FILE, dropped / OFFICIAL) if place.exists()]
    return " ".join(f"{one.st_size} {one.st_mtime_ns}" for one in found) or HANDLE


def bytes_here(dropped: Path) -> int:
    """Of the CSV file, as far as it can be found without a network; else of the published one."""
    places = [dropped / FILE, *cached(_DATA_SET).glob(f"versions/*/{FILE}")]
    return next((place.stat().st_size for place in places if place.exists()), BYTES)


def read(place: Path) -> LabelledTexts:
    """The reviews of the CSV file, or of the folder `aclImdb` with its own test part.

    Raises DataError for anything else, naming what is wrong with it.
    """
    return _read_folder(place) if place.is_dir() else _read_csv(place)


def _read_folder(folder: Path) -> LabelledTexts:
    texts: list[str] = []
    labels: list[int] = []
    starts = []
    for part in ("train", "test"):
        starts.append(len(texts))
        for label, name in enumerate(("neg", "pos")):
            files = sorted((folder / part / name).glob("*.txt"))[:_MOST_FILES]
            texts += [file.read_text(encoding="utf-8", errors="replace") for file in files]
            labels += [label] * len(files)
    if not starts[1] or starts[1] == len(texts):
        raise DataError(
            f"{folder} holds no reviews: it needs train/neg, train/pos, test/neg and test/pos with .txt files."
        )
    return LabelledTexts(pa.array(texts, pa.large_string()), np.array(labels, np.int64), CLASSES, test_from=starts[1])


def _read_csv(file: Path) -> LabelledTexts:
    """The columns `review` and `sentiment` (positive or negative)."""
    if file.stat().st_size > _MOST_BYTES:
        raise DataError(
            f"{file} has {file.stat().st_size:,} bytes; the IMDB file has 66 million, so this is another file."
        )
    try:
        table = pyarrow.csv.read_csv(
            file,
            parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
            convert_options=pyarrow.csv.ConvertOptions(
                include_columns=["review", "sentiment"],
                column_types={"review": pa.large_string(), "sentiment": pa.string()},
            ),
        )
    except (pa.ArrowInvalid, pa.ArrowKeyError) as problem:
        raise DataError(
            f"{file} is not the IMDB file, a CSV with the columns review and sentiment: {problem}"
        ) from None
    place = pc.index_in(table["sentiment"], pa.array(CLASSES))
    if place.null_count or not len(table):
        row = pc.index(pc.is_null(place), True).as_py() + 2
        raise DataError(f"{file}, row {row}: the sentiment is neither positive nor negative.")
    labels = place.to_numpy().astype(np.int64)
    return LabelledTexts(table["review"].combine_chunks(), labels, CLASSES, columns=("review", "sentiment"))


class _Download:
    """kagglehub in a thread. It cannot be stopped, so a second wish joins the first: two would write into one file."""

    def __init__(self) -> None:
        self.result: Path | Exception | None = None
        self.thread = threading.Thread(target=self._work, daemon=True)
        self.thread.start()

    def _work(self) -> None:
        try:
            import kagglehub  # takes a second, and is not needed where the file was dropped in

            self.result = Path(kagglehub.dataset_download(HANDLE))
        except Exception as problem:  # whatever a network, a proxy or a server comes up with
            self.result = problem


_under_way: list[_Download] = []


def _downloaded(dropped: Path) -> Generator[tuple[int, int], None, Path]:
    """Starts or joins the download and watches its folder grow; returns the folder."""
    _under_way[:] = [download for download in _under_way if download.thread.is_alive()] or [_Download()]
    download, before = _under_way[0], _bytes_in_cache()
    while download.thread.is_alive():
        download.thread.join(0.3)
        if download.thread.is_alive():
            yield min(_bytes_in_cache() - before, _DOWNLOAD_BYTES), _DOWNLOAD_BYTES
    if not isinstance(download.result, Path):
        raise DataError(f"The IMDB reviews could not be downloaded: {reason(download.result)}. {_ways_on(dropped)}")
    return download.result


def _bytes_in_cache() -> int:
    sizes = []
    for file in cached(_DATA_SET).rglob("*"):
        with contextlib.suppress(OSError):  # kagglehub moves and removes files as it goes
            sizes.append(file.stat().st_size)
    return sum(sizes)


def _ways_on(dropped: Path) -> str:
    return (
        "Two ways on: set KAGGLEHUB_CACHE to a kagglehub cache that holds the data set and start again, "
        f"or put “{FILE}” into the folder {dropped} and press Start."
    )
