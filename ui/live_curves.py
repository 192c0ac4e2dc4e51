"""The live chart: a component whose JavaScript polls the metrics route and keeps one Plotly node.

`st.plotly_chart` replaces its node at every change of data and so loses the zoom; delete this when it no longer does.
"""

from pathlib import Path
from typing import Any, TypedDict

import streamlit as st

from ui.charts import COLORS
from ui.projector import scale
from ui.routes import PLOTLY_PATH


class Mark(TypedDict):
    """A place on the curves with words to it."""

    epoch: float
    text: str


def chart_component(name: str, script: Path) -> Any:
    """The component of a script, with what live charts share put before it."""
    parts = (Path(__file__).with_name("live_chart.js"), script)
    return st.components.v2.component(
        name, js="".join(part.read_text(encoding="utf-8") for part in parts), isolate_styles=False
    )


_component = chart_component("live_curves", Path(__file__).with_suffix(".js"))


def live_curves(
    run_id: str | None,
    baseline: float | None = None,
    *,
    metric: str = "accuracy",
    mark: Mark | None = None,
    height: int = 340,
    milliseconds: int = 1_000,
) -> None:
    """Loss and metric of a run, with new points every `milliseconds` as long as it trains.

    Without a run it shows nothing and loads plotly.js, so that a first run need not wait for it.

    baseline: the metric of a model without any skill, drawn as a dotted line. metric: accuracy, mae or scaled mae. mark: a vertical line.
    """
    data = {
        "run": run_id,
        "baseline": baseline,
        "metric": metric,
        "mark": mark,
        "height": height,
        "milliseconds": milliseconds,
        "colors": {"training": COLORS["training"], "validation": COLORS["validation"]},
        "plotly": PLOTLY_PATH,
        "scale": scale(),
    }
    _component(key="live_curves", data=data, height="content")
