import pytest
from said import Check, codes, found, labelled

from lstm_core.data.doctor.examination import Examination


def kept(examined: Examination) -> int:
    assert examined.table is not None
    return len(examined.table)


def test_a_sound_file_has_nothing_wrong_with_it(check: Check):
    examined = check(labelled())
    assert examined.as_json() == {
        "ok": True,
        "task": "classification",
        "roles": {"text": "review", "label": "sentiment"},
        "rows": 40,
        "findings": [],
    }


@pytest.mark.parametrize("empty", ["", "   ", "...", "NaN", '"?! -"'])
def test_an_empty_text_is_named_and_left_out(check: Check, empty: str):
    examined = check(labelled(40, f"{empty},good"))
    finding = found(examined, "empty-text")
    assert (finding.row, finding.column, finding.mended) == (42, "review", True)
    assert kept(examined) == 40


def test_empty_texts_may_stay_where_a_person_says_so(check: Check):
    examined = check(labelled(40, "...,good"), mends={"empty-text": False})
    assert not found(examined, "empty-text").mended
    assert kept(examined) == 41


def test_a_text_that_is_far_too_short_is_named(check: Check):
    content = (
        labelled(40, "ok,good")
        .replace("number", "and that is what i have to say about it, number")
        .replace(" it, ", " it ")
    )
    examined = check(content)
    assert (found(examined, "short-text").row, found(examined, "short-text").mended) == (42, False)
    assert kept(check(content, mends={"short-text": True})) == 40


@pytest.mark.parametrize("missing", ["", "  ", "nan", "N/A", "null"])
def test_a_missing_label_is_named_and_left_out(check: Check, missing: str):
    examined = check(labelled(40, f"a text without a label,{missing}"))
    assert (found(examined, "missing-label").row, found(examined, "missing-label").column) == (42, "sentiment")
    assert kept(examined) == 40


@pytest.mark.parametrize("spelled", ["GOOD", "Good", " good", "good  "])
def test_labels_that_differ_by_case_or_blanks_are_one(check: Check, spelled: str):
    examined = check(labelled(40, f"a text of its own,{spelled}"))
    assert found(examined, "label-spelling").row == 42
    assert examined.facts["classes"] == {"good": 21, "bad": 20}
    assert "label-spelling" in codes(
        check(labelled(40, f"a text of its own,{spelled}"), mends={"label-spelling": False})
    )


def test_one_class_stops(check: Check):
    examined = check(labelled().replace(",bad", ",good"), roles={"review": "text", "sentiment": "label"})
    assert found(examined, "one-class").stops
    assert not examined.ok


def test_one_class_stops_where_the_roles_are_guessed_as_well(check: Check):
    examined = check(labelled().replace(",bad", ",good"))
    assert not examined.ok
    assert codes(examined) & {"one-class", "no-label"}


def test_a_class_with_three_rows_is_named(check: Check):
    lines = [f"something quite else {n},odd" for n in range(3)]
    examined = check(labelled(60, *lines))
    finding = found(examined, "rare-class")
    assert (finding.row, finding.mended) == (62, False)
    assert "“odd” (3 rows)" in finding.message
    assert check(labelled(60, *lines), mends={"rare-class": True}).facts["classes"] == {"good": 30, "bad": 30}


def test_numbers_taken_for_labels_stop(check: Check):
    content = "text,label\n" + "".join(f"a text with the number {n},{n * 1.5}\n" for n in range(400))
    examined = check(content)
    finding = found(examined, "too-many-classes")
    assert finding.stops
    assert finding.column == "label"
    assert "400" in finding.message
    mended = check(content, mends={"too-many-classes": True})
    assert mended.ok
    assert set(mended.facts["classes"]) == {"low", "middle", "high"}


def test_too_many_words_as_labels_stop(check: Check):
    content = "text,label\n" + "".join(f"a text with the number {n},name{n % 130}\n" for n in range(400))
    assert found(check(content), "too-many-classes").stops
    assert len(check(content, mends={"too-many-classes": True}).facts["classes"]) == 20


def test_duplicate_rows_are_named(check: Check):
    content = labelled(40, "a very good film number 0,good")
    finding = found(check(content), "duplicate-rows")
    assert (finding.row, finding.mended) == (42, False)
    assert kept(check(content)) == 41
    assert kept(check(content, mends={"duplicate-rows": True})) == 40


def test_a_text_with_two_labels_is_named_with_both_rows(check: Check):
    content = labelled(40, "a very good film number 0,bad")
    finding = found(check(content), "two-labels")
    assert finding.row == 2
    assert "row 42" in finding.message
    assert kept(check(content, mends={"two-labels": True})) == 39


def test_the_same_row_on_both_sides_of_the_split_is_left_out_of_the_training_part(check: Check):
    lines = [f"{line},{'test' if n > 30 else 'train'}" for n, line in enumerate(labelled().splitlines()[1:])]
    content = "\n".join(["review,sentiment,split", *lines, "a very good film number 0,good,test"])
    examined = check(content)
    assert examined.roles["part"] == "split"
    assert found(examined, "both-sides").row == 2
    assert examined.table is not None
    assert examined.table["part"].tolist() == ["train"] * 30 + ["test"] * 10


def test_names_of_text_and_label_that_are_swapped(check: Check):
    examined = check(labelled(header="label,text"))
    assert found(examined, "swapped").mended
    assert examined.roles == {"text": "label", "label": "text"}
    assert examined.ok


def test_roles_that_a_person_swapped_stop(check: Check):
    examined = check(labelled(), roles={"sentiment": "text", "review": "label"})
    assert found(examined, "swapped").stops
    assert not examined.ok


def test_characters_that_were_encoded_twice_are_taken_back(check: Check):
    examined = check(labelled(40, "cafÃ© and Ã¼ber and itâ€™s,good"))
    assert found(examined, "encoded-twice").row == 42
    assert examined.table is not None
    assert examined.table["text"].iloc[-1] == "café and über and it’s"


def test_too_few_rows_stop(check: Check):
    assert found(check(labelled(8)), "too-few-rows").stops


def test_an_unbalanced_file_is_told(check: Check):
    assert found(
        check(labelled(40, *(f"one more of them {n},good" for n in range(200)))), "unbalanced"
    ).message.startswith("92%")


def test_far_more_rows_than_needed(check: Check, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("lstm_core.data.doctor.text_faults._PLENTY", 100)
    assert not found(check(labelled(120)), "more-rows-than-needed").mended
    monkeypatch.setattr("lstm_core.data.doctor.text_faults.MOST_ROWS", 110)
    examined = check(labelled(120))
    assert found(examined, "more-rows-than-needed").mended
    assert kept(examined) == 110
    assert examined.facts["classes"].keys() == {"good", "bad"}


def test_other_columns_that_might_be_the_label_are_told(check: Check):
    lines = [f"{line},{n % 3}" for n, line in enumerate(labelled().splitlines()[1:])]
    examined = check("\n".join(["review,sentiment,stars", *lines]))
    assert "stars" in found(examined, "which-label").message
    assert examined.roles["label"] == "sentiment"


def test_a_file_without_labels_is_asked_for_them(check: Check):
    examined = check("review\n" + "".join(f"a text with the number {n}\n" for n in range(30)))
    assert found(examined, "no-label").stops
    assert examined.task == "classification"


def test_lengths_and_classes_are_counted(check: Check):
    facts = check(labelled(40, " ".join(["word"] * 300) + ",good")).facts
    assert facts["classes"] == {"good": 21, "bad": 20}
    assert sum(facts["lengths"]["counts"]) == 41
    assert (facts["sequence_length"], facts["cut"], facts["longest"]) == (10, 1, 300)


def test_a_text_far_longer_than_all_others_is_named(check: Check):
    content = labelled(40, f'"{"and so on " * 3_000}",good')
    finding = found(check(content), "long-text")
    assert (finding.row, finding.column, finding.mended) == (42, "review", False)
    assert "30,000 characters" in finding.message
    assert kept(check(content, mends={"long-text": True})) == 40
