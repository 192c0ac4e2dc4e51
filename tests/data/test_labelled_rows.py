"""Files with the right answers."""

from pathlib import Path

import numpy as np
import pytest

from lstm_core.data.labelled_rows import labelled_rows
from lstm_core.errors import DataError

CLASSES = ("negative", "positive")


def of(folder: Path, content: bytes, *arguments: object) -> tuple[list[str], np.ndarray]:
    (folder / "a.csv").write_bytes(content)
    rows = labelled_rows(folder / "a.csv", *arguments)  # type: ignore[arg-type]
    return rows.texts, rows.labels


def test_labels_are_found_by_the_names_of_the_classes(tmp_path: Path):
    content = b"verdict,id,review\nPositive,1,a fine film\n negative ,2,a bad film\n"
    texts, labels = of(tmp_path, content, CLASSES)
    assert texts == ["a fine film", "a bad film"]
    assert labels.tolist() == [1, 0]


def test_several_labels_stand_in_a_cell(tmp_path: Path):
    content = b"symbols,answer\nA B x,A B\nB B x,b  a\n"
    texts, labels = of(tmp_path, content, ("A", "B"), 2)
    assert texts == ["A B x", "B B x"]
    np.testing.assert_array_equal(labels, [[0, 1], [1, 0]])


def test_a_class_may_have_a_blank_in_its_name(tmp_path: Path):
    content = b"t,l\nx y z u,not good\nx y z u,good\n"
    assert of(tmp_path, content, ("good", "not good"))[1].tolist() == [1, 0]


def test_the_first_cell_that_is_no_label_is_named(tmp_path: Path):
    with pytest.raises(DataError, match="In column label, row 3, stands 'good'"):
        of(tmp_path, b"text,label\none,positive\ntwo,good\n", CLASSES)


def test_what_a_model_said_is_no_right_answer(tmp_path: Path):
    content = b"title,stars,prediction,probability\nfine,negative,positive,0.9\nbad,positive,negative,0.8\n"
    assert of(tmp_path, content, CLASSES)[1].tolist() == [0, 1]


@pytest.mark.parametrize(
    ("learned", "roles", "expected"),
    [
        (("title", "first"), {}, ("title", "first")),
        (("", ""), {"label": "Second"}, ("body", "second")),
        (("title", "first"), {"text": "body", "label": "second"}, ("body", "second")),
    ],
)
def test_columns_are_those_that_were_learned_from_or_are_named(tmp_path: Path, learned, roles, expected):
    (tmp_path / "a.csv").write_bytes(b"title,body,first,second\nfine,a longer text,positive,negative\n")
    rows = labelled_rows(tmp_path / "a.csv", CLASSES, 1, learned, roles)
    assert rows.columns == expected
    assert rows.labels.tolist() == [1 if expected[1] == "first" else 0]


def test_which_of_two_columns_is_right_is_asked(tmp_path: Path):
    with pytest.raises(DataError, match=r"columns first and second may all hold the right answers.*--role label=first"):
        of(tmp_path, b"text,first,second\na fine film,positive,negative\n", CLASSES)


def test_a_learned_column_with_other_cells_is_named(tmp_path: Path):
    (tmp_path / "a.csv").write_bytes(b"text,label,other\nx y,5 stars,positive\n")
    with pytest.raises(DataError, match="In column label, row 2, stands '5 stars'"):
        labelled_rows(tmp_path / "a.csv", CLASSES, 1, ("text", "label"))
