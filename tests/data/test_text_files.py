"""Text and CSV files: what is read, what is refused, and what comes back with answers."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.data.text_files import labelled_texts, read_text_table, with_predictions
from lstm_core.errors import DataError

CLASSES = ("negative", "positive")


def test_a_text_file_has_a_text_a_line():
    table = read_text_table("reviews.txt", b"one, two\nthree\n")
    assert table.text_columns == ("text",)
    assert table.frame["text"].tolist() == ["one, two", "three"]


def test_of_a_table_the_column_with_the_longest_cells_comes_first():
    table = read_text_table("a.csv", b'id,review,kind\n1,"long, and longer",x\n2,short,y\n')
    assert table.text_columns[0] == "review"
    assert table.frame["review"].tolist() == ["long, and longer", "short"]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252"])
def test_umlauts_come_through(coding: str):
    table = read_text_table("a.csv", "text\nschön\n".encode(coding))
    assert table.frame["text"].tolist() == ["schön"]


def test_what_looks_like_nothing_stays_a_word():
    assert read_text_table("a.csv", b"text,n\nNA,1\nnull,2\n,3\n").frame["text"].tolist() == ["NA", "null", ""]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"", "a.csv is not a well-formed CSV file"),
        ("a.txt", b"", "a.txt holds no row of data"),
        ("a.csv", b"text,label\n", "a.csv holds no row of data"),
        ("a.csv", b"\x89PNG\x00\x00", "a.csv is not a text file"),
        ("a.csv", b"a,b\n1,2,3,4\n", "a.csv, row 2: more cells than the header has"),
        ("a.csv", b'a,b\n"1,2\n', "a.csv is not a well-formed CSV file"),
    ],
)
def test_what_cannot_be_read(name: str, content: bytes, sentence: str):
    with pytest.raises(DataError, match=sentence):
        read_text_table(name, content)


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("lstm_core.data.text_files.MOST_ROWS", 3)
    with pytest.raises(DataError, match="has 4 rows, the most is 3"):
        read_text_table("a.txt", b"a\nb\nc\nd\n")


def test_labels_are_found_by_the_names_of_the_classes():
    content = b"verdict,id,review\nPositive,1,a fine film\n negative ,2,a bad film\n"
    texts, labels = labelled_texts("a.csv", content, CLASSES)
    assert texts == ["a fine film", "a bad film"]
    assert labels.tolist() == [1, 0]


def test_several_labels_stand_in_a_cell():
    content = b"symbols,answer\nA B x,A B\nB B x,b  a\n"
    texts, labels = labelled_texts("a.csv", content, ("A", "B"), answers=2)
    assert texts == ["A B x", "B B x"]
    np.testing.assert_array_equal(labels, [[0, 1], [1, 0]])


def test_a_class_may_have_a_blank_in_its_name():
    assert labelled_texts("a.csv", b"t,l\nx y z u,not good\nx y z u,good\n", ("good", "not good"))[1].tolist() == [1, 0]


def test_the_first_cell_that_is_no_label_is_named():
    with pytest.raises(DataError, match="In column label, row 3, stands 'good'"):
        labelled_texts("a.csv", b"text,label\none,positive\ntwo,good\n", CLASSES)


cells = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=20)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=8))
def test_a_table_comes_back_with_two_columns_more(rows: list[tuple[str, str]]):
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows([("text", "prediction"), *rows])
    table = read_text_table("a.csv", written.getvalue().encode())
    content = with_predictions(table, ["yes"] * len(rows), [0.25] * len(rows)).decode("utf-8-sig")
    header, *back = csv.reader(io.StringIO(content))
    assert header == ["text", "prediction", "prediction_", "probability"]
    assert [tuple(row) for row in back] == [(*row, "yes", "0.25") for row in rows]
