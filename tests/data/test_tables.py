"""Tables of files of every kind."""

import io
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from lstm_core.data import tables
from lstm_core.errors import DataError

ROWS = {"name": ["Ann"], "review": ["Good film"]}


def packed(suffix: str) -> bytes:
    stream = io.BytesIO()
    if suffix == ".parquet":
        pd.DataFrame(ROWS).to_parquet(stream)
    else:
        book = openpyxl.Workbook()
        book.active.append(["name", "review"])
        book.active.append(["Ann", "Good film"])
        book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"name,review\nAnn,Good film\n"),
        ("b.tsv", b"name\treview\nAnn\tGood film\n"),
        ("c.jsonl", b'{"name": "Ann", "review": "Good film"}\n'),
        ("d.parquet", packed(".parquet")),
        ("e.xlsx", packed(".xlsx")),
    ],
)
def test_files_of_every_kind_are_tables(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / "file.upload").write_bytes(content)
    frame = tables.read(tmp_path / "file.upload", name).frame
    assert frame["review"].tolist() == ["Good film"]
    assert tables.for_texts(frame, "", ())[0] == "review"


def test_a_text_file_has_a_text_a_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"one, two\nthree\n")
    assert tables.read(tmp_path / "a.txt", "a.txt").frame["text"].tolist() == ["one, two", "three"]


def test_what_texts_begin_with_stays_in_them_unless_it_is_their_label(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    questions = [f"{('What', 'How', 'Who')[n % 3]} is number {n}?" for n in range(60)]
    file.write_text("\n".join(questions))
    assert tables.read(file, "a.txt").frame["text"].tolist() == questions
    assert tables.read(file, "a.txt", labelled=True).frame["label"].tolist() == [one.split()[0] for one in questions]
    file.write_text("\n".join(f"__label__{line}" for line in questions))
    assert tables.read(file, "a.txt").frame["text"][1] == "is number 0?"


def test_what_looks_like_nothing_stays_a_word(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"text,n\nNA,1\nnull,2\n,3\n")
    assert tables.read(tmp_path / "a.csv", "a.csv").frame["text"].tolist() == ["NA", "null", ""]


@pytest.mark.parametrize("content", [b"", b"text,label\n", b"\x89PNG\x00\x00", b"\x0b\n"])
def test_a_file_without_rows_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "upload").write_bytes(content)
    with pytest.raises(DataError, match=r"\.$"):
        tables.read(tmp_path / "upload", "a.csv")


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    (tmp_path / "a.txt").write_bytes(b"a\nb\nc\nd\n")
    with pytest.raises(DataError, match=r"a\.txt has 4 rows, the most is 3"):
        tables.read(tmp_path / "a.txt", "a.txt")
