"""JSON Lines, Parquet, workbooks, plain text."""

import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from packed import workbook
from said import TEXTS, Check, found, labelled, monthly, text_at


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
    for indent in (1, None):  # over many lines, or all in one
        examined = check(json.dumps(wrapped(rows), indent=indent), "reviews.json")
        assert examined.roles == {"text": "text", "label": "label"}


def test_a_single_line_may_be_a_row_with_a_list_in_it(check: Check):
    assert check('{"text": "good film", "tags": ["a", "b"]}', "one.jsonl").columns == ("text", "tags")


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


def test_a_workbook_is_known_by_its_content_whatever_its_file_is_called(check: Check):
    rows = [line.split(",") for line in labelled().splitlines()]
    assert check(workbook(rows), "original").roles == {"text": "review", "label": "sentiment"}


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


@pytest.mark.parametrize(
    "line",
    ["__label__{label} {text}", "DESC:{label} {text}", "{label} {text}"],
)
def test_lines_that_begin_with_their_label(check: Check, line: str):
    lines = [line.format(label=n % 2, text=f"{TEXTS[n % 4]} at the place") for n in range(60)]
    examined = check("\n".join(lines), "file.txt")
    assert examined.roles == {"text": "text", "label": "label"}
    assert (found(examined, "labels-in-front").row, len(examined.facts["classes"])) == (1, 2)
    assert text_at(examined, 0) == f"{TEXTS[0]} at the place"


def test_labels_in_front_may_stay_in_the_texts_and_be_taken_again(check: Check):
    lines = [f"{('What', 'How')[n % 2]} is number {n}?" for n in range(60)]
    assert found(check("\n".join(lines), "file.txt"), "labels-in-front").button
    left = check("\n".join(lines), "file.txt", mends={"labels-in-front": False})
    assert left.columns == ("text",)
    assert (left.preview[0]["text"], found(left, "labels-in-front").mended) == (lines[0], False)
    assert found(left, "labels-in-front").button
    assert found(left, "no-label").stops


def test_of_several_labels_of_a_line_the_first_is_taken(check: Check):
    lines = [f"__label__{'ab'[n % 2]} {TEXTS[n % 4]} number {n}" for n in range(60)]
    lines[5] = "__label__a __label__b two of them"
    examined = check("\n".join(lines), "file.txt")
    assert found(examined, "several-labels").row == 6
    assert text_at(examined, 5) == "two of them"


def test_texts_that_begin_alike_have_no_labels_in_front(check: Check):
    lines = [f"{('the', 'a')[n % 2]} film and the end of a day number {n}" for n in range(60)]
    assert found(check("\n".join(lines), "file.txt"), "no-label").stops


ROWS = [{"text": f"{TEXTS[n % 4]} number {n}", "label": ("good", "bad")[n % 2]} for n in range(40)]


@pytest.mark.parametrize(
    "content",
    [
        {str(n): row for n, row in enumerate(ROWS)},
        {name: {str(n): row[name] for n, row in enumerate(ROWS)} for name in ("text", "label")},
        {"columns": ["text", "label"], "index": list(range(40)), "data": [list(row.values()) for row in ROWS]},
        {"meta": {"version": 1}, "data": {"rows": ROWS}},
        [["text", "label"], *(list(row.values()) for row in ROWS)],
    ],
    ids=["by number", "by column", "split", "deeper", "lists"],
)
@pytest.mark.parametrize("indent", [None, 1])
def test_ways_to_write_a_table_as_json(check: Check, content: object, indent: int | None):
    examined = check(json.dumps(content, indent=indent), "file.json")
    assert examined.roles == {"text": "text", "label": "label"}
    assert examined.facts["classes"] == {"good": 20, "bad": 20}


def test_lists_without_names_are_rows(check: Check):
    assert check(json.dumps([list(row.values()) for row in ROWS]), "file.json").rows == 40


def test_of_several_sheets_the_fullest_is_read(check: Check):
    book = openpyxl.Workbook()
    book.active.append(["What this is"])  # type: ignore[union-attr]
    data = book.create_sheet("Data")
    for row in [["text", "label"], *(list(row.values()) for row in ROWS)]:
        data.append(row)
    stream = io.BytesIO()
    book.save(stream)
    examined = check(stream.getvalue(), "file.xlsx")
    assert examined.roles == {"text": "text", "label": "label"}
    assert "Data is read, not Sheet" in found(examined, "other-sheets").message
