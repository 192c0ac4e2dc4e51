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
    labels = [
        [f"{count:,}<br>{share:.1%}" for count, share in zip(*row, strict=True)]
        for row in zip(matrix, shares, strict=True)
    ]
    heatmap = go.Heatmap(
        z=shares,
        x=list(classes),
        y=list(classes),
        text=labels,
        texttemplate="%{text}",
        textfont={"size": 16},
        hovertemplate="is %{y}, called %{x}: %{text}<extra></extra>",
        colorscale=[[0, "rgba(47,126,216,0.06)"], [1, COLORS["training"]]],
        zmin=0,
        zmax=1,
        showscale=False,
        xgap=3,
        ygap=3,
    )
    figure = go.Figure(heatmap)
    figure.update_layout(height=300, margin={"l": 10, "r": 10, "t": 30, "b": 10}, title=None)
    figure.update_xaxes(title="the model says", side="top", showgrid=False)
    figure.update_yaxes(title="it really is", autorange="reversed", showgrid=False)
    return figure
