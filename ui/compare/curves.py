"""The curves of several runs in one live chart: a line for every configuration, a band for its seeds."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, TypedDict

from lstm_core.comparison.entrants import Entrant
from ui.charts import COLORS
from ui.live_curves import chart_component
from ui.projector import scale
from ui.routes import PLOTLY_PATH

Across = Literal["epoch", "step", "seconds"]
Part = Literal["validation", "training"]

SHAPES = {"lstm": ("solid", "circle"), "gru": ("dash", "square"), "rnn": ("dot", "triangle-up")}
_MORE = (("solid", "diamond"), ("dashdot", "cross"), ("dash", "x"), ("dot", "star"))  # for further lines of a cell
_MORE_COLORS = ("#CC79A7", "#E69F00", "#56B4E9", "#7C5CBF")

_component = chart_component("comparison_curves", Path(__file__).with_suffix(".js"))


class Baseline(TypedDict):
    """A dotted line with words to it."""

    value: float
    text: str


def comparison_curves(
    entrants: Sequence[Entrant],
    *,
    across: Across = "epoch",
    part: Part = "validation",
    log: bool = False,
    smoothing: float = 0.0,
    metric: str = "accuracy",
    baseline: Baseline | None = None,
    height: int = 400,
    milliseconds: int = 1_000,
) -> None:
    """Loss and metric of every entrant, with new points every `milliseconds` as long as one of its runs trains.

    smoothing: the share in [0, 1) that the past keeps at every point of a running mean; the axis says so. Without entrants it loads
    plotly.js, so that a first race need not wait for it.
    """
    data = {
        "entrants": [
            {**style, "label": one.label, "runs": [run.id for run in one.runs]}
            for one, style in zip(entrants, styles([one.cell for one in entrants]), strict=True)
        ],
        "x": across,
        "part": part,
        "log": log,
        "smoothing": smoothing,
        "metric": metric,
        "baseline": baseline,
        "height": height,
        "milliseconds": milliseconds,
        "plotly": PLOTLY_PATH,
        "scale": scale(),
    }
    _component(key="comparison_curves", data=data, height="content")


def styles(cells: Sequence[str]) -> list[dict[str, Any]]:
    """Colour, dash and marker of each line: those of its cell, and others for further lines of the same cell."""
    seen: Counter[str] = Counter()
    found = []
    for cell in cells:
        dash, symbol = SHAPES[cell] if not seen[cell] else _MORE[(seen[cell] - 1) % len(_MORE)]
        color = COLORS[cell] if not seen[cell] else _MORE_COLORS[(sum(seen.values()) - 1) % len(_MORE_COLORS)]
        found.append({"color": color, "dash": dash, "symbol": symbol})
        seen[cell] += 1
    return found
