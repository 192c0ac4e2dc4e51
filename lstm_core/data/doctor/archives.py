"""Archives (.zip, .tar, .tar.gz): folders of texts named by their class, or one table; nothing in them is written to its own path."""

import re
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lstm_core.data.doctor.finding import Finding, counted
from lstm_core.data.doctor.limits import MOST_BYTES, MOST_CHARACTERS, MOST_MEMBERS, MOST_RATIO, MOST_UNPACKED
from lstm_core.data.doctor.raw import RawTable, framed
from lstm_core.errors import DataError

_TABLES = (".csv", ".tsv", ".tab", ".jsonl", ".ndjson", ".json", ".parquet", ".xlsx", ".data")
_PARTS = {
    "train": "train",
    "training": "train",
    "test": "test",
    "testing": "test",
    "valid": "validation",
    "validation": "validation",
    "val": "validation",
    "dev": "validation",
}
_MANY_TEXTS = 5
_NO_CLASS = {"unsup", "unlabeled", "unlabelled"}


@dataclass(frozen=True)
class Member:
    """One file of an archive."""

    path: PurePosixPath
    size: int  # bytes as the archive says
    content: Callable[[int], bytes]  # at most so many bytes of it


@contextmanager
def opened(file: Path, name: str) -> Iterator[list[Member]]:
    """The files of an archive in order of their paths. Raises DataError for one that is damaged, locked, too large, or reaches outside."""
    try:
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as zipped:
                yield _checked(_zip_members(zipped, name), file, name)
        else:
            with tarfile.open(file) as tarred:
                yield _checked(_tar_members(tarred), file, name)
    except (
        zipfile.BadZipFile,
        zlib.error,
        tarfile.TarError,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as problem:
        said = " ".join(str(problem).split()) or type(problem).__name__
        why = "it is damaged or cut off" if said.startswith("file could not be opened") else said[:200]
        raise DataError(f"{name} cannot be unpacked: {why}. Bring it again, or pack it anew as .zip.") from None


def _zip_members(zipped: zipfile.ZipFile, name: str) -> Iterator[Member]:
    for info in zipped.infolist():
        if info.flag_bits & 1:
            raise DataError(f"{name} is locked with a password. Unpack it and pack it anew without one.")
        if not info.is_dir():

            def content(most: int, info: zipfile.ZipInfo = info) -> bytes:
                with zipped.open(info) as stream:
                    return stream.read(most)

            yield Member(_inside(info.filename, name), info.file_size, content)


def _tar_members(tarred: tarfile.TarFile) -> Iterator[Member]:
    for info in tarred:
        if info.isreg():

            def content(most: int, info: tarfile.TarInfo = info) -> bytes:
                stream = tarred.extractfile(info)
                return stream.read(most) if stream else b""

            yield Member(_inside(info.name, "The archive"), info.size, content)


def _inside(path: str, name: str) -> PurePosixPath:
    plain = PurePosixPath(path.replace("\\", "/"))
    if plain.is_absolute() or ".." in plain.parts or re.match(r"[A-Za-z]:", path) or "\x00" in path:
        raise DataError(f"{name} holds a file that would lie outside of it ({path[:80]!r}). It is not unpacked.")
    return plain


def _checked(members: Iterator[Member], file: Path, name: str) -> list[Member]:
    kept, total = [], 0
    for member in members:
        total += member.size
        kept.append(member)
        if (
            len(kept) > MOST_MEMBERS
            or total > MOST_UNPACKED
            or (total > 50_000_000 and total > MOST_RATIO * file.stat().st_size)
        ):
            raise DataError(
                f"{name} would unpack to more than is allowed: {MOST_UNPACKED // 1_000_000:,} MB, {MOST_MEMBERS:,} files, and "
                f"{MOST_RATIO} times its own size. Bring a part of it."
            )
    hidden = ("__MACOSX", ".")
    return [member for member in kept if not any(part.startswith(hidden) for part in member.path.parts)]


def tables(members: list[Member]) -> list[Member]:
    """The files that are tables by their name, the likeliest first: train before others, then the largest."""
    found = [member for member in members if member.path.name.lower().endswith(_TABLES)]
    unlikely = re.compile(r"sample_?submission|test", re.I)
    return sorted(
        found,
        key=lambda member: (
            "train" not in member.path.stem.lower(),
            bool(unlikely.search(member.path.stem)),
            -member.size,
        ),
    )


def only_text(members: list[Member]) -> Member | None:
    """The largest file where there are no folders of texts: a data set beside its readme."""
    plain = [member for member in members if not re.match(r"readme|licen[cs]e|index|\.", member.path.name, re.I)]
    return max(plain, key=lambda member: member.size, default=None)


def beside_each_other(members: list[Member]) -> int:
    """How many texts there are, where they are so many that none is a table beside its notes; else 0."""
    found = sum(member.path.suffix.lower() == ".txt" for member in members)
    return found if found > _MANY_TEXTS else 0


def unpack(member: Member, into: Path) -> Path:
    """Writes a member to a file of our own naming. Raises DataError where it is larger than a file may be."""
    content = member.content(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise DataError(f"{member.path.name} has more than {MOST_BYTES // 1_000_000} MB. Bring a part of it.")
    target = into / "member"
    target.write_bytes(content)
    return target


def folders(members: list[Member]) -> list[tuple[Member, str, str]]:
    """Text files with class and part, where they lie in folders named by their class; none where there are fewer than two classes."""
    texts = [member for member in members if _is_text(member.path) and len(member.path.parts) > 1]
    found = [(member, member.path.parent.name, _part(member.path)) for member in texts]
    found = [one for one in found if one[1].lower() not in _NO_CLASS and one[1].lower() not in _PARTS]
    sizes = Counter(label for _, label, _ in found)
    depth = Counter(len(member.path.parts) for member, _, _ in found).most_common(1)
    kept = [one for one in found if len(one[0].path.parts) == depth[0][0]] if depth else []
    return kept if len(sizes) > 1 and len(kept) >= 4 else []


def _is_text(path: PurePosixPath) -> bool:
    suffix = path.suffix.lower()
    return suffix in ("", ".txt", ".text", ".md", ".html") or suffix[1:].isdigit()


def _part(path: PurePosixPath) -> str:
    return next((_PARTS[folder.lower()] for folder in reversed(path.parts[:-2]) if folder.lower() in _PARTS), "")


def read_folders(found: list[tuple[Member, str, str]]) -> RawTable:
    """The columns text, label, part (where the folders say it) and file; the row of a file is its number."""
    order = sorted(found, key=lambda one: str(one[0].path))
    broken: list[str] = []

    def records() -> Iterator[tuple[int, tuple[str, ...]]]:
        for number, (member, label, part) in enumerate(order, 1):
            yield number, (_decoded(member, broken), label, part, str(member.path))

    frame = framed(["text", "label", "part", "file"], records())
    if not any(part for _, _, part in order):
        frame = frame.drop(columns="part")
    labels = counted(frame["label"].nunique(), "folder")
    said = [
        Finding("folders", f"{counted(len(frame), 'text')} in {labels}.", fix="The folder is the label.", mended=True)
    ]
    if broken:
        said.append(
            Finding(
                "encoding",
                f"{counted(len(broken), 'file is', 'files are')} not UTF-8, the first is {broken[0]}.",
                fix="Read as Windows-1252.",
                mended=True,
            )
        )
    return RawTable(frame, "folders of texts", tuple(said))


def _decoded(member: Member, broken: list[str]) -> str:
    content = member.content(MOST_CHARACTERS).replace(b"\x00", b"")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        broken.append(str(member.path))
        return content.decode("cp1252", errors="replace")
