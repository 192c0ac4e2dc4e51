"""Files as people bring them, each in a folder called by the hash of its content, with all that was found out about it."""

import hashlib
import json
import re
import shutil
import time
import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath
from types import TracebackType
from typing import Any, Self

from lstm_core.data import own_files
from lstm_core.data.doctor.choices import Choices
from lstm_core.data.doctor.limits import MOST_BYTES
from lstm_core.errors import DataError
from lstm_core.home import Home
from lstm_core.whole_files import write_whole

_ID = re.compile(r"[0-9a-f]{32}")
_UNFINISHED = "unfinished-"
_STALE_SECONDS = 3_600.0  # after which what was never finished is removed


@dataclass(frozen=True)
class Upload:
    """A file as it came."""

    id: str  # 32 hexadecimal digits, of its content
    name: str  # as the person calls it
    size: int  # bytes
    brought: float  # seconds since 1970


class Incoming:
    """A file while it comes, piece by piece; it is there once `finish` was called, else nothing of it stays."""

    def __init__(self, name: str, home: Home) -> None:
        self._name, self._home = plain_name(name), home
        home.uploads.mkdir(parents=True, exist_ok=True)
        self._place = home.uploads / f"{_UNFINISHED}{uuid.uuid4().hex}"
        self._stream = self._place.open("wb")
        self._digest = hashlib.blake2b(digest_size=16)
        self._size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()
        self._place.unlink(missing_ok=True)

    def write(self, piece: bytes) -> None:
        """Raises DataError for more than a file may have."""
        self._size += len(piece)
        if self._size > MOST_BYTES:
            raise DataError(f"{self._name} has more than {MOST_BYTES // 1_000_000} MB. Bring a part of it.")
        self._digest.update(piece)
        self._stream.write(piece)

    def finish(self) -> Upload:
        """The same content brought again keeps its folder and takes the new name."""
        self._stream.close()
        upload = Upload(self._digest.hexdigest(), self._name, self._size, time.time())
        folder = self._home.upload(upload.id)
        folder.mkdir(exist_ok=True)
        self._place.replace(folder / "original")
        write_whole(folder / "upload.json", json.dumps(asdict(upload)))
        return upload


def plain_name(name: str) -> str:
    """The last part of a path, without what does not print, of a sensible length."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(letter for letter in last if letter.isprintable())[-120:].strip() or "file"


def brought(home: Home) -> list[Upload]:
    """What there is, the newest first; removes what was never finished."""
    found = []
    for place in home.uploads.iterdir() if home.uploads.is_dir() else ():
        if place.name.startswith(_UNFINISHED):
            _remove_if_stale(place)
        elif upload := get(place.name, home):
            found.append(upload)
    return sorted(found, key=lambda upload: -upload.brought)


def _remove_if_stale(unfinished: Path) -> None:
    with suppress(FileNotFoundError):  # it was finished just now
        if time.time() - unfinished.stat().st_mtime > _STALE_SECONDS:
            unfinished.unlink()


def get(upload_id: str, home: Home) -> Upload | None:
    if not _ID.fullmatch(upload_id):
        return None
    try:
        return Upload(**json.loads((home.upload(upload_id) / "upload.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def found(upload_id: str, home: Home) -> Upload:
    """Raises DataError where it is gone."""
    upload = get(upload_id, home)
    if upload is None:
        raise DataError("This file is no longer there. Bring it again.")
    return upload


def original(upload: Upload, home: Home) -> Path:
    return home.upload(upload.id) / "original"


def outcome_file(upload: Upload, choices: Choices, home: Home) -> Path:
    """Where it is kept what the doctor said of a file with these choices."""
    return home.upload(upload.id) / f"outcome-{choices.key()}.json"


def answers_name(upload_id: str) -> str:
    """What the names of all that was answered to a file begin with."""
    return f"batch-{upload_id}-"


def delete(upload: Upload, home: Home) -> set[str]:
    """The file, what was found out about it, what was answered to it, the data sets made of it, and their words in the cache.

    Returns the names of those data sets.
    """
    made = _data_sets(home.upload(upload.id))
    shutil.rmtree(home.upload(upload.id), ignore_errors=True)
    for answers in home.runs.glob(f"*/analysis/{answers_name(upload.id)}*"):
        answers.unlink(missing_ok=True)
    others = {name for folder in home.uploads.iterdir() if folder.is_dir() for name in _data_sets(folder)}
    gone = made.keys() - others
    for name in gone:
        _delete_data_set(home.own_file(name), made[name], home)
    return gone


def _data_sets(folder: Path) -> dict[str, str | None]:
    """Those made of a file, with the hash of their texts: empty for a series, None where an earlier version did not write it down."""
    outcomes = map(_read, folder.glob("outcome-*.json"))
    return {one["data_set"]: one.get("words") for one in outcomes if isinstance(one.get("data_set"), str)}


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else {}
    except (OSError, ValueError):
        return {}


def _delete_data_set(file: Path, words: str | None, home: Home) -> None:
    if words is None:
        words = _hash_of_texts(file)
    if words:
        for folder in (home.cache / "corpora").glob(f"{words}-*"):
            shutil.rmtree(folder, ignore_errors=True)
    file.unlink(missing_ok=True)


def _hash_of_texts(file: Path) -> str:
    try:
        return own_files.texts(file).content_hash()
    except DataError:  # a series, or gone already
        return ""
