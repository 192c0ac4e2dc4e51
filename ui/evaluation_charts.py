"""Figures of the page Evaluate from plain data; nothing here knows of streamlit."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from ui.charts import COLORS, MOST_WRITTEN, beside_cells, cell_height, room_above
from ui.plotted_names import label, labels

ALL = "all"  # the row and the column of totals
MOST_CURVES = 12  # that one can still tell apart
_FAINT = "rgba(128,128,128,0.45)"
_MARGINS = {"l": 10, "r": 10, "t": 40, "b": 10}
_LEGEND_ROOM = 14  # for the name of a class, in heights of its letters: a telephone has 390 pixels
_PALETTE = (
    "#2F7ED8",
    "#D97706",
    "#2E9E6B",
    "#7C5CBF",
    "#D0458B",
    "#8A94A3",
)  # of classes, told apart by their dashes too
_DASHES = ("solid", "6px,3px", "2px,3px", "10px,4px")


def confusion_matrix(
    counts: Sequence[Sequence[int]],
    classes: Sequence[str],
    *,
    shares: bool,
    chosen: tuple[int | None, int | None] | None,
) -> go.Figure:
    """counts[i][j]: examples of class i that were called class j, with totals at the right and below.

    Over every cell lies an invisible point to be clicked, at x: its column and y: its row; totals come after the last class.
    chosen: the cell that is outlined, None for a total.
    """
    matrix = np.array(counts)
    names = [*classes, ALL]
    heatmap = go.Heatmap(
        z=matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1),
        x=np.arange(len(classes)),
        y=np.arange(len(classes)),
        colorscale=[[0, "rgba(47,126,216,0.08)"], [1, COLORS["training"]]],
        zmin=0,
        zmax=1,
        showscale=False,
        hoverinfo="skip",
        xgap=3,
        ygap=3,
    )
    height = max(300, 110 + cell_height(len(classes)) * len(names))
    axis = {
        **beside_cells(names),
        "showgrid": False,
        "zeroline": False,
        "range": [-0.5, len(names) - 0.5],
        "fixedrange": True,
    }
    layout = {
        "height": height + room_above(names),
        "margin": {"l": 10, "r": 10, "t": 30, "b": 10},
        "dragmode": False,
        "hovermode": "closest",
        "hoverdistance": 80,
        "annotations": _cell_texts(matrix, shares),
        "shapes": [_outline(chosen, len(classes))] if chosen else [],
        "xaxis": {**axis, "title": {"text": "the model says"}, "side": "top"},
        "yaxis": {**axis, "title": {"text": "it really is"}, "range": [len(names) - 0.5, -0.5]},
    }
    return go.Figure([heatmap, _targets(matrix, classes, (height - 110) / len(names))], layout)


def _targets(matrix: np.ndarray, classes: Sequence[str], size: float) -> go.Scatter:
    """Something to click in every cell and total."""
    count = len(classes)
    rows, columns = (part.ravel() for part in np.indices((count + 1, count + 1)))
    with_totals = _with_totals(matrix)
    names = [*(label(name, 40) for name in classes), "anything"]
    words = [
        f"is {names[row]}, called {names[column]}: {with_totals[row, column]:,}"
        for row, column in zip(rows, columns, strict=True)
    ]
    return go.Scatter(
        x=columns,
        y=rows,
        mode="markers",
        marker={"size": min(size, 60), "symbol": "square", "opacity": 0, "color": COLORS["training"]},
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}},
        text=words,
        hovertemplate="%{text}<br>click to see them<extra></extra>",
        showlegend=False,
    )


def _with_totals(matrix: np.ndarray) -> np.ndarray:
    wide = np.concatenate([matrix, matrix.sum(axis=1, keepdims=True)], axis=1)
    return np.concatenate([wide, wide.sum(axis=0, keepdims=True)])


def _cell_texts(matrix: np.ndarray, shares: bool) -> list[dict[str, Any]]:
    """White text on the dark cells; on the others the theme's own colour, which is right on light and dark ground.

    None for more than MOST_WRITTEN classes.
    """
    classes, whole = len(matrix), _with_totals(matrix)
    if classes > MOST_WRITTEN:
        return []
    size = 15 if classes <= 4 else 12 if classes <= 12 else 9
    rows = np.maximum(whole[:, -1:], 1)
    return [
        {
            "x": column,
            "y": row,
            "text": f"{count / rows[row, 0]:.1%}" if shares and column < classes else f"{count:,}",
            "showarrow": False,
            "captureevents": False,
            "font": {"size": size, "color": "white"}
            if count / rows[row, 0] > 0.5 and row < classes and column < classes
            else {"size": size},
        }
        for (row, column), count in np.ndenumerate(whole)
        if classes <= 4 or count  # a hundred zeros would hide the mistakes
    ]


def _outline(chosen: tuple[int | None, int | None], classes: int) -> dict[str, Any]:
    row, column = (classes if place is None else place for place in chosen)
    edges = {"x0": column - 0.5, "x1": column + 0.5, "y0": row - 0.5, "y1": row + 0.5}
    return {"type": "rect", **edges, "line": {"color": COLORS["validation"], "width": 3}}


def hardest(curves: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Of the classes that have curves those that are told apart worst, where there are more than MOST_CURVES."""
    drawn = [curve for curve in curves if "roc" in curve]
    return drawn if len(drawn) <= MOST_CURVES else sorted(drawn, key=lambda curve: float(curve["auc"]))[:MOST_CURVES]


def roc(curves: Sequence[Mapping[str, Any]], at: tuple[float, float] | None = None) -> go.Figure:
    """at: (false positive rate, true positive rate) at the threshold, drawn as a diamond."""
    chance = go.Scatter(
        x=[0, 1],
        y=[0, 1],
        mode="lines",
        name="chance, area 0.5",
        line={"color": _FAINT, "dash": "dot"},
        hoverinfo="skip",
    )
    lines = _curves(curves, "roc", "auc", "area")
    titles = ("called so although it is not (false positive rate)", "called so of those that are (recall)")
    return go.Figure([chance, *lines, *_point(at)], _unit_square(*titles))


def precision_recall(curves: Sequence[Mapping[str, Any]], at: tuple[float, float] | None = None) -> go.Figure:
    """at: (recall, precision) at the threshold, drawn as a diamond."""
    lines = _curves(curves, "precision_recall", "average_precision", "area")
    titles = ("called so of those that are (recall)", "that are of those called so (precision)")
    return go.Figure([*lines, *_point(at)], _unit_square(*titles))


def _curves(curves: Sequence[Mapping[str, Any]], name: str, area: str, word: str) -> list[go.Scatter]:
    drawn = [curve for curve in curves if name in curve]
    names = labels([curve["class"] for curve in drawn], _LEGEND_ROOM)
    return [
        go.Scatter(
            x=np.array(curve[name][0]),
            y=np.array(curve[name][1]),
            mode="lines",
            name=f"{called}, {word} {curve[area]:.3f}",
            line={"color": _PALETTE[number % 6], "dash": _DASHES[number // 6 % 4], "width": 2.5},
            hovertemplate="%{x:.3f} → %{y:.3f}",
        )
        for number, (curve, called) in enumerate(zip(drawn, names, strict=True))
    ]


def _point(at: tuple[float, float] | None) -> list[go.Scatter]:
    if at is None:
        return []
    marker = {"symbol": "diamond", "size": 13, "color": COLORS["validation"], "line": {"color": "white", "width": 1.5}}
    return [
        go.Scatter(
            x=[at[0]],
            y=[at[1]],
            mode="markers",
            marker=marker,
            name="at this threshold",
            cliponaxis=False,
            hovertemplate="%{x:.3f} → %{y:.3f}",
        )
    ]


def _unit_square(across: str, up: str) -> dict[str, Any]:
    axis = {"range": [-0.02, 1.02], "zeroline": False}
    return {
        "height": 360,
        "margin": _MARGINS,
        "legend": {"orientation": "h", "x": 0, "y": -0.22, "yanchor": "top"},
        "xaxis": {**axis, "title": {"text": across}},
        "yaxis": {**axis, "title": {"text": up}, "automargin": True},
    }


def calibration(found: Mapping[str, Any]) -> go.Figure:
    """Mean confidence against the share that is right, for the examples of each stretch; larger points hold more of them."""
    ideal = go.Scatter(
        x=[0, 1],
        y=[0, 1],
        mode="lines",
        name="means what it says",
        line={"color": _FAINT, "dash": "dot"},
        hoverinfo="skip",
    )
    lines = [ideal, _reliability(found["before"]["bins"], "as it is", COLORS["training"], "circle", "solid")]
    if "after" in found:
        name = f"with temperature {found['temperature']:.2f}"
        lines.append(_reliability(found["after"]["bins"], name, COLORS["validation"], "diamond", "5px,3px"))
    return go.Figure(lines, _unit_square("how sure it is, on average", "how often it is right"))


def _reliability(bins: Sequence[Mapping[str, Any]], name: str, color: str, symbol: str, dash: str) -> go.Scatter:
    examples = np.array([one["examples"] for one in bins])
    return go.Scatter(
        x=np.array([one["confidence"] for one in bins]),
        y=np.array([one["accuracy"] for one in bins]),
        customdata=examples,
        mode="lines+markers",
        name=name,
        line={"color": color, "dash": dash, "width": 2},
        marker={"size": 6 + 16 * np.sqrt(examples / examples.sum()), "symbol": symbol},
        cliponaxis=False,
        hovertemplate="%{customdata:,} examples: sure %{x:.1%}, right %{y:.1%}",
    )
