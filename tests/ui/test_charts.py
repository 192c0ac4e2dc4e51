"""Figures from plain data."""

import numpy as np
import plotly.graph_objects as go
import pytest

from ui.charts import COLORS, confusion_matrix, forecast, truth_and_prediction


def cells(figure: go.Figure) -> dict[tuple[str, str], str]:
    """What is written in the cell of (the class it is, the class it was called)."""
    rows, columns = figure.layout.yaxis.ticktext, figure.layout.xaxis.ticktext
    return {(rows[note.y], columns[note.x]): note.text for note in figure.layout.annotations}


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
    for axis in (figure.layout.xaxis, figure.layout.yaxis):
        assert (axis.tickvals, axis.ticktext) == ((0, 1), ("negative", "positive"))
    assert figure.layout.yaxis.autorange == "reversed"
    assert figure.layout.xaxis.side == "top"


def test_confusion_matrix_of_a_class_without_examples() -> None:
    figure = confusion_matrix([[0, 0], [1, 3]], ["negative", "positive"])
    assert cells(figure)["negative", "negative"] == "0<br>0.0%"
    assert np.isfinite(figure.data[0].z).all()


@pytest.mark.parametrize("classes", [2, 3, 10])
def test_confusion_matrix_of_any_number_of_classes(classes: int) -> None:
    names = [f"class {number}" for number in range(classes)]
    figure = confusion_matrix(np.eye(classes, dtype=int).tolist(), names)
    assert np.asarray(figure.data[0].z).shape == (classes, classes)
    assert list(figure.layout.xaxis.ticktext) == names


def test_confusion_matrix_of_digits_has_classes_and_no_numbers_on_its_axes() -> None:
    counts = np.eye(10, dtype=int) * 30
    counts[8, 9] = 2
    figure = confusion_matrix(counts.tolist(), list("0123456789"))
    assert figure.layout.xaxis.ticktext == figure.layout.yaxis.ticktext == tuple("0123456789")
    assert cells(figure) == {(name, name): "30" for name in "0123456789"} | {("8", "9"): "2"}  # zeros are left out
    assert figure.layout.height > confusion_matrix([[1, 0], [0, 1]], ["a", "b"]).layout.height


FORECAST = {
    "history": [0.1, 0.2, 0.3],
    "times": ["1999-11", "1999-12", "2000-01", "2000-02"],
    "truth": [0.4, 0.5, 0.6, 0.7],
    "one_step": [0.41, 0.52, 0.59, 0.7],
    "free_running": [0.41, 0.55, 0.7, 0.9],
}


def test_forecast_shows_truth_and_both_forecasts_from_where_the_test_part_begins() -> None:
    figure = forecast(FORECAST)
    lines = {line.name: line for line in figure.data}
    assert list(lines) == ["truth", "one step ahead", "free-running"]
    np.testing.assert_array_equal(lines["truth"].x, [-3, -2, -1, 0, 1, 2, 3])
    np.testing.assert_allclose(lines["truth"].y, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7])
    np.testing.assert_array_equal(lines["free-running"].x, [0, 1, 2, 3])
    assert {line.line.color for line in figure.data} == {COLORS[name] for name in lines}
    assert len({line.line.dash for line in figure.data}) > 1  # told apart by more than colour
    (border,) = figure.layout.shapes
    assert border.x0 == border.x1 == -0.5


def test_forecast_names_its_times() -> None:
    axis = forecast(FORECAST).layout.xaxis
    assert dict(zip(axis.tickvals, axis.ticktext, strict=True))[2] == "2000-01"
    many = {"times": list(range(190)), "truth": [0.0] * 190, "one_step": [0.0] * 190, "free_running": [0.0] * 190}
    assert 2 <= len(forecast(many).layout.xaxis.tickvals) <= 8


def test_forecast_says_what_the_values_are() -> None:
    figure = forecast({"truth": [1.0, 2.0], "one_step": [1.0, 2.0], "free_running": None, "value": "CO₂ in ppm"})
    assert figure.layout.yaxis.title.text == "CO₂ in ppm"


def test_forecast_shows_no_more_history_than_test_part() -> None:
    figure = forecast({"truth": [1.0, 2.0], "one_step": [1.0, 2.0], "free_running": None, "history": [7.0, 8.0, 9.0]})
    assert figure.data[0].x.tolist() == [-2, -1, 0, 1]
    assert figure.data[0].y.tolist() == [8, 9, 1, 2]


def test_forecast_of_what_there_is() -> None:
    figure = forecast({"truth": [1.0], "one_step": [1.1], "free_running": None, "times": None})
    assert [line.name for line in figure.data] == ["truth", "one step ahead"]
    assert not figure.layout.shapes


def test_truth_and_prediction_lie_on_a_diagonal_where_they_are_equal() -> None:
    diagonal, points = truth_and_prediction([0.0, 1.0, 2.0], [0.5, 1.0, 3.0]).data
    np.testing.assert_allclose(diagonal.x, diagonal.y)
    np.testing.assert_allclose(diagonal.x, [0, 3])
    np.testing.assert_allclose(points.x, [0, 1, 2])
    np.testing.assert_allclose(points.y, [0.5, 1, 3])
    assert truth_and_prediction([], []).data


def test_a_colour_means_one_thing() -> None:
    assert COLORS["training"] != COLORS["validation"]
    assert COLORS["positive"] != COLORS["negative"]
    forecasts = {COLORS[name] for name in ("truth", "one step ahead", "free-running")}
    assert len(forecasts) == 3
    assert not forecasts & {COLORS["training"], COLORS["validation"]}
