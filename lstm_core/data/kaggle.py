"""Any data set on Kaggle by its handle `owner/name`: its files, and one of them fetched. Asked for by a person, never on its own."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lstm_core.data.doctor.formats import SUFFIXES
from lstm_core.data.doctor.limits import MOST_BYTES
from lstm_core.data.uploads import Incoming, Upload
from lstm_core.errors import DataError
from lstm_core.home import Home

_HANDLE = re.compile(
    r"(?:https?://(?:www\.)?kaggle\.com/(?:datasets/)?)?([\w-]{1,60}/[\w.-]{1,120})(?:/versions/\d+)?/?"
)
_MOST_FILES = 500
_BLOCK = 1 << 20


def handle_in(text: str) -> str:
    """`owner/name` of a handle or an address. Raises DataError for anything else."""
    found = _HANDLE.fullmatch(text.strip().split("?")[0])
    if not found:
        raise DataError(
            f"{text.strip()[:80]!r} is no handle of Kaggle. Write owner/name, as in the address of the data set."
        )
    return found[1]


def files(handle: str) -> list[dict[str, Any]]:
    """Name and size of the files that can be read, from kagglehub's cache where it has the data set, else from Kaggle.

    Raises DataError where it cannot be asked, or where there is no such file.
    """
    handle = handle_in(handle)
    cached = _cached(handle)
    found = list(_in_folder(cached)) if cached else _listed(handle)
    readable = [one for one in found if one["name"].lower().rpartition(".")[2] in SUFFIXES][:_MOST_FILES]
    if not readable:
        raise DataError(f"{handle} has no file of a kind that is read: {', '.join(SUFFIXES)}.")
    return sorted(readable, key=lambda one: -one["size"])


def fetch(handle: str, file: str, home: Home) -> Upload:
    """One of its files, as if it had been uploaded. Raises DataError where it cannot be had."""
    handle = handle_in(handle)
    cached = _cached(handle)
    place = _inside(cached, file) if cached else _downloaded(handle, file)
    if place.stat().st_size > MOST_BYTES:
        raise DataError(f"{file} has {place.stat().st_size:,} bytes, the most is {MOST_BYTES:,}. Take another file.")
    with Incoming(place.name, home) as incoming, place.open("rb") as stream:
        while piece := stream.read(_BLOCK):
            incoming.write(piece)
        return incoming.finish()


def _cached(handle: str) -> Path | None:
    """The newest version in the cache that is complete."""
    cache = Path(os.environ.get("KAGGLEHUB_CACHE") or Path.home() / ".cache" / "kagglehub") / "datasets" / handle
    complete = [marker.name.removesuffix(".complete") for marker in cache.glob("*.complete")]
    folders = [cache / "versions" / version for version in complete if version.isdigit()]
    return max((folder for folder in folders if folder.is_dir()), key=lambda folder: int(folder.name), default=None)


def _in_folder(folder: Path) -> Iterator[dict[str, Any]]:
    for file in folder.rglob("*"):
        if file.is_file():
            yield {"name": file.relative_to(folder).as_posix(), "size": file.stat().st_size}


def _inside(folder: Path, file: str) -> Path:
    place = (folder / file).resolve()
    if not place.is_relative_to(folder.resolve()) or not place.is_file():
        raise DataError(f"The data set has no file called {file[:80]!r}.")
    return place


def _listed(handle: str) -> list[dict[str, Any]]:
    from kagglehub.clients import build_kaggle_client
    from kagglesdk.datasets.types.dataset_api_service import ApiListDatasetFilesRequest

    owner, name = handle.split("/")
    request = ApiListDatasetFilesRequest()
    request.owner_slug, request.dataset_slug, request.page_size = owner, name, _MOST_FILES
    try:
        with build_kaggle_client() as client:
            answer = client.datasets.dataset_api_client.list_dataset_files(request)
    except Exception as problem:  # whatever a network, a proxy or a server comes up with
        raise DataError(f"The files of {handle} cannot be listed: {_reason(problem)}.") from None
    return [{"name": str(one.name), "size": int(one.total_bytes or 0)} for one in answer.dataset_files or []]


def _downloaded(handle: str, file: str) -> Path:
    import kagglehub

    try:
        return Path(kagglehub.dataset_download(handle, path=file))
    except Exception as problem:  # whatever a network, a proxy or a server comes up with
        raise DataError(f"{file} of {handle} cannot be downloaded: {_reason(problem)}.") from None


def _reason(problem: Exception) -> str:
    """One line; a lost connection otherwise comes with a screen of addresses."""
    if (
        isinstance(problem, ConnectionError | TimeoutError)
        or "Connection" in type(problem).__name__
        or "Timeout" in type(problem).__name__
    ):
        return "there is no connection to Kaggle. Try again with a network, or upload the file"
    status = getattr(getattr(problem, "response", None), "status_code", None)
    if status in (401, 403):
        return "Kaggle does not give it without an account, or not to this one"
    if status == 404:
        return "Kaggle knows no such data set or file"
    return f"Kaggle answered {type(problem).__name__}: {(str(problem).strip() or 'no reason was given').splitlines()[0][:200]}"
