"""What is not read, and the sentence that says so."""

import gzip
import io
import pickle
import zipfile
from typing import Any

import pytest
from packed import workbook, zipped
from said import Check, labelled


class Bomb:
    def __reduce__(self) -> tuple[Any, ...]:
        return (exec, ("raise SystemExit('a pickle was opened')",))


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "empty.csv", "is empty"),
        (b"\n \n", "empty.csv", "is empty"),
        (b"\xef\xbb\xbf", "empty.csv", "is empty"),
        (b"\x0b\n\x0c\n", "empty.txt", "no line of text"),
        (b"%PDF-1.4 ...", "table.pdf", "is a PDF file"),
        (pickle.dumps(Bomb()), "model.pkl", "pickle"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old.xls", "old Excel"),
        (bytes(range(256)) * 40, "noise.csv", "is not a text file"),
        (b"<!DOCTYPE html>\n<p>Not found", "train.csv", "is a web page"),
        (b'<?xml version="1.0"?>\n<rows/>', "rows.csv", "is an XML file"),
        (b"PAR1 not really", "broken.parquet", "cannot be read as Parquet"),
        (b"PK\x03\x04 not really", "broken.zip", "cannot be unpacked"),
        (b"\x1f\x8b not really", "broken.csv.gz", "cannot be unpacked"),
        (b"review,label\n", "header.csv", "a single line, row 1"),
        (b"[1, 2, 3]", "numbers.json", ""),
        (b'{"a": ', "cut.json", "not well-formed JSON"),
        (b"[" * 100_000, "deep.json", ""),
        (b'{"a":' * 50_000, "deep.jsonl", ""),
    ],
)
def test_what_cannot_be_read_is_a_sentence(check: Check, content: bytes, name: str, sentence: str):
    examined = check(content, name)
    assert not examined.ok
    assert sentence in examined.findings[-1].message
    assert examined.refusal()


@pytest.mark.parametrize("path", ["../outside.csv", "/etc/passwd.csv", "a/../../b.csv", "C:\\x.csv", "..\\..\\x.csv"])
def test_an_archive_that_reaches_outside_is_refused(check: Check, path: str):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(path, labelled())
    assert "outside" in check(packed.getvalue(), "evil.zip").findings[0].message


def test_a_zip_bomb_is_refused(check: Check):
    bomb = zipped(**{"train.csv": b"a,b\n" + b"0" * 120_000_000})
    assert len(bomb) < 300_000
    assert "more than is allowed" in check(bomb, "bomb.zip").findings[0].message


def test_a_gzip_bomb_is_refused(check: Check, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("lstm_core.data.doctor.formats.MOST_BYTES", 1_000_000)
    assert "unpacked" in check(gzip.compress(b"0" * 2_000_000), "bomb.csv.gz").findings[0].message


def test_an_archive_in_an_archive_is_refused(check: Check):
    assert (
        "archive in an archive"
        in check(zipped(**{"train.csv": zipped(**{"x.csv": "a"})}), "nested.zip").findings[0].message
    )


def test_a_workbook_whose_xml_defines_entities_is_refused(check: Check):
    sound = workbook([["text", "label"], ["a", "b"]])
    packed, laughs = (
        io.BytesIO(),
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>',
    )
    with zipfile.ZipFile(io.BytesIO(sound)) as old, zipfile.ZipFile(packed, "w") as new:
        for info in old.infolist():
            new.writestr(info, laughs if info.filename == "xl/worksheets/sheet1.xml" else old.read(info))
    assert "cannot be read as an Excel workbook" in check(packed.getvalue(), "laughs.xlsx").findings[0].message


def test_too_many_columns_are_refused(check: Check):
    head = ",".join(f"c{n}" for n in range(3_000))
    assert "3,000 columns" in check(f"{head}\n{'1,' * 2_999}1\n").findings[0].message


def test_a_file_that_is_too_large_is_refused(check: Check, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("lstm_core.data.doctor.formats.MOST_BYTES", 100)
    assert "the most is 100" in check(labelled()).findings[0].message
