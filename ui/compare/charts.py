"""Figures for comparisons from plain data; nothing here knows of streamlit."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from ui.charts import COLORS

DASHES = {"lstm": "solid", "gru": "9px,4px", "rnn": "2px,4px"}
SYMBOLS = {"lstm": "circle", "gru": "square", "rnn": "triangle-up"}
_FAINT = "rgba(128,128,128,0.8)"


@dataclass(frozen=True)
class Reached:
    """What a cell came to at one distance: mean, lowest and highest over its seeds."""

    distance: int
    mean: float
    low: float
    high: float


def by_distance(
    curves: Mapping[str, Sequence[Reached]],
    baseline: Sequence[tuple[int, float]],
    *,
    names: Mapping[str, str],
    distance: str,
    metric: str,
) -> go.Figure:
    """One curve a cell over the distance, and dotted what a model without a memory reaches. metric: accuracy or mae."""
    shares = metric == "accuracy"
    lines = [_without_memory(baseline)] if baseline else []
    lines += [_reached(cell, found, names[cell], shares) for cell, found in curves.items() if found]
    layout = {
        **_LAYOUT,
        "xaxis": {"title": {"text": distance}, "zeroline": False, "rangemode": "tozero"},
        "yaxis": {
            "title": {"text": "right on the test part" if shares else "off on average"},
            "zeroline": False,
            "automargin": True,
            "tickformat": ".0%" if shares else "",
            "rangemode": "normal" if shares else "tozero",
        },
    }
    return go.Figure(lines, layout)


def fading(factors: Mapping[str, float], steps: int, names: Mapping[str, str]) -> go.Figure:
    """What is left of the error signal after so many steps back, where each step multiplies it by a factor in (0, 1]."""
    back = np.arange(0, max(steps + steps // 4, 10) + 1)
    solid_first = dict(reversed(list(factors.items())))  # a solid line would cover one that is the same
    lines = [
        go.Scatter(
            x=back,
            y=factor**back,
            name=names[cell],
            mode="lines",
            line={"color": COLORS[cell], "width": 3, "dash": DASHES[cell]},
            hovertemplate="%{y:.2g}",
        )
        for cell, factor in solid_first.items()
    ]
    layout = {
        **_LAYOUT,
        "legend": {"orientation": "h", "x": 0, "y": -0.3, "yanchor": "top", "traceorder": "reversed"},
        "height": 340,
        "xaxis": {"title": {"text": "steps back from the end"}, "zeroline": False},
        "yaxis": {"type": "log", "title": {"text": "share that is left"}, "exponentformat": "power", "automargin": True},
        "shapes": [
            {"type": "line", "x0": steps, "x1": steps, "yref": "y domain", "y0": 0, "y1": 1, "line": {"color": _FAINT, "dash": "dash"}}
        ],
        "annotations": [
            {"text": "the verdict is here", "x": steps, "yref": "y domain", "y": 1, "yanchor": "bottom", "showarrow": False}
        ],
    }  # fmt: skip
    return go.Figure(lines, layout)


def halves_every(factor: float) -> float:
    """Steps after which half is left; endless where nothing fades."""
    return math.log(0.5) / math.log(factor) if 0 < factor < 1 else math.inf


_LAYOUT: dict[str, Any] = {
    "height": 420,
    "margin": {"l": 10, "r": 10, "t": 40, "b": 10},
    "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
    "hovermode": "x unified",
}


def _without_memory(baseline: Sequence[tuple[int, float]]) -> go.Scatter:
    return go.Scatter(
        x=np.array([place for place, _ in baseline]),
        y=np.array([value for _, value in baseline]),
        name="no memory",
        mode="lines+markers",  # a single distance is no line
        marker={"color": _FAINT, "size": 5},
        line={"color": _FAINT, "width": 2, "dash": "dot"},
        hovertemplate="%{y:.3~g}",
    )


def _reached(cell: str, found: Sequence[Reached], name: str, shares: bool) -> go.Scatter:
    mean = np.array([one.mean for one in found])
    several = any(one.high > one.low for one in found)
    return go.Scatter(
        x=np.array([one.distance for one in found]),
        y=mean,
        name=name,
        mode="lines+markers",
        line={"color": COLORS[cell], "width": 3, "dash": DASHES[cell]},
        marker={"color": COLORS[cell], "size": 10, "symbol": SYMBOLS[cell]},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": np.array([one.high for one in found]) - mean,
            "arrayminus": mean - np.array([one.low for one in found]),
            "visible": several,
        },
        hovertemplate="%{y:.1%}" if shares else "%{y:.3~g}",
    )
