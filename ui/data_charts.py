"""Figures about a data set, from plain data; nothing here knows of streamlit."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from ui.charts import COLORS
from ui.plotted_names import label, labels, to_the_letter

_MARGIN = {"l": 10, "r": 10, "t": 30, "b": 10}
_MOST_BARS = 30


def lengths(edges: Sequence[int], counts: Sequence[int], longest_read: int) -> go.Figure:
    """Texts by their number of words, in bins from each edge on; a line where the model stops reading."""
    width = edges[1] - edges[0] if len(edges) > 1 else 1
    last = len(edges) - 1
    names = [
        f"{edge} words or more" if place == last else f"{edge} to {edge + width - 1} words"
        for place, edge in enumerate(edges)
    ]
    bars = go.Bar(
        x=np.array(edges) + width / 2,
        y=np.array(counts),
        width=width * 0.92,
        customdata=names,
        hovertemplate="%{customdata}: %{y:,} texts<extra></extra>",
        marker={"color": COLORS["training"]},
    )
    line = {"type": "line", "x0": longest_read, "x1": longest_read, "yref": "y domain", "y0": 0, "y1": 1}
    note = {
        "text": f"read up to {longest_read}",
        "x": longest_read,
        "yref": "y domain",
        "y": 1,
        "yanchor": "bottom",
        "showarrow": False,
    }
    layout = {
        "height": 260,
        "margin": _MARGIN,
        "xaxis": {"title": {"text": "words in a text"}, "showgrid": False, "zeroline": False},
        "yaxis": {"title": {"text": "texts"}, "zeroline": False},
        "shapes": [{**line, "line": {"color": COLORS["validation"], "width": 2, "dash": "dash"}}],
        "annotations": [note],
    }
    return go.Figure(bars, layout)


def classes(counts: Mapping[str, int]) -> go.Figure:
    """Rows of each class, the largest first; of many classes the largest thirty."""
    names = list(counts)[:_MOST_BARS][::-1]
    values = np.array([counts[name] for name in names])
    share = values / sum(counts.values())
    bars = go.Bar(
        x=values,
        y=np.arange(len(names)),
        customdata=[label(name, 40) for name in names],
        orientation="h",
        text=[f"{value:,}  ({part:.0%})" for value, part in zip(values, share, strict=True)],
        textposition="auto",
        hovertemplate="%{customdata}: %{x:,} rows<extra></extra>",
        marker={"color": COLORS["training"]},
    )
    layout = {
        "height": max(160, 80 + 26 * len(names)),
        "margin": _MARGIN,
        "xaxis": {"title": {"text": "rows"}, "zeroline": False},
        "yaxis": {"tickvals": list(range(len(names))), "ticktext": labels(names, 12), "automargin": True},
    }
    return go.Figure(bars, layout)


def curve(times: Sequence[Any], values: Sequence[float], name: str) -> go.Figure:
    """The values of a series in their order."""
    places = np.arange(len(values))
    line = go.Scatter(
        x=places,
        y=np.array(values, float),
        customdata=[to_the_letter(str(time)) for time in times],
        mode="lines",
        line={"color": COLORS["truth"], "width": 1.6},
        hovertemplate="%{customdata}: %{y:.5g}<extra></extra>",
    )
    ticks = np.unique(np.linspace(0, len(values) - 1, min(6, len(values))).round().astype(int))
    layout = {
        "height": 280,
        "margin": _MARGIN,
        "xaxis": {
            "tickvals": ticks,
            "ticktext": [to_the_letter(str(times[tick])) for tick in ticks],
            "showgrid": False,
            "zeroline": False,
        },
        "yaxis": {"title": {"text": label(name)}, "zeroline": False, "automargin": True},
    }
    return go.Figure(line, layout)
