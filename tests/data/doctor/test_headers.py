"""Headers, the names of columns, and what stands above them."""

import pandas as pd
import pytest
from said import TEXTS, Check, codes, found, labelled, monthly, text_at


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


@pytest.mark.parametrize("content", ["0,\ngood\ngood film number 1", ",\n,\nx\ny\nz"])
def test_a_header_wider_than_its_rows_leaves_at_least_one_column(check: Check, content: str):
    assert check(content).columns


def test_a_header_that_stands_between_the_rows_again_is_left_out(check: Check):
    rows = labelled().splitlines()
    examined = check("\n".join([*rows, *labelled(60).splitlines()]))
    assert found(examined, "header-again").row == 42
    assert examined.rows == 100
    assert set(examined.facts["classes"]) == {"good", "bad"}


def test_a_column_that_holds_its_own_name_hides_no_header(check: Check):
    lines = [f"433;{2000 + n // 12}{n % 12 + 1:02d}01;{n % 9}.5;eor" for n in range(60)]
    examined = check("\n".join(["STATION;MESS_DATUM;TMK;eor", *lines]))
    assert "header-missing" not in codes(examined)
    assert examined.roles == {"value": "TMK", "time": "MESS_DATUM"}


def test_dates_above_numbers_are_a_header(check: Check):
    lines = [f"{name},{n},{n + 1},{n * 7}" for n, name in enumerate(["Austria", "Belgium", "Chile", "Denmark"])]
    examined = check("\n".join(["Country,1/22/20,1/23/20,1/24/20", *lines]))
    assert examined.columns == ("Country", "1/22/20", "1/23/20", "1/24/20")


def test_lines_that_begin_with_a_number_sign_stand_above(check: Check):
    notes = ["# Made by a machine.", "# year, month, value", "#"]
    examined = check("\n".join([*notes, *monthly()]))
    assert (found(examined, "rows-above").row, examined.roles["value"]) == (1, "Sales")
    assert check("\n".join(["#Month,Sales", *monthly()[1:]])).columns == ("#Month", "Sales")


@pytest.mark.parametrize("tweets", [1, 2, 5])
@pytest.mark.parametrize("labels", [("good", "bad"), ("1", "0")])
def test_rows_that_begin_with_a_hashtag_are_rows(check: Check, tweets: int, labels: tuple[str, str]):
    texts = [f"{'#love ' if n < tweets else ''}{TEXTS[n % 4]} number {n}" for n in range(40)]
    examined = check("\n".join(f"{text},{labels[n % 2]}" for n, text in enumerate(texts)))
    assert (examined.rows, examined.facts["classes"]) == (40, dict.fromkeys(labels, 20))
    assert "header-missing" in codes(examined)
    assert "rows-above" not in codes(examined)
    noted = check("\n".join(["# My tweets.", *(f"{text},{labels[n % 2]}" for n, text in enumerate(texts))]))
    assert (noted.rows, found(noted, "rows-above").row) == (40, 1)


def test_empty_rows_are_told_and_left_out(check: Check):
    examined = check("\n".join([*monthly(), ",", ","]))
    assert (found(examined, "empty-rows").row, examined.rows) == (38, 36)
    assert "broken-times" not in codes(examined)


def test_a_single_line_is_neither_taken_for_a_header_nor_for_data(check: Check):
    message = check("A very good film,good\n").refusal()
    assert "a single line" in message
    assert "at least 20 rows" in message


def test_years_and_months_without_a_header_are_times(check: Check):
    lines = [f"{1990 + n // 12} {n % 12 + 1:2d}  {1990 + n / 12:.3f}  {n % 7 + 0.5:6.1f}" for n in range(60)]
    examined = check("\n".join(lines), name="file.txt")
    assert examined.roles["time"] == ["column 1", "column 2"]
    assert examined.facts["step"] == "month"


def test_a_header_behind_a_number_sign_above_its_units(check: Check):
    lines = [f"{2000 + n // 12} {n % 12 + 1:02d} {n % 7}.5" for n in range(40)]
    examined = check("\n".join(["#YY MM WSPD", "#yr mo m/s", *lines]), "file.txt")
    assert examined.roles == {"time": ["YY", "MM"], "value": "WSPD"}
    assert found(examined, "rows-above").row == 2
    assert (examined.rows, "header-missing" in codes(examined)) == (40, False)


def test_further_lines_of_a_header_are_named_one_by_one(check: Check):
    lines = monthly()
    examined = check("\n".join([lines[0], "Ticker,AAPL", "Date,", *lines[1:]]))
    assert examined.roles == {"time": "Month", "value": "Sales"}
    assert (found(examined, "not-a-number").row, found(examined, "broken-times").row) == (2, 2)


def test_a_title_above_a_table_that_begins_further_right(check: Check):
    rows = [f",,{n},{TEXTS[n % 4]} {n},{('good', 'bad')[n % 2]}" for n in range(40)]
    examined = check("\n".join([",,What guests said,,", ",,no,comment,mood", *rows]))
    assert found(examined, "rows-above").row == 1
    assert examined.roles == {"text": "comment", "label": "mood"}
