"""Files with the right answers."""

from pathlib import Path

import numpy as np
import pytest

from lstm_core.data.labelled_rows import labelled_rows
from lstm_core.errors import DataError

CLASSES = ("negative", "positive")


def of(folder: Path, content: bytes, *arguments: object) -> tuple[list[str], np.ndarray]:
    (folder / "a.csv").write_bytes(content)
    return labelled_rows(folder / "a.csv", *arguments)  # type: ignore[arg-type]


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
