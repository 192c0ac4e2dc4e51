"""A sequence of numbers a row."""

import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.data import number_rows as module
from lstm_core.data.number_rows import NumberRows
from lstm_core.errors import DataError

CLASSES = ("low", "high")


def number_rows(name: str, content: bytes, *, labelled: bool, columns: tuple[str, ...] = ()) -> NumberRows:
    """Of a CSV file, whose rows count from the header on."""
    frame = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
    return module.number_rows(frame.set_axis(frame.index + 2), name, labelled=labelled, columns=columns)


@pytest.mark.parametrize("name", ["label", "Class", " target ", "answer", "y"])
def test_the_answer_is_found_by_the_name_of_its_column(name: str):
    rows = number_rows("a.csv", f"{name},a,b\nhigh,1,2\nlow,3,4\n".encode(), labelled=False)
    assert rows.sequences == ["1 2", "3 4"]
    assert rows.classes(CLASSES).tolist() == [1, 0]


def test_the_last_column_is_the_answer_where_one_is_needed():
    content = b"a,b,kind\n1,2,high\n"
    assert number_rows("a.csv", content, labelled=True).sequences == ["1 2"]
    assert number_rows("a.csv", content, labelled=False).sequences == ["1 2 high"]


def test_classes_may_be_given_by_their_numbers_but_a_name_goes_first():
    rows = number_rows("a.csv", b"a,label\n1,0\n1,1\n", labelled=True)
    assert rows.classes(CLASSES).tolist() == [0, 1]
    assert rows.classes(("1", "0")).tolist() == [1, 0]


def test_answers_may_be_numbers():
    assert number_rows("a.csv", b"a,target\n1, 0.5\n1,-2e1\n", labelled=True).values().tolist() == [[0.5], [-20.0]]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"a,label\n1,high\n2,middle\n", "The answer in row 3 is 'middle'; the model knows low, high"),
        (b"a\n1\n", "has one column"),
    ],
)
def test_wrong_classes(content: bytes, sentence: str):
    with pytest.raises(DataError, match=sentence):
        number_rows("a.csv", content, labelled=True).classes(CLASSES)


@pytest.mark.parametrize("cell", ["much", "", "nan", "inf"])
def test_an_answer_that_is_no_number(cell: str):
    with pytest.raises(DataError, match=f"The answer in row 3 is '{cell}', which is no number"):
        number_rows("a.csv", f"a,b,target\n1,1,2\n1,1,{cell}\n".encode(), labelled=True).values()


def test_an_empty_cell_would_shift_what_follows():
    with pytest.raises(DataError, match=r"a\.csv, row 3: the cell of column b is empty"):
        number_rows("a.csv", b"a,b,c,label\n1,2,3,x\n1,,3,x\n", labelled=True)


def test_columns_are_found_by_their_names_whatever_stands_beside_them():
    content = b"id,B ,label,a\n7,2,high,1\n"
    rows = number_rows("a.csv", content, labelled=True, columns=("a", "b"))
    assert (rows.sequences, rows.columns) == (["1 2"], ("a", "B "))
    assert rows.classes(CLASSES).tolist() == [1]


def test_the_answer_is_the_last_column_that_is_not_read():
    rows = number_rows("a.csv", b"kind,a,b\nhigh,1,2\n", labelled=True, columns=("a", "b"))
    assert (rows.sequences, rows.classes(CLASSES).tolist()) == (["1 2"], [1])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a,c\n1,2\n", "a.csv has no column called b. The model reads a, b; bring all of them, in any order."),
        (b"c,d,e\n1,2,3\n", "a.csv has 3 columns of numbers, the model reads 2."),
    ],
)
def test_a_column_that_is_missing_or_too_many(content: bytes, said: str):
    with pytest.raises(DataError) as refusal:
        number_rows("a.csv", content, labelled=False, columns=("a", "b"))
    assert said in str(refusal.value)


@pytest.mark.parametrize("content", [b"c,d\n1,2\n", b"rows\n1 2\n"])
def test_columns_of_other_names_are_read_in_their_order_and_a_single_one_as_rows(content: bytes):
    assert number_rows("a.csv", content, labelled=False, columns=("a", "b")).sequences == ["1 2"]


@given(st.permutations(["a", "b", "c", "other", "label"]))
def test_the_order_of_the_columns_does_not_matter(order: list[str]):
    values = {"a": "1", "b": "2", "c": "3", "other": "x", "label": "low"}
    content = f"{','.join(order)}\n{','.join(values[name] for name in order)}\n".encode()
    rows = number_rows("a.csv", content, labelled=True, columns=("a", "b", "c"))
    assert (rows.sequences, rows.answers) == (["1 2 3"], ["low"])
