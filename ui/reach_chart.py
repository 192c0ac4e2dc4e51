"""Gradients through time as a figure; nothing here knows of streamlit."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

CELL_COLORS = {"lstm": "#2F7ED8", "gru": "#2E9E6B", "rnn": "#D5552B"}
_DASHES = {"h": "solid", "c": "8px,4px"}
_FLOOR = 1e-38  # below it numbers of 32 bits end


def reach_chart(networks: Mapping[str, Sequence[Mapping[str, Any]]], *, large: bool = False) -> go.Figure:
    """networks: by name, the layers that `lstm_core.inside.reach` describes. The distance to the loss across, the gradient upwards, both of
    every state; a second network has dots on its lines.
    """
    lines = [
        _line(name, layer, state, norms, order, large)
        for order, (name, layers) in enumerate(networks.items())
        for layer in layers
        for state, norms in layer["norms"].items()
    ]
    size = 20 if large else 13
    axis = {"exponentformat": "power", "automargin": True, "zeroline": False}
    layout = {
        "height": 520 if large else 380,
        "margin": {"l": 10, "r": 10, "t": 20, "b": 10},
        "font": {"size": size},
        "legend": {"orientation": "h", "x": 0, "y": -0.2, "yanchor": "top", "font": {"size": size}},
        "xaxis": {"title": {"text": "steps before the loss"}, "rangemode": "tozero", "zeroline": False},
        "yaxis": {
            **axis,
            "type": "log",
            "title": {"text": "length of the gradient (log)"},
            "dtick": _decades(networks),
        },
        "hovermode": "closest",
    }
    return go.Figure(lines, layout)


def _line(
    name: str, layer: Mapping[str, Any], state: str, norms: Sequence[float | None], order: int, large: bool
) -> go.Scatter:
    which = f"dL/d{state}"
    label = f"{name}, {which}" if name else which
    return go.Scatter(
        x=list(range(len(norms))),
        y=[norm if norm and norm > _FLOOR else None for norm in norms],
        name=label,
        mode="lines+markers" if order else "lines",
        marker={"symbol": "circle", "size": 10 if large else 7, "maxdisplayed": 20},
        line={
            "color": CELL_COLORS[layer["cell"]],
            "dash": _DASHES[state],
            "width": (3 if state == "h" else 2) * (1.6 if large else 1),
        },
        hovertemplate=f"{label}, %{{x}} steps back: %{{y:.2g}}<extra></extra>",
    )


def _decades(networks: Mapping[str, Sequence[Mapping[str, Any]]]) -> int:
    """Between two lines of the grid: few enough to be read."""
    norms = [
        x
        for layers in networks.values()
        for layer in layers
        for line in layer["norms"].values()
        for x in line
        if x and x > _FLOOR
    ]
    spread = math.log10(max(norms) / min(norms)) if norms else 1
    return max(1, math.ceil(spread / 8))
