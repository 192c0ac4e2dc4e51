"""Names from outside on figures."""

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui import charts, data_charts, evaluation_charts, forecast_charts, probe_lines
from ui.plotted_names import label, labels, shortened, to_the_letter, width

MARKUP = "a <i>b</i> &amp; c"
PLAIN = "a &lt;i&gt;b&lt;/i&gt; &amp;amp; c"
LONG = ["W" * 60, "W" * 59 + "V"]
CURVE = {"auc": 0.9, "average_precision": 0.8, "roc": [[0, 1], [0, 1]], "precision_recall": [[1, 0], [0, 1]]}
PARTS = {"truth": [1, 2], "one_step": [1, 2], "free_running": None, "times": [MARKUP] * 2, "value": MARKUP}


def of_classes(names: list[str]) -> dict[str, go.Figure]:
    curves = [{**CURVE, "class": name} for name in names]
    return {
        "confusion": charts.confusion_matrix([[3, 1], [0, 4]], names),
        "confusion with examples": evaluation_charts.confusion_matrix(
            [[3, 1], [0, 4]], names, shares=False, chosen=None
        ),
        "roc": evaluation_charts.roc(curves),
        "precision and recall": evaluation_charts.precision_recall(curves),
        "balance": data_charts.classes(dict.fromkeys(names, 5)),
        "probes": probe_lines.lines(names, [1, 2], [[0.1, 0.2], [0.3, 0.4]], names[0], None),
    }


FIGURES = {
    **of_classes([MARKUP, "other"]),
    "series": data_charts.curve([MARKUP, "b"], [1, 2], MARKUP),
    "forecast": charts.forecast(PARTS),
    "intervals": forecast_charts.with_intervals(PARTS, 1.0, 0.9),
    "backtest": forecast_charts.backtest([{"at": MARKUP, "errors": {"LSTM": 1.0}}], "LSTM"),
}


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_no_name_is_read_as_markup(figure: go.Figure) -> None:
    found = [text for text in texts(figure.to_plotly_json()) if "i&gt;b" in text or "<i>" in text]
    assert found
    assert all(MARKUP not in text for text in found)


@pytest.mark.parametrize("name", of_classes(LONG))
def test_long_names_leave_room_and_stay_apart(name: str) -> None:
    figure = of_classes(LONG)[name]
    shown = [*(figure.layout.yaxis.ticktext or ()), *(line.name for line in figure.data if line.name)]
    shown = [text for text in shown if "W" in text]
    assert len(set(shown)) == 2
    assert all(len(text) < 40 for text in shown)


def texts(part: object) -> list[str]:
    if isinstance(part, str):
        return [part]
    if isinstance(part, dict):
        part = list(part.values())
    return [text for one in part for text in texts(one)] if isinstance(part, list | tuple) else []


def test_what_is_short_stays() -> None:
    assert labels(["negative", "customer service"], 9) == ["negative", "customer service"]
    assert label("a < b & c > d") == "a &lt; b &amp; c &gt; d"


def test_names_that_begin_alike_are_numbered() -> None:
    assert labels(["not at all satisfied", "not at all sure", "sure"], 5) == [
        "not at all… (1)",
        "not at all… (2)",
        "sure",
    ]


@given(st.text(max_size=90), st.floats(2, 40))
def test_nothing_takes_more_than_its_room(name: str, room: float) -> None:
    short = shortened(name, room)
    assert width(short) <= room + 1e-9
    assert short == name or name.startswith(short[:-1])


@given(st.lists(st.text("ab <&", max_size=20), unique=True, max_size=6))
def test_names_stay_apart(names: list[str]) -> None:
    assert len(set(labels(names, 3))) == len(names)
    assert not any("<" in one for one in map(to_the_letter, names))
