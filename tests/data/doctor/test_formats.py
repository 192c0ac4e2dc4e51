import gzip
import io
import json
import pickle
import tarfile
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from said import TEXTS, Check, codes, found, labelled, monthly

from lstm_core.data.doctor.examination import Examination

UMLAUT = labelled(40, "schöner Film für alle,good")


def text_at(examined: Examination, place: int) -> str:
    assert examined.table is not None, examined.findings
    return str(examined.table["text"].iloc[place])


def zipped(**files: str | bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return packed.getvalue()


def workbook(rows: list[list[Any]], **others: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for title, content in others.items():
        sheet = book.create_sheet(title)
        for row in content:
            sheet.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


# Encodings


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "utf-32"]
)
def test_every_usual_encoding_is_read(check: Check, encoding: str):
    examined = check(UMLAUT.encode(encoding))
    assert text_at(examined, -1) == "schöner Film für alle"
    assert examined.roles["text"] == "review"


def test_another_encoding_is_told_with_its_row(check: Check):
    assert found(check(UMLAUT.encode("cp1252")), "encoding").row == 42
    assert "encoding" not in codes(check(UMLAUT.encode("utf-8-sig")))


def test_a_few_broken_characters_leave_the_rest_as_it_is(check: Check):
    content = UMLAUT.replace("dull", "düll").encode().replace("schöner".encode(), b"sch\xf6ner")
    examined = check(content)
    assert found(examined, "broken-characters").row == 42
    assert text_at(examined, 1) == "the plot was düll number 1"


def test_the_encoding_may_be_chosen(check: Check):
    assert "encoded-twice" in codes(check(UMLAUT.encode(), encoding="latin-1"))
    assert text_at(check(UMLAUT.encode("utf-16"), encoding="utf-16"), -1) == "schöner Film für alle"


def test_old_line_ends_are_read(check: Check):
    for end in ("\r", "\r\n", "\n"):
        assert check(labelled().replace("\n", end).encode()).rows == 40


# Delimiters, quotes, line breaks


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_usual_delimiter_is_found(check: Check, delimiter: str):
    examined = check(labelled().replace(",", delimiter))
    assert examined.roles == {"text": "review", "label": "sentiment"}
    assert ("delimiter" in codes(examined)) == (delimiter != ",")


def test_a_delimiter_announced_in_the_first_line(check: Check):
    examined = check("sep=;\n" + labelled().replace(",", ";") + ";good\n")
    assert examined.roles == {"text": "review", "label": "sentiment"}
    assert found(examined, "empty-text").row == 43


def test_line_breaks_and_delimiters_inside_quotes_belong_to_the_cell(check: Check):
    examined = check(labelled(40, '"one, two\nthree ""four""",good', "...,bad"))
    assert text_at(examined, -1) == 'one, two\nthree "four"'
    assert "1 record" in found(examined, "line-breaks").message
    assert found(examined, "empty-text").row == 43  # as a spreadsheet counts


def test_quotes_written_with_a_backslash(check: Check):
    examined = check(labelled(40, r'"he said \"no, never\" twice",good'))
    assert text_at(examined, -1) == 'he said "no, never" twice'


def test_a_quote_that_is_never_closed_costs_one_row(check: Check):
    lines = labelled().splitlines()
    lines[5] = '"' + lines[5]
    examined = check("\n".join(lines))
    assert found(examined, "quotes").row == 6
    assert examined.rows == 40


def test_quotes_between_tabs_are_letters(check: Check):
    lines = [f"{('ham', 'spam')[n % 2]}\t{TEXTS[n % 4]} {n}" for n in range(40)]
    lines[7] = 'ham\t"Response" is one of the powerful weapons'
    lines[20] = 'spam\t"never closed'
    examined = check("\n".join(lines), "SMSSpamCollection")
    assert examined.rows == 40
    assert examined.roles == {"text": "column 2", "label": "column 1"}
    assert text_at(examined, 7) == '"Response" is one of the powerful weapons'


def test_a_comma_too_many_is_joined_into_the_text(check: Check):
    examined = check(labelled(40, "good, but long,good"))
    assert (found(examined, "too-many-cells").row, found(examined, "too-many-cells").column) == (42, "review")
    assert text_at(examined, -1) == "good, but long"


def test_a_row_that_is_too_short_is_told(check: Check):
    examined = check(labelled(40, "no label here"))
    assert found(examined, "too-few-cells").row == 42
    assert found(examined, "missing-label").row == 42


# Headers and names


def test_a_missing_header_is_told_and_may_be_contradicted(check: Check):
    content = labelled().split("\n", 1)[1]
    examined = check(content)
    assert found(examined, "header-missing").row == 1
    assert examined.rows == 40
    assert check(content, header="yes").rows == 39


def test_blanks_in_names_are_taken_off(check: Check):
    examined = check(labelled(header="  review , senti ment"))
    assert found(examined, "blanks-in-names").row == 1
    assert examined.roles == {"text": "review", "label": "senti ment"}


def test_doubled_names_are_told_apart(check: Check):
    lines = [f"{line},{n % 3}" for n, line in enumerate(labelled().splitlines()[1:])]
    examined = check("\n".join(["review,label,label", *lines]))
    assert found(examined, "doubled-names").column == "label"
    assert examined.columns == ("review", "label", "label (2)")


def test_columns_without_a_name_or_a_cell_are_told(check: Check):
    lines = [f"{line},," for line in labelled().splitlines()[1:]]
    examined = check("\n".join(["review,sentiment,,note", *lines]))
    assert found(examined, "name-missing").column == "column 3"
    assert found(examined, "empty-columns").message == "2 columns are empty: column 3, note."


def test_titles_above_the_table_are_left_out(check: Check):
    examined = check("\n".join(["Umsatz 2000 bis 2002", "Stand: heute", *monthly()]))
    assert (found(examined, "rows-above").row, examined.rows) == (1, 36)
    assert examined.roles == {"time": "Month", "value": "Sales"}


def test_the_nameless_index_of_a_data_frame_is_no_data(check: Check):
    frame = pd.DataFrame({"review": [f"{TEXTS[n % 4]} {n}" for n in range(40)], "label": ["a", "b"] * 20})
    examined = check(frame.to_csv())
    assert "header-missing" not in codes(examined)
    assert examined.roles == {"text": "review", "label": "label"}


def test_columns_at_the_end_without_a_name_are_the_rest_of_texts(check: Check):
    lines = [f"{('ham', 'spam')[n % 2]},{TEXTS[n % 4]} {n},,," for n in range(100)]
    lines[50] = "ham,some text, more of it, and the end,"
    examined = check("\n".join(["v1,v2,,,", *lines]))
    assert examined.columns == ("v1", "v2")
    assert found(examined, "too-many-cells").row == 52
    assert text_at(examined, 50) == "some text, more of it, and the end"


# Other formats


def test_json_lines(check: Check):
    lines = [json.dumps({"text": f"{TEXTS[n % 4]} {n}", "stars": n % 5 + 1.0, "user": {"id": n}}) for n in range(40)]
    examined = check("\n".join([*lines[:10], '{"text": "cut', *lines[10:]]), "reviews.jsonl")
    assert examined.roles == {"text": "text", "label": "stars"}
    assert found(examined, "broken-lines").row == 11
    assert set(examined.facts["classes"]) == {"1", "2", "3", "4", "5"}
    assert "user.id" in examined.columns


@pytest.mark.parametrize(
    "wrapped",
    [lambda rows: rows, lambda rows: {"data": rows}, lambda rows: {key: [row[key] for row in rows] for key in rows[0]}],
)
def test_one_json_list(check: Check, wrapped: Any):
    rows = [{"text": f"{TEXTS[n % 4]} {n}", "label": n % 2} for n in range(40)]
    assert check(json.dumps(wrapped(rows), indent=1), "reviews.json").roles == {"text": "text", "label": "label"}


def test_parquet(check: Check, tmp_path: Path):
    table = pa.table(
        {
            "text": [f"{TEXTS[n % 4]} {n}" for n in range(40)],
            "label": [n % 2 for n in range(40)],
            "embedding": [[1.0]] * 40,
        }
    )
    pq.write_table(table, tmp_path / "made")
    examined = check((tmp_path / "made").read_bytes(), "train-00000.parquet")
    assert examined.roles == {"text": "text", "label": "label"}
    assert found(examined, "column-left-out").column == "embedding"


def test_parquet_of_a_series(check: Check):
    frame = pd.DataFrame(
        {"load": [n * 1.5 + n % 7 for n in range(60)]}, index=pd.date_range("2020-01-01", periods=60, name="when")
    )
    packed = io.BytesIO()
    frame.reset_index().to_parquet(packed)
    examined = check(packed.getvalue(), "load.parquet")
    assert examined.roles == {"time": "when", "value": "load"}
    assert examined.table is not None
    assert examined.table["value 0"].tolist() == frame["load"].tolist()


def test_a_workbook_with_a_title_and_german_dates(check: Check):
    rows: list[list[Any]] = [["Umsätze der Filiale"], [], ["Datum", "Umsatz"]]
    rows += [[datetime(2020 + n // 12, n % 12 + 1, 1), 1000.25 + n * n] for n in range(36)]
    examined = check(workbook(rows, Notizen=[["nichts"]]), "umsatz.xlsx")
    assert examined.roles == {"time": "Datum", "value": "Umsatz"}
    assert "Notizen" in found(examined, "other-sheets").message
    assert examined.table is not None
    assert examined.table["value 0"].iloc[0] == 1000.25


def test_a_workbook_whose_numbers_are_german_text(check: Check):
    rows: list[list[Any]] = [
        ["Monat", "Verbrauch"],
        *([f"{n % 12 + 1:02d}.{2020 + n // 12}", f"1.{200 + n},5 "] for n in range(36)),
    ]
    examined = check(workbook(rows), "verbrauch.xlsx")
    assert found(examined, "decimal-comma").row == 2
    assert examined.table is not None
    assert examined.table["value 0"].iloc[0] == 1200.5


def test_another_sheet_may_be_chosen(check: Check):
    rows = [line.split(",") for line in monthly()]
    assert check(workbook([["nothing here"], ["at all"]], Data=rows), "book.xlsx", member="Data").ok


def test_one_text_a_line(check: Check):
    examined = check("\n".join(f"{TEXTS[n % 4]}, {'or so, ' * (n % 3)}number {n}" for n in range(40)), "reviews.txt")
    assert (examined.format, examined.rows, examined.columns) == ("plain text", 40, ("text",))
    assert found(examined, "no-label").stops


def test_one_number_a_line(check: Check):
    examined = check("\n".join(["sales", *(str(n * n % 17) for n in range(40))]), "sales.txt")
    assert examined.roles == {"value": "sales"}
    assert examined.rows == 40


def test_folders_of_texts_as_aclimdb_is_packed(check: Check):
    files = {
        f"aclImdb__{part}__{label}__{n}_7.txt": f"{part} {label} {TEXTS[n % 4]} {n}"
        for part in ("train", "test")
        for label in ("pos", "neg")
        for n in range(10)
    }
    files |= {
        "aclImdb__README": "read me",
        "aclImdb__imdb.vocab": "the\nand",
        "aclImdb__train__unsup__1_0.txt": "no label",
    }
    examined = check(zipped(**files), "aclImdb.zip")
    assert examined.roles == {"text": "text", "label": "label", "part": "part"}
    assert (examined.rows, examined.facts["classes"], examined.facts["given_test"]) == (
        40,
        {"neg": 20, "pos": 20},
        True,
    )


def test_folders_in_a_tar_archive(check: Check):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for label in ("sci.space", "rec.autos"):
            for n in range(15):
                content = f"{label} {TEXTS[n % 4]} {n}".encode()
                info = tarfile.TarInfo(f"20news/{label}/{n}")
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
    assert check(packed.getvalue(), "20news.tar.gz").facts["classes"] == {"rec.autos": 15, "sci.space": 15}


def test_a_table_in_an_archive(check: Check):
    examined = check(
        zipped(**{"train.csv": labelled(), "sample_submission.csv": "id,label\n1,2\n", ".hidden": "y"}), "archive.zip"
    )
    assert examined.rows == 40
    assert "sample_submission.csv" in found(examined, "member").message
    assert check(gzip.compress(labelled().encode()), "reviews.csv.gz").rows == 40


# What is refused


class Bomb:
    def __reduce__(self) -> tuple[Any, ...]:
        return (exec, ("raise SystemExit('a pickle was opened')",))


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "empty.csv", "is empty"),
        (b"\n \n", "empty.csv", "is empty"),
        (b"\xef\xbb\xbf", "empty.csv", "is empty"),
        (b"%PDF-1.4 ...", "table.pdf", "is a PDF file"),
        (pickle.dumps(Bomb()), "model.pkl", "pickle"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old.xls", "old Excel"),
        (bytes(range(256)) * 40, "noise.csv", "is not a text file"),
        (b"PAR1 not really", "broken.parquet", "cannot be read as Parquet"),
        (b"PK\x03\x04 not really", "broken.zip", "cannot be unpacked"),
        (b"\x1f\x8b not really", "broken.csv.gz", "cannot be unpacked"),
        (b"review,label\n", "header.csv", "no row of data"),
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
