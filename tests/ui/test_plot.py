"""Figures grow as a whole where the projector is on."""

import json
from collections.abc import Callable
from pathlib import Path

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from ui import charts, data_charts, evaluation_charts, reach_chart
from ui.compare import charts as comparison_charts
from ui.plot import enlarged
from ui.projector import SCALE

FIGURES = {
    "confusion": charts.confusion_matrix([[9, 1], [2, 8]], ["no", "yes"]),
    "clicked": evaluation_charts.confusion_matrix([[9, 1], [2, 8]], ["no", "yes"], shares=False, chosen=(0, 1)),
    "pairs": charts.truth_and_prediction([1.0, 2.0], [1.0, 3.0]),
    "lengths": data_charts.lengths([0, 10], [3, 4], 15),
    "fading": comparison_charts.fading({"rnn": 0.6}, 60, {"rnn": "RNN"}),
    "reach": reach_chart.reach_chart({"A": [{"cell": "lstm", "norms": {"h": [1.0, 0.5]}}]}),
}


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_all_letters_of_an_enlarged_figure_can_be_read_from_afar_and_have_room(figure: go.Figure):
    larger = enlarged(figure).to_dict()
    layout = larger["layout"]
    fonts = [
        layout["font"],
        layout["legend"]["font"],
        *(axis["tickfont"] for name, axis in layout.items() if "axis" in name),
        *(axis["title"]["font"] for name, axis in layout.items() if "axis" in name),
        *(note["font"] for note in layout.get("annotations", [])),
    ]
    assert min(font["size"] for font in fonts) >= 18
    assert layout["height"] == pytest.approx(SCALE * figure.layout.height)


def test_lines_grow_heavier_and_what_they_show_stays():
    (before,), (after,) = (figure.to_dict()["data"] for figure in (FIGURES["fading"], enlarged(FIGURES["fading"])))
    assert after["line"]["width"] > 1.5 * before["line"]["width"]
    assert {**after, "line": {}} == {**before, "line": {}}
    assert after["line"]["color"] == before["line"]["color"]


def page() -> None:
    import plotly.graph_objects as go

    from ui.plot import plot
    from ui.projector import projector_switch

    projector_switch()
    plot(go.Figure(go.Scatter(x=[1, 2], y=[3, 4]), {"height": 200}), key="chart", alt="A line")


def test_the_switch_enlarges_what_is_plotted(draw: Callable[[Callable[[], None]], AppTest]):
    at = draw(page)
    heights = []
    for on in (False, True):
        at.toggle("projector").set_value(on).run()
        assert not at.exception
        (chart,) = at.get("plotly_chart")
        heights.append(json.loads(chart.proto.spec)["layout"]["height"])
    assert heights == [200, pytest.approx(SCALE * 200)]


def test_every_chart_of_the_dashboard_is_plotted_here():
    root = Path(__file__).parents[2]
    files = [*root.glob("ui/**/*.py"), *root.glob("pages/*.py")]
    assert [file.name for file in files if "st.plotly_chart(" in file.read_text(encoding="utf-8")] == ["plot.py"]
