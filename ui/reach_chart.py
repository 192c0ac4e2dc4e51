"""Gradients through time as a figure; nothing here knows of streamlit."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from ui.charts import COLORS

ALT = "Length of the gradient against the steps before the loss, on a log axis"
_DASHES = {"h": "solid", "c": "8px,4px"}
_PLACES = ("solid", "8px,4px", "2px,3px", "12px,3px,2px,3px")  # of layers and directions, over a training
_FLOOR = 1e-38  # below it numbers of 32 bits end


def reach_chart(networks: Mapping[str, Sequence[Mapping[str, Any]]]) -> go.Figure:
    """networks: by name, the layers that `lstm_core.inside.reach` describes. The distance to the loss across, the gradient upwards, both of
    every state; a second network has dots on its lines.
    """
    lines = [
        _line(name, layer, state, norms, order)
        for order, (name, layers) in enumerate(networks.items())
        for layer in layers
        for state, norms in layer["norms"].items()
    ]
    axis = {"automargin": True, "zeroline": False, **_ticks(networks)}
    layout = {
        "height": 380,
        "margin": {"l": 10, "r": 10, "t": 40, "b": 10},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "xaxis": {"title": {"text": "steps before the loss"}, "rangemode": "tozero", "zeroline": False},
        "yaxis": {
            **axis,
            "type": "log",
            "title": {"text": "length of the gradient (log)"},
        },
        "hovermode": "closest",
    }
    return go.Figure(lines, layout)


def over_training(moments: Sequence[tuple[float, Mapping[str, Any]]], at: float | None) -> go.Figure:
    """moments: epoch, and what `lstm_core.inside.reach` says of the network there. Steps back that its gradient reaches, a line a layer;
    at: the epoch to be marked.
    """
    layers = moments[0][1]["layers"]
    lines = [
        go.Scatter(
            x=[epoch for epoch, _ in moments],
            y=[reply["layers"][place]["fading"]["reach"] for _, reply in moments],
            name=f"layer {layer['layer']}, {layer['direction']}",
            mode="lines+markers",
            line={"color": COLORS[layer["cell"]], "width": 3, "dash": _PLACES[place % len(_PLACES)]},
            hovertemplate="epoch %{x:.3g}: %{y} steps<extra>%{fullData.name}</extra>",
        )
        for place, layer in enumerate(layers)
    ]
    layout = {
        "height": 320,
        "margin": {"l": 10, "r": 10, "t": 40, "b": 10},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "showlegend": len(lines) > 1,
        "xaxis": {"title": {"text": "epoch"}, "zeroline": False},
        "yaxis": {"title": {"text": "steps back that it reaches"}, "rangemode": "tozero", "automargin": True},
        "shapes": _whole_way_and_here(layers[0]["fading"]["steps"] - 1, at),
    }
    return go.Figure(lines, layout)


def _whole_way_and_here(whole: int, at: float | None) -> list[dict[str, Any]]:
    line = {"color": COLORS["truth"], "width": 1.5}
    across = {
        "type": "line",
        "xref": "x domain",
        "x0": 0,
        "x1": 1,
        "y0": whole,
        "y1": whole,
        "line": {**line, "dash": "dot"},
    }
    here = {"type": "line", "x0": at, "x1": at, "yref": "y domain", "y0": 0, "y1": 1, "line": {**line, "dash": "dash"}}
    return [across] if at is None else [across, here]


def _line(name: str, layer: Mapping[str, Any], state: str, norms: Sequence[float | None], order: int) -> go.Scatter:
    which = f"dL/d{state}"
    label = f"{name}, {which}" if name else which
    return go.Scatter(
        x=list(range(len(norms))),
        y=[norm if norm and norm > _FLOOR else None for norm in norms],
        name=label,
        mode="lines+markers" if order else "lines",
        marker={"symbol": "circle", "size": 7, "maxdisplayed": 20},
        line={
            "color": COLORS[layer["cell"]],
            "dash": _DASHES[state],
            "width": 3 if state == "h" else 2,
        },
        hovertemplate=f"{label}, %{{x}} steps back: %{{y:.2g}}<extra></extra>",
    )


def _ticks(networks: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, Any]:
    """Whole powers of ten, few enough to be read; where there are hardly any, twice and five times those as well."""
    norms = [
        x
        for layers in networks.values()
        for layer in layers
        for line in layer["norms"].values()
        for x in line
        if x and x > _FLOOR
    ]
    spread = math.log10(max(norms) / min(norms)) if norms else 8
    if spread < 2:
        return {"dtick": "D2", "tickformat": "~g"}
    return {"dtick": max(1, math.ceil(spread / 8)), "exponentformat": "power"}
