"""Figures from plain data."""

import numpy as np
import plotly.graph_objects as go
import pytest

from ui.charts import COLORS, confusion_matrix


def cells(figure: go.Figure) -> dict[tuple[str, str], str]:
    """What is written in the cell of (the class it is, the class it was called)."""
    return {(note.y, note.x): note.text for note in figure.layout.annotations}


def test_confusion_matrix_shows_counts_and_shares_of_the_row() -> None:
    figure = confusion_matrix([[90, 10], [300, 1_200]], ["negative", "positive"])
    (heatmap,) = figure.data
    np.testing.assert_allclose(heatmap.z, [[0.9, 0.1], [0.2, 0.8]])
    assert cells(figure) == {
        ("negative", "negative"): "90<br>90.0%",
        ("negative", "positive"): "10<br>10.0%",
        ("positive", "negative"): "300<br>20.0%",
        ("positive", "positive"): "1,200<br>80.0%",
    }
    assert (heatmap.zmin, heatmap.zmax) == (0, 1)


def test_confusion_matrix_reads_like_a_table() -> None:
    """The first class is in the first row and the first column, as in the report."""
    figure = confusion_matrix([[1, 0], [0, 1]], ["negative", "positive"])
    assert list(figure.data[0].x) == list(figure.data[0].y) == ["negative", "positive"]
    assert figure.layout.yaxis.autorange == "reversed"
    assert figure.layout.xaxis.side == "top"


def test_confusion_matrix_of_a_class_without_examples() -> None:
    figure = confusion_matrix([[0, 0], [1, 3]], ["negative", "positive"])
    assert cells(figure)["negative", "negative"] == "0<br>0.0%"
    assert np.isfinite(figure.data[0].z).all()


@pytest.mark.parametrize("classes", [2, 3, 10])
def test_confusion_matrix_of_any_number_of_classes(classes: int) -> None:
    names = [f"class {number}" for number in range(classes)]
    (heatmap,) = confusion_matrix(np.eye(classes, dtype=int).tolist(), names).data
    assert np.asarray(heatmap.z).shape == (classes, classes)
    assert list(heatmap.x) == names


def test_a_colour_means_one_thing() -> None:
    assert COLORS["training"] != COLORS["validation"]
    assert COLORS["positive"] != COLORS["negative"]
