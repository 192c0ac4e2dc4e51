"""Which format a file is in, by what it begins with, and the table in it."""

import gzip
import tempfile
import zlib
from dataclasses import replace
from pathlib import Path, PurePosixPath

from lstm_core.data.doctor import archives, delimited, json_lines, parquet_files, workbooks
from lstm_core.data.doctor.archives import Member
from lstm_core.data.doctor.choices import Choices
from lstm_core.data.doctor.encoding import detect
from lstm_core.data.doctor.finding import Finding
from lstm_core.data.doctor.limits import MOST_BYTES
from lstm_core.data.doctor.raw import RawTable
from lstm_core.errors import DataError
from lstm_core.whole_files import size_of

SUFFIXES = ("csv", "tsv", "txt", "jsonl", "ndjson", "json", "parquet", "xlsx", "zip", "gz", "tgz", "tar", "data", "tab")
_REFUSED = {
    b"%PDF": "a PDF file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file",
    b"SQLite format 3": "an SQLite database",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ": "an xz file",
    b"\x93NUMPY": "a NumPy file",
    b"\x89HDF": "an HDF5 file",
    b"ARROW1": "an Arrow file",
    b"\x80\x04\x95": "a pickle, which is not opened: it could run anything",
    b"\x80\x03": "a pickle, which is not opened: it could run anything",
    b"\x80\x05\x95": "a pickle, which is not opened: it could run anything",
    b"\x28\xb5\x2f\xfd": "a zstd file",
}
_BRING = (
    "Bring CSV, TSV, JSON Lines, Parquet, Excel (.xlsx), plain text, or a zip of one of them or of folders of texts."
)


def read(file: Path, name: str, choices: Choices | None = None) -> RawTable:
    """The table of text cells in a file. name: as the person calls it; its ending says little, its content decides.

    Raises DataError with a sentence for a file that is empty, too large, damaged, or of a kind that is not read.
    """
    choices = choices or Choices()
    try:
        size = size_of(file, name)
        with file.open("rb") as stream:
            head = stream.read(1 << 16)
    except OSError as problem:
        raise DataError(f"{name} cannot be read: {problem.strerror}.") from None
    if not size or not head.strip(b"\x00\xff\xfe\xef\xbb\xbf \t\r\n"):
        raise DataError(f"{name} is empty.")
    if size > MOST_BYTES:
        raise DataError(f"{name} has {size:,} bytes, the most is {MOST_BYTES:,}. Bring a part of it.")
    refused = next((what for magic, what in _REFUSED.items() if head.startswith(magic)), None)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:14].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<table")):
        refused = "a web page, perhaps with a message instead of the file"
    if start.startswith(b"<?xml"):
        refused = "an XML file"
    if refused:
        raise DataError(f"{name} is {refused}. {_BRING}")
    return _read(file, name, head, choices)


def is_packed(file: Path) -> bool:
    """Whether the table lies in an archive, or is compressed; a workbook is packed too."""
    with file.open("rb") as stream:
        return _is_packed(stream.read(512))


def _is_packed(head: bytes) -> bool:
    return head.startswith((b"PK", b"\x1f\x8b")) or head[257:262] == b"ustar"


def _read(file: Path, name: str, head: bytes, choices: Choices) -> RawTable:
    if head.startswith(b"PAR1"):
        return parquet_files.read(file, name)
    if head.startswith(b"PK"):
        return _zipped(file, name, choices)
    if _is_packed(head):
        return _packed(file, name, head, choices)
    start = head.decode(detect(file, name, choices.encoding).name, errors="replace")
    if choices.delimiter == "" and json_lines.looks_like(start):
        return json_lines.read(file, name, choices)
    return delimited.read(file, name, choices)


def _zipped(file: Path, name: str, choices: Choices) -> RawTable:
    with archives.opened(file, name) as members:
        paths = {str(member.path) for member in members}
        if "xl/workbook.xml" in paths:
            return workbooks.read(file, name, choices)
        if "mimetype" in paths or "word/document.xml" in paths:
            raise DataError(f"{name} is a document of an office program. Save it as .xlsx or CSV.")
        return _archived(members, name, choices)


def _archived(members: list[Member], name: str, choices: Choices) -> RawTable:
    tables = archives.tables(members)
    chosen = next((member for member in members if str(member.path) == choices.member), None)
    texts = archives.folders(members)
    if not chosen and texts and (not tables or len(texts) > 20):
        return archives.read_folders(texts)
    beside = archives.beside_each_other(members)
    if not chosen and not tables and beside > 1:
        raise DataError(
            f"{name} holds {beside:,} texts, but not in folders named by their class: which class each has does not show. "
            "Put the texts of each class into a folder of its own, or bring a table."
        )
    chosen = chosen or next(iter(tables), None) or archives.only_text(members)
    if chosen is None:
        raise DataError(f"{name} holds no table, and no folders of texts named by their class. {_BRING}")
    with tempfile.TemporaryDirectory() as folder:
        inner = archives.unpack(chosen, Path(folder))
        with inner.open("rb") as stream:
            nested = stream.read(2) in (b"PK", b"\x1f\x8b") and chosen.path.suffix != ".xlsx"
        if nested:
            raise DataError(f"{name} is an archive in an archive. Unpack it once and bring what is in it.")
        table = read(inner, chosen.path.name, choices)
    others = [str(member.path) for member in tables if member is not chosen]
    message = f"Of the archive, {chosen.path} is read" + (f"; {', '.join(others[:5])} are not." if others else ".")
    fix = "Choose another file where this is not the one." if others else None
    options = (str(chosen.path), *others) if others else ()
    said = Finding("member", message, fix=fix, mended=not others, choice="member" if others else "", options=options)
    return replace(table, findings=(said, *table.findings))


def _packed(file: Path, name: str, head: bytes, choices: Choices) -> RawTable:
    """A tar archive, or one gzipped file."""
    inner_name = PurePosixPath(name).stem
    if head[257:262] == b"ustar" or name.lower().endswith((".tar.gz", ".tgz", ".tar")):
        with archives.opened(file, name) as members:
            return _archived(members, name, choices)
    with tempfile.TemporaryDirectory() as folder:
        inner = Path(folder) / "unpacked"
        try:
            with gzip.open(file) as stream:
                content = stream.read(MOST_BYTES + 1)
        except (OSError, EOFError, zlib.error) as problem:
            raise DataError(f"{name} cannot be unpacked: {str(problem)[:200]}.") from None
        if len(content) > MOST_BYTES:
            raise DataError(f"{name} has more than {MOST_BYTES // 1_000_000} MB once unpacked. Bring a part of it.")
        if content[:2] in (b"PK", b"\x1f\x8b") or content[257:262] == b"ustar":
            raise DataError(f"{name} is an archive in an archive. Unpack it once and bring what is in it.")
        inner.write_bytes(content)
        del content
        return read(inner, inner_name, choices)
