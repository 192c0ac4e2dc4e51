"""Which encoding the bytes of a text file are in, decided by looking at all of them."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lstm_core.data.doctor.finding import Finding, counted
from lstm_core.errors import DataError

_BLOCK = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ENCODINGS = ("cp1252", "latin-1", "utf-8", "utf-16", "cp1251", "gb18030", "shift_jis")
_SCRIPTS = (
    ("cp1251", "Windows-1251 (Cyrillic)", "[а-яА-ЯёЁіїєґ]"),
    ("shift_jis", "Shift JIS (Japanese)", "[\u3040-\u30ff\u4e00-\u9fff\u3000-\u303f\uff00-\uff65]"),
    ("gb18030", "GB 18030 (Chinese)", "[\u4e00-\u9fff\u3000-\u303f\uff00-\uff65]"),
)
_NOT_IN_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MULTIBYTE = re.compile(  # the well-formed ones: The Unicode Standard, table 3-7
    rb"[\xc2-\xdf][\x80-\xbf]"
    rb"|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_HIGH = re.compile(rb"[\x80-\xff]+")


@dataclass(frozen=True)
class Encoding:
    """How to decode a file, and what there is to say about it."""

    name: str
    findings: tuple[Finding, ...] = ()


def detect(file: Path, name: str, wish: str = "") -> Encoding:
    """UTF-8, UTF-16 or UTF-32 by byte order mark or by content, else one of another script, else cp1252, else Latin-1.

    wish: the encoding that a person chose.

    Raises DataError for a file that is no text.
    """
    with file.open("rb") as stream:
        head = stream.read(_BLOCK)
    marked = next((encoding for mark, encoding in _BOMS if head.startswith(mark)), None)
    if wish:
        return Encoding("utf-8-sig" if wish == "utf-8" else _wide(head) or "utf-16" if wish == "utf-16" else wish)
    if marked:
        return Encoding(marked, () if marked == "utf-8-sig" else (_said(marked),))
    if wide := _wide(head):
        return Encoding(wide, (_said("utf-16"),))
    if len(_CONTROL.findall(head)) > len(head) / 100:
        raise DataError(
            f"{name} is not a text file. Bring CSV, TSV, JSON Lines, Parquet, Excel (.xlsx), plain text or a zip of them."
        )
    return _without_mark(file)


def _said(encoding: str) -> Finding:
    return Finding(
        "encoding", f"The file is encoded in {encoding.upper()}.", fix="Read as such; nothing is lost.", mended=True
    )


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: of mostly Latin text every second byte is 0."""
    if len(head) < 4 or head[:4].count(0) == 4:
        return None
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    even, odd = head[:4_000:2].count(0), head[1:4_000:2].count(0)
    half = len(head[:4_000]) / 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _without_mark(file: Path) -> Encoding:
    if _is_utf8(file):
        return Encoding("utf-8", tuple(_nothing_characters(file)))
    lines, sound, broken, undefined, first = 0, 0, 0, False, 0
    with file.open("rb") as stream:
        for line in stream:
            lines += 1
            if _HIGH.search(line):
                good = sum(len(found) for found in _MULTIBYTE.findall(line))
                bad = sum(len(found) for found in _HIGH.findall(line)) - good
                sound, broken = sound + good, broken + bad
                first = first or (lines if bad else 0)
                undefined = undefined or bool(_NOT_IN_CP1252.search(line))
    if sound > 4 * broken:
        message = f"{counted(broken, 'byte')} are no UTF-8, the first in line {first}, though the rest is. They are shown as �."
        return Encoding(
            "utf-8",
            (Finding("broken-characters", message, row=first, fix="Save the file anew as UTF-8 to have them right."),),
        )
    name, words = ("latin-1", "Latin-1") if undefined else ("cp1252", "Windows-1252 (cp1252, nearly Latin-1)")
    name, words = _of_another_script(file) or (name, words)
    message = f"The file is not UTF-8: line {first} has other characters. It is read as {words}."
    fix = "Look in the preview whether all letters are right; if not, choose another encoding."
    others = tuple(one for one in ENCODINGS if one != name)
    said = Finding("encoding", message, row=first, fix=fix, mended=True, choice="encoding", options=(name, *others))
    return Encoding(name, (said,))


def _of_another_script(file: Path) -> tuple[str, str] | None:
    """Of a text that is hardly Latin: the encoding in which it is nearly all of one script."""
    with file.open("rb") as stream:
        head = stream.read(_BLOCK).rpartition(b"\n")[0]
    letters = sum(chr(byte).isalpha() for byte in head if byte < 128)
    if sum(byte > 127 for byte in head) <= letters:
        return None
    for name, words, script in _SCRIPTS:
        try:
            found = [letter for letter in head.decode(name) if ord(letter) > 127]
        except UnicodeDecodeError:
            continue
        if found and len(re.findall(script, "".join(found))) > 0.8 * len(found):
            return name, words
    return None


def _nothing_characters(file: Path) -> Iterator[Finding]:
    """Zero bytes, which a broken copy leaves behind."""
    lines = (number for number, line in enumerate(_lines(file), 1) if b"\x00" in line)
    first = next(lines, None)
    if first is not None:
        several = 1 + sum(1 for _ in lines)
        message = f"{counted(several, 'line has', 'lines have')} zero bytes, the first is line {first}: the file may be damaged."
        yield Finding("zero-bytes", message, row=first, fix="The bytes are left out.", mended=True)


def _lines(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        yield from stream


def _is_utf8(file: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with file.open("rb") as stream:
            while block := stream.read(_BLOCK):
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
