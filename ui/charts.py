"""Figures from plain data; nothing here knows of streamlit."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

# One colour, one meaning, everywhere; told apart by colour-blind eyes and on light and dark ground.
COLORS = {"training": "#2F7ED8", "validation": "#D97706", "positive": "#2F7ED8", "negative": "#D97706"}


def confusion_matrix(counts: Sequence[Sequence[int]], classes: Sequence[str]) -> go.Figure:
    """counts[i][j]: examples of class i that were called class j. Cells show the count and its share of the row."""
    matrix = np.array(counts)
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    heatmap = go.Heatmap(
        z=shares,
        customdata=matrix,
        x=list(classes),
        y=list(classes),
        hovertemplate="is %{y}, called %{x}: %{customdata:,} (%{z:.1%})<extra></extra>",
        colorscale=[[0, "rgba(47,126,216,0.08)"], [1, COLORS["training"]]],
        zmin=0,
        zmax=1,
        showscale=False,
        xgap=3,
        ygap=3,
    )
    layout = {  # given whole: updating a figure piece by piece takes many times as long
        "height": 300,
        "margin": {"l": 10, "r": 10, "t": 30, "b": 10},
        "annotations": _cells(matrix, shares, classes),
        "xaxis": {"title": {"text": "the model says"}, "side": "top", "showgrid": False},
        "yaxis": {"title": {"text": "it really is"}, "autorange": "reversed", "showgrid": False},
    }
    return go.Figure(heatmap, layout)


def _cells(matrix: np.ndarray, shares: np.ndarray, classes: Sequence[str]) -> list[dict[str, object]]:
    """White text on the dark cells; on the others the theme's own colour, which is right on light and dark ground."""
    return [
        {
            "x": classes[column],
            "y": classes[row],
            "text": f"{matrix[row, column]:,}<br>{share:.1%}",
            "showarrow": False,
            "font": {"size": 16, "color": "white"} if share > 0.5 else {"size": 16},
        }
        for (row, column), share in np.ndenumerate(shares)
    ]
