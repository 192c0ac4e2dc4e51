"""CSV, TSV and the like: delimiters, quotes, line breaks, rows of another width."""

import pytest
from said import TEXTS, Check, codes, found, labelled, text_at


@pytest.mark.parametrize("delimiter", ["^", ",", ";", "\t", "|"])
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
    assert found(examined, "line-breaks").row == 42
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


def test_a_sign_at_the_end_of_each_line_parts_nothing(check: Check):
    examined = check("".join(f"{line};\n" for line in labelled().splitlines()), "file.txt")
    assert examined.roles == {"text": "review", "label": "sentiment"}
    assert set(examined.facts["classes"]) == {"good", "bad"}


def test_several_signs_that_part_cells(check: Check):
    lines = [f"{n} ::: {('drama', 'comedy')[n % 2]} ::: {TEXTS[n % 4]} number {n}" for n in range(40)]
    examined = check("\n".join(lines), "train.csv")
    assert examined.roles == {"text": "column 3", "label": "column 2"}
    assert found(examined, "delimiter").message == "The cells are parted by :::."


def test_signs_that_stand_in_texts_alone_part_no_cells(check: Check):
    lines = [f"{('INFJ', 'ENTP')[n % 2]},{'|||'.join(TEXTS * 3)} {n}" for n in range(40)]
    assert check("\n".join(["type,posts", *lines])).roles == {"text": "posts", "label": "type"}


def test_an_empty_column_in_every_row_is_no_sign_of_two(check: Check):
    lines = [f"{line};;" for line in labelled().replace(",", ";").splitlines()]
    assert check("\n".join(lines)).roles == {"text": "review", "label": "sentiment"}


def test_a_semicolon_inside_quotes_parts_no_cells(check: Check):
    lines = [f'"<p>{TEXTS[n % 4]}&nbsp;{n}</p>",{("good", "bad")[n % 2]}' for n in range(40)]
    assert check("\n".join(["text,label", *lines])).roles == {"text": "text", "label": "label"}
