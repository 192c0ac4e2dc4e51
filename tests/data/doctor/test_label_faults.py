"""Labels that are none, rows whose cells moved, and which of several columns is taken."""

import pytest
from said import TEXTS, Check, codes, found, labelled


def numbered(rows: int = 60) -> list[str]:
    return ["id,text,label", *(f"{n},{TEXTS[n % 4]} number {n},{('good', 'bad')[n % 2]}" for n in range(rows))]


@pytest.mark.parametrize("mark", ["k.A.", "k. A.", "N.A.", "-", "--", "?", "keine Angabe", "#NV"])
def test_a_mark_for_nothing_is_no_class(check: Check, mark: str):
    examined = check(labelled(40, f"a text of its own,{mark}"))
    finding = found(examined, "missing-label")
    assert (finding.row, finding.column, finding.mended) == (42, "sentiment", True)
    assert mark in finding.message
    assert examined.facts["classes"] == {"good": 20, "bad": 20}


def test_plus_and_minus_are_labels_of_each_other(check: Check):
    examined = check(labelled().replace(",good", ",+").replace(",bad", ",-"))
    assert examined.facts["classes"] == {"+": 20, "-": 20}


@pytest.mark.parametrize("classes", [("+", "-", "0"), (".", "?", "comma"), ("-", "good", "bad"), ("--", "+", "++")])
def test_a_mark_that_is_frequent_or_stands_among_marks_is_a_class(check: Check, classes: tuple[str, ...]):
    content = "\n".join(["text,label", *(f"{TEXTS[n % 4]} number {n},{classes[n % 3]}" for n in range(90))])
    examined = check(content)
    assert examined.facts["classes"] == dict.fromkeys(classes, 30)
    assert "missing-label" not in codes(examined)


def test_a_frequent_mark_among_words_is_told_and_left_out_on_request(check: Check):
    content = labelled(60, *(f"a text of its own number {n},?" for n in range(12)), "a text of no kind,n/a")
    examined = check(content)
    assert (found(examined, "missing-label").row, found(examined, "missing-label").mended) == (74, True)
    assert (found(examined, "mark-as-label").row, found(examined, "mark-as-label").mended) == (62, False)
    assert examined.facts["classes"] == {"good": 30, "bad": 30, "?": 12}
    assert check(content, mends={"mark-as-label": True}).facts["classes"] == {"good": 30, "bad": 30}


def test_none_and_unknown_may_be_classes(check: Check):
    content = labelled(60).replace("0,good", "0,none").replace("5,bad", "5,unknown")
    assert set(check(content).facts["classes"]) == {"good", "bad", "none", "unknown"}


def with_row(row: str) -> str:
    """Row 32 of a sound file is another."""
    lines = numbered()
    lines[31] = row
    return "\n".join(lines)


@pytest.mark.parametrize("moved", ["nothing but praise for it,good,30", "30,good,nothing but praise for it"])
def test_a_row_whose_cells_moved_is_named_and_is_no_class(check: Check, moved: str):
    examined = check(with_row(moved))
    finding = found(examined, "shifted-row")
    assert (finding.row, finding.column, finding.mended) == (32, "label", True)
    assert set(examined.facts["classes"]) == {"good", "bad"}
    assert codes(examined) == {"shifted-row"}
    assert len(check(with_row(moved), mends={"shifted-row": False}).facts["classes"]) == 3


@pytest.mark.parametrize(
    "moved", [",30,nothing but praise for it", "30,nothing but praise,and more of it than others had"]
)
def test_a_row_whose_cells_may_have_moved_is_left_out_on_request(check: Check, moved: str):
    examined = check(with_row(moved))
    finding = found(examined, "odd-label")
    assert (finding.row, finding.column, finding.mended) == (32, "label", False)
    assert len(examined.facts["classes"]) == 3
    assert set(check(with_row(moved), mends={"odd-label": True}).facts["classes"]) == {"good", "bad"}


@pytest.mark.parametrize("label", ["a very special rare class", "neutral"])
def test_a_rare_class_is_kept(check: Check, label: str):
    content = labelled(800, f"some text of its own,{label}", f"another text of its own,{label}")
    content = content if label.startswith("a") else content.replace(",good", ",1").replace(",bad", ",0")
    examined = check(content)
    assert examined.facts["classes"][label] == 2
    assert not any(finding.mended for finding in examined.findings)
    assert found(examined, "odd-label").row == 802


def test_a_rare_class_is_no_row_that_moved(check: Check):
    lines = numbered()
    lines[31] = "30,nothing but praise for it,quite odd"
    assert codes(check("\n".join(lines))) == {"rare-class"}


def test_a_blank_around_a_label_that_is_spelled_once_is_no_fault(check: Check):
    examined = check(labelled().replace(",bad", ", bad"))
    assert "label-spelling" not in codes(examined)
    assert examined.facts["classes"] == {"good": 20, "bad": 20}


def test_of_two_columns_of_texts_the_other_is_told(check: Check):
    lines = [
        f"{n % 4 + 1},What they said of {n} films,{TEXTS[n % 4]} and so on for many words number {n}" for n in range(60)
    ]
    examined = check("\n".join(lines))
    assert examined.roles == {"text": "column 3", "label": "column 1"}
    assert "column 2 might be it as well" in found(examined, "which-text").message


def test_names_of_people_are_no_texts(check: Check):
    names = ("Braund, Mr. Owen Harris", "Cumings, Mrs. John", "Heikkinen, Miss. Laina")
    lines = [f'{n + 1},{n % 2},"{names[n % 3]} {n}",{("male", "female")[n % 2]}' for n in range(60)]
    examined = check("\n".join(["PassengerId,Survived,Name,Sex", *lines]))
    assert found(examined, "what-to-learn").stops


@pytest.mark.parametrize("combined", ['"good,bad"', "good|bad", "\"['good', 'bad']\""])
def test_several_labels_in_one_cell_are_told_and_the_first_is_taken_on_request(check: Check, combined: str):
    content = labelled(60, *(f"a text of two kinds number {n},{combined}" for n in range(12)))
    finding = found(check(content), "several-labels")
    assert (finding.row, finding.column, finding.mended) == (62, "sentiment", False)
    assert check(content, mends={"several-labels": True}).facts["classes"] == {"good": 42, "bad": 30}


def test_a_comma_in_the_name_of_a_class_makes_no_two(check: Check):
    assert "several-labels" not in codes(check(labelled().replace(",bad", ',"bad, really"')))
