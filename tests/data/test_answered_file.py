"""A file comes back in its own kind, with two columns more."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.data import tables
from lstm_core.data.answered_file import SUFFIXES, AnsweredFile, disarmed, own_suffix
from lstm_core.data.doctor.raw import RawTable


def answered(folder: Path, name: str, content: bytes) -> AnsweredFile:
    file = folder / name
    file.write_bytes(content)
    table = tables.read(file, name)
    return AnsweredFile(table, file, ["yes"] * len(table.frame), [0.25] * len(table.frame))


def back(file: AnsweredFile) -> bytes:
    return file.content(own_suffix(file.table))


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.csv", b"id,review\n1,fine film\n", "id,review,prediction,probability\n1,fine film,yes,0.25\n"),
        ("a.csv", b"id;review\n1;fine film\n", "id;review;prediction;probability\n1;fine film;yes;0.25\n"),
        ("a.tsv", b"id\treview\n1\tfine film\n", "id\treview\tprediction\tprobability\n1\tfine film\tyes\t0.25\n"),
        ("a.txt", b"id ::: review\n1 ::: no, not\n", 'id,review,prediction,probability\n1,"no, not",yes,0.25\n'),
        ("a.txt", b"fine film\nno\n", "text,prediction,probability\nfine film,yes,0.25\nno,yes,0.25\n"),
    ],
)
def test_delimited_files_keep_their_delimiter_and_plain_text_becomes_csv(
    tmp_path: Path, name: str, content: bytes, expected: str
):
    assert back(answered(tmp_path, name, content)).decode("utf-8-sig") == expected


def test_json_lines_keep_their_values(tmp_path: Path):
    rows = [{"id": 1, "review": "fine film", "user": {"name": "Ann"}}, {"id": 2.5, "review": "naïve", "tags": ["a"]}]
    content = "\n".join([json.dumps(rows[0]), "{broken", json.dumps(rows[1])]).encode()
    lines = back(answered(tmp_path, "a.jsonl", content)).decode().splitlines()
    assert [json.loads(line) for line in lines] == [{**row, "prediction": "yes", "probability": 0.25} for row in rows]


def test_a_json_list_becomes_json_lines(tmp_path: Path):
    lines = back(answered(tmp_path, "a.json", b'[{"a": "x y"}, {"a": "z"}]')).decode().splitlines()
    assert json.loads(lines[1]) == {"a": "z", "prediction": "yes", "probability": 0.25}


def test_parquet_keeps_its_columns_and_types(tmp_path: Path):
    table = pa.table({"review": ["fine film", None], "vector": [[1.5], [2.5]], "stars": pa.array([1, 2], pa.int8())})
    pq.write_table(table, tmp_path / "made")
    found = pq.read_table(io.BytesIO(back(answered(tmp_path, "a.parquet", (tmp_path / "made").read_bytes()))))
    assert found.select(table.column_names).equals(table)
    assert found["prediction"].to_pylist() == ["yes", "yes"]


def test_a_workbook_has_numbers_and_texts(tmp_path: Path):
    book, stream = openpyxl.Workbook(), io.BytesIO()
    for row in [["id", "code", "review"], [7, "007", "=1+1 fine film"], [0.5, "x", "line\nbreak"]]:
        book.active.append(row)
        if row[0] == 7:
            book.active.cell(book.active.max_row, 3).data_type = "s"
    book.save(stream)
    found = openpyxl.load_workbook(io.BytesIO(back(answered(tmp_path, "a.xlsx", stream.getvalue())))).active
    assert [[cell.value for cell in row] for row in found.iter_rows()] == [
        ["id", "code", "review", "prediction", "probability"],
        [7, "007", "'=1+1 fine film", "yes", 0.25],
        [0.5, "x", "line\nbreak", "yes", 0.25],
    ]


def test_formulas_are_disarmed_and_numbers_are_left():
    formulas = ["=1+1", "@cmd", "-cmd|'/c'!A0", "+1+1", "-5-2", "-e5x"]
    others = ["+49 30", "-5", "-1,234.5", "-1.2e-05", "-5%", "-5 %", "-inf", "-", "-0.5 -1 +2e3", "plain", ""]
    frame = disarmed(pd.DataFrame({"=a": pd.Series(formulas + others, dtype="str")}))
    assert frame["'=a"].tolist() == [*(f"'{cell}" for cell in formulas), *others]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_class_that_is_called_like_a_formula_is_disarmed(suffix: str):
    table = RawTable(pd.DataFrame({"text": ["a"]}, dtype="str"), "CSV")
    content = AnsweredFile(table, Path(__file__), ["=1+1"], [0.5]).content(suffix)
    if suffix == ".csv":
        assert content.decode("utf-8-sig").splitlines()[1] == "a,'=1+1,0.5"
    else:
        (_, (_, said, _)) = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows()
        assert (said.value, said.data_type) == ("'=1+1", "s")


def test_what_json_has_no_word_for_is_null(tmp_path: Path):
    (line,) = back(answered(tmp_path, "a.jsonl", b'{"review": "x", "a": [NaN, {"b": Infinity}]}')).decode().splitlines()
    assert json.loads(line, parse_constant=pytest.fail)["a"] == [None, {"b": None}]


cells = st.text(st.characters(blacklist_categories=["Cs"]), max_size=12)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=6), st.sampled_from(SUFFIXES))
def test_any_cells_come_back_in_any_kind(rows: list[tuple[str, str]], suffix: str):
    frame = pd.DataFrame(rows, columns=["text", "prediction"], dtype="str")
    file = AnsweredFile(RawTable(frame, "plain text"), Path(__file__), ["yes"] * len(rows), [None] * len(rows))
    content = file.content(suffix)
    match suffix:
        case ".jsonl":
            found = [list(json.loads(line).values()) for line in content.decode().split("\n")[:-1]]
        case ".parquet":
            found = pq.read_table(io.BytesIO(content)).to_pandas().to_numpy().tolist()
        case ".xlsx":
            assert len(list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows())) == len(rows) + 1
            return
        case _:
            delimiter = "\t" if suffix == ".tsv" else ","
            _, *found = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter)
            frame = disarmed(frame).replace({r"\r\n?": "\n"}, regex=True)
    assert [tuple(row[:3]) for row in found] == [(*row, "yes") for row in frame.itertuples(index=False, name=None)]
