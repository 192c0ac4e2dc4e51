"""Figures from plain data; nothing here knows of streamlit."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from ui.plotted_names import label, labels, to_the_letter, width

# One colour, one meaning, everywhere; told apart by colour-blind eyes and on light and dark ground.
COLORS = {
    "training": "#2F7ED8",
    "validation": "#D97706",
    "lstm": "#1F83C7",
    "gru": "#009E73",
    "rnn": "#D55E00",
    "positive": "#2F7ED8",
    "negative": "#D97706",
    "truth": "#8A94A3",
    "one step ahead": "#7C5CBF",
    "free-running": "#D0458B",
}
_FAINT = "rgba(128,128,128,0.35)"


MOST_WRITTEN = 25  # classes with their counts written into the cells
_ROOM = 9  # for the name of a class beside the cells, in heights of its letters: about a hundred pixels


def cell_height(classes: int) -> int:
    """Pixels of a cell of a confusion matrix."""
    return 36 if classes <= MOST_WRITTEN else 12


def confusion_matrix(counts: Sequence[Sequence[int]], classes: Sequence[str]) -> go.Figure:
    """counts[i][j]: examples of class i that were called class j. Cells show the count, those of few classes also its share of the row."""
    matrix, names = np.array(counts), [label(name, 40) for name in classes]
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    heatmap = go.Heatmap(
        z=shares,
        text=[[f"is {row}, called {column}" for column in names] for row in names],
        customdata=matrix,
        hovertemplate="%{text}: %{customdata:,} (%{z:.1%})<extra></extra>",
        colorscale=[[0, "rgba(47,126,216,0.08)"], [1, COLORS["training"]]],
        zmin=0,
        zmax=1,
        showscale=False,
        xgap=3,
        ygap=3,
    )
    axis = {"showgrid": False, "zeroline": False, **beside_cells(classes)}
    layout = {  # given whole: updating a figure piece by piece takes many times as long
        "height": max(300, 110 + cell_height(len(classes)) * len(classes)) + room_above(classes),
        "margin": {"l": 10, "r": 10, "t": 30, "b": 10},
        "annotations": _cells(matrix, shares),
        "xaxis": {**axis, "title": {"text": "the model says"}, "side": "top"},
        "yaxis": {**axis, "title": {"text": "it really is"}, "autorange": "reversed"},
    }
    return go.Figure(heatmap, layout)


def beside_cells(names: Sequence[str]) -> dict[str, Any]:
    """Of an axis: a tick at each place, so that names that look alike stay apart."""
    return {"tickvals": list(range(len(names))), "ticktext": labels(names, _ROOM), "automargin": True}


def room_above(names: Sequence[str]) -> int:
    """Pixels that names take above narrow columns, where they stand upright, beyond what short ones take."""
    longest = max(min(width(name), _ROOM) for name in names)
    return round(max(0.0, 12 * longest - 40))


def _cells(matrix: np.ndarray, shares: np.ndarray) -> list[dict[str, object]]:
    """White text on the dark cells; on the others the theme's own colour, which is right on light and dark ground.

    None for more than MOST_WRITTEN classes: there is no room, and plotly takes a second for thousands of them.
    """
    few = len(matrix) <= 4
    size = 16 if few else 12
    if len(matrix) > MOST_WRITTEN:
        return []
    return [
        {
            "x": column,
            "y": row,
            "text": f"{matrix[row, column]:,}<br>{share:.1%}" if few else f"{matrix[row, column]:,}",
            "showarrow": False,
            "font": {"size": size, "color": "white"} if share > 0.5 else {"size": size},
        }
        for (row, column), share in np.ndenumerate(shares)
        if few or matrix[row, column]  # a hundred zeros would hide the mistakes
    ]


def forecast(parts: Mapping[str, Any]) -> go.Figure:
    """The last values of the training part, then the test part: truth, forecast one step ahead, and free-running.

    parts: `history`, `truth`, `one_step`, `free_running` as lists of values; `value`, what they are; `times`, a name for each
    point of the test part.
    """
    truth = list(parts["truth"])
    history = list(parts.get("history") or [])[-len(truth) :]  # the test part fills half of a telephone at least
    places, times = (
        np.arange(len(truth)),
        [to_the_letter(str(time)) for time in parts.get("times") or range(1, len(truth) + 1)],
    )
    lines = [
        _line("truth", np.arange(-len(history), len(truth)), [*history, *truth], width=5),
        _line("one step ahead", places, parts["one_step"], width=1.8, symbol="circle"),
        _line("free-running", places, parts["free_running"], width=1.8, dash="5px,3px"),
    ]
    layout = _forecast_layout(times, bool(history), label(parts.get("value") or ""))
    return go.Figure([line for line in lines if line], layout)


def _line(
    name: str,
    places: np.ndarray,
    values: Sequence[float] | None,
    *,
    width: float,
    dash: str = "solid",
    symbol: str = "",
) -> go.Scatter | None:
    if not values:
        return None
    markers = bool(symbol) and len(values) <= 120
    return go.Scatter(
        x=places[: len(values)],
        y=np.array(values, float),
        name=name,
        mode="lines+markers" if markers else "lines",
        line={"color": COLORS[name], "width": width, "dash": dash},
        marker={"size": 5, "symbol": symbol} if markers else None,
        hovertemplate="%{y:.4g}",
    )


def _forecast_layout(times: Sequence[str], has_history: bool, value: str) -> dict[str, Any]:
    ticks = np.unique(np.linspace(0, len(times) - 1, min(3, len(times))).round().astype(int))
    border: dict[str, Any] = {"type": "line", "x0": -0.5, "x1": -0.5, "yref": "y domain", "y0": 0, "y1": 1}
    note = {
        "text": "test part →",
        "x": -0.5,
        "yref": "y domain",
        "y": 1,
        "yanchor": "bottom",
        "xanchor": "left",
        "showarrow": False,
        "font": {"size": 12},
    }
    return {
        "height": 380,
        "margin": {"l": 10, "r": 10, "t": 40, "b": 10},
        "legend": {"orientation": "h", "x": 0, "y": -0.12, "yanchor": "top"},
        "hovermode": "x unified",
        "xaxis": {
            "tickvals": ticks,
            "ticktext": [times[tick] for tick in ticks],
            "showgrid": False,
            "zeroline": False,
        },
        "yaxis": {"zeroline": False, "automargin": True, "title": {"text": value}},
        "shapes": [{**border, "line": {"color": COLORS["truth"], "width": 1, "dash": "dot"}}] if has_history else [],
        "annotations": [note] if has_history else [],
    }


def truth_and_prediction(truth: Sequence[float], predicted: Sequence[float]) -> go.Figure:
    """A point an example; on the diagonal the prediction is right."""
    across, up = np.array(truth, float), np.array(predicted, float)
    both = np.concatenate([across, up])
    ends = np.array([both.min(), both.max()]) if len(both) else np.array([0.0, 1.0])
    figures = [
        go.Scatter(x=ends, y=ends, mode="lines", name="exactly right", line={"color": _FAINT, "dash": "dot"}),
        go.Scatter(
            x=across,
            y=up,
            mode="markers",
            name="an example",
            marker={"color": COLORS["one step ahead"], "size": 6, "opacity": 0.45},
            hovertemplate="is %{x:.4g}, predicted %{y:.4g}<extra></extra>",
        ),
    ]
    layout = {
        "height": 380,
        "margin": {"l": 10, "r": 10, "t": 40, "b": 10},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "xaxis": {"title": {"text": "it really is"}, "zeroline": False},
        "yaxis": {"title": {"text": "the model says"}, "zeroline": False, "automargin": True},
    }
    return go.Figure(figures, layout)
