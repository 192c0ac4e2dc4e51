"""Figures of the page Evaluate."""

import numpy as np

from ui import evaluation_charts as charts

CURVE = {
    "class": "yes",
    "auc": 0.9,
    "average_precision": 0.8,
    "roc": [[0, 0.5, 1], [0, 1, 1]],
    "precision_recall": [[1, 0], [0, 1]],
}
BINS = [{"confidence": 0.6, "accuracy": 0.5, "examples": 10}, {"confidence": 0.9, "accuracy": 0.8, "examples": 30}]


def test_every_cell_and_total_can_be_clicked() -> None:
    figure = charts.confusion_matrix([[3, 1], [0, 4]], ["no", "yes"], shares=False, chosen=(0, 1))
    points = figure.data[1]
    assert sorted(zip(points.y.tolist(), points.x.tolist(), strict=True)) == [
        (r, c) for r in range(3) for c in range(3)
    ]
    shown = {(note.y, note.x): note.text for note in figure.layout.annotations}
    assert shown[0, 1] == "1"
    assert (shown[0, 2], shown[2, 1], shown[2, 2]) == ("4", "5", "8")
    outline = figure.layout.shapes[0]
    assert (outline.x0, outline.x1, outline.y0, outline.y1) == (0.5, 1.5, -0.5, 0.5)


def test_of_many_classes_no_counts_are_written_into_the_cells() -> None:
    names = [f"class {number}" for number in range(40)]
    figure = charts.confusion_matrix(np.eye(40, dtype=int).tolist(), names, shares=False, chosen=None)
    assert not figure.layout.annotations
    assert len(figure.data[1].text) == 41**2
    assert figure.data[1].text[42] == "is class 1, called class 1: 1"
    assert figure.layout.height < 800


def test_shares_are_of_the_row_and_totals_stay_counts() -> None:
    figure = charts.confusion_matrix([[3, 1], [0, 4]], ["no", "yes"], shares=True, chosen=(None, None))
    shown = {(note.y, note.x): note.text for note in figure.layout.annotations}
    assert shown[0, 0] == "75.0%"
    assert shown[0, 2] == "4"


def test_the_threshold_is_a_diamond_on_both_curves() -> None:
    for figure in (charts.roc([CURVE], (0.5, 1.0)), charts.precision_recall([CURVE], (0.5, 1.0))):
        assert figure.data[-1].marker.symbol == "diamond"
        assert (figure.data[-1].x[0], figure.data[-1].y[0]) == (0.5, 1.0)
    assert len(charts.roc([{"class": "absent"}]).data) == 1  # chance alone


def test_calibration_before_and_after() -> None:
    found = {"before": {"bins": BINS}, "after": {"bins": BINS}, "temperature": 1.5}
    names = [line.name for line in charts.calibration(found).data]
    assert names == ["means what it says", "as it is", "with temperature 1.50"]
    assert np.all(np.diff(charts.calibration({"before": {"bins": BINS}}).data[1].marker.size) > 0)
