"""Any data set on Kaggle by its handle `owner/name`: its files, and one of them fetched. Asked for by a person, never on its own."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lstm_core.data.doctor.formats import SUFFIXES
from lstm_core.data.doctor.limits import MOST_BYTES
from lstm_core.data.kagglehub_cache import cached, reason
from lstm_core.data.uploads import Incoming, Upload
from lstm_core.errors import DataError
from lstm_core.home import Home
from lstm_core.quantities import memory

_HANDLE = re.compile(
    r"(?:https?://(?:www\.)?kaggle\.com/(?:datasets/)?)?([\w-]{1,60}/[\w.-]{1,120})(?:/versions/\d+)?/?"
)
_MOST_FILES = 500
_BLOCK = 1 << 20
_NO_SUCH_FILE = "The data set has no file called “{}”."
_WAYS_ON = "Try again later, or upload the file."


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
    here = _newest_here(handle)
    found = list(_in_folder(here)) if here else _listed(handle)
    readable = [one for one in found if one["name"].lower().rpartition(".")[2] in SUFFIXES][:_MOST_FILES]
    if not readable:
        raise DataError(f"{handle} has no file of a kind that is read: {', '.join(SUFFIXES)}.")
    return sorted(readable, key=lambda one: -one["size"])


def fetch(handle: str, file: str, home: Home) -> Upload:
    """One of its files, as if it had been uploaded. Raises DataError where it cannot be had, before a byte of one too large is fetched."""
    handle = handle_in(handle)
    here = _newest_here(handle)
    place = _inside(here, file) if here else _downloaded(handle, file)
    _not_too_large(file, place.stat().st_size)
    with Incoming(place.name, home) as incoming, place.open("rb") as stream:
        while piece := stream.read(_BLOCK):
            incoming.write(piece)
        return incoming.finish()


def too_large(file: str, size: int) -> str:
    """Why a file of so many bytes is not fetched; empty where it is."""
    if size <= MOST_BYTES:
        return ""
    return f"{file} has {memory(size)}, the most is {memory(MOST_BYTES)}. Take another file, or upload a part of it."


def _not_too_large(file: str, size: int) -> None:
    if refusal := too_large(file, size):
        raise DataError(refusal)


def _newest_here(handle: str) -> Path | None:
    """The newest version in the cache that is complete."""
    cache = cached(handle)
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
        raise DataError(_NO_SUCH_FILE.format(file[:80]))
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
        raise DataError(f"The files of {handle} cannot be listed: {reason(problem)}. {_WAYS_ON}") from None
    return [{"name": str(one.name), "size": int(one.total_bytes or 0)} for one in answer.dataset_files or []]


def _downloaded(handle: str, file: str) -> Path:
    size = next((one["size"] for one in _listed(handle) if one["name"] == file), None)
    if size is None:
        raise DataError(_NO_SUCH_FILE.format(file[:80]))
    _not_too_large(file, size)
    import kagglehub

    try:
        return Path(kagglehub.dataset_download(handle, path=file))
    except Exception as problem:  # whatever a network, a proxy or a server comes up with
        raise DataError(f"{file} of {handle} cannot be downloaded: {reason(problem)}. {_WAYS_ON}") from None
