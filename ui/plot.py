"""A figure on a page; larger and heavier where the projector is on."""

from typing import Any

import plotly.graph_objects as go
import streamlit as st

from ui.projector import SCALE, projected

_TYPE = 18  # pixels of the smallest letters
_WEIGHT = 1.6  # what lines grow by


def plot(figure: go.Figure, *, key: str, alt: str, config: dict[str, Any] | None = None, **settings: Any) -> None:
    """alt: what it shows, for whom cannot see it; config and settings as `st.plotly_chart` takes them."""
    shown = enlarged(figure) if projected() else figure
    st.plotly_chart(shown, key=key, alt=alt, config={"displaylogo": False, **(config or {})}, **settings)


def prepare() -> None:
    """Plotly loads what a figure needs when the first one is made, which takes a while: before anybody waits for it."""
    drawn = {"line": {"width": 1}, "marker": {"size": 1, "line": {"width": 1}}}
    bars = {"marker": {"line": {"width": 1}}}
    words = {"text": "", "font": {"size": 12}}
    layout = {
        "xaxis": {"title": words},
        "legend": {"font": {"size": 12}},
        "shapes": [{"line": {"width": 1}}],
        "annotations": [words],
    }
    enlarged(go.Figure([go.Scatter(drawn), go.Bar(bars), go.Heatmap(z=[[0]])], layout)).to_json()


def enlarged(figure: go.Figure) -> go.Figure:
    """Type, lines, markers and the room they need grow together, so that nothing is cut off."""
    plain = figure.to_dict()
    return go.Figure([_heavier(trace) for trace in plain["data"]], _roomier(plain["layout"]))


def _heavier(trace: dict[str, Any]) -> dict[str, Any]:
    line, marker = trace.get("line", {}), trace.get("marker", {})
    if "width" in line:
        trace["line"] = {**line, "width": line["width"] * _WEIGHT}
    if isinstance(marker.get("size"), int | float):
        trace["marker"] = {**marker, "size": marker["size"] * SCALE}
    return trace


def _roomier(layout: dict[str, Any]) -> dict[str, Any]:
    axes = {name: _lettered(axis) for name, axis in layout.items() if name.startswith(("xaxis", "yaxis"))}
    notes = [{**note, "font": _font(note.get("font"))} for note in layout.get("annotations", [])]
    return {
        **layout,
        **axes,
        "annotations": notes,
        "height": layout.get("height", 400) * SCALE,
        "font": _font(layout.get("font")),
        "legend": {**layout.get("legend", {}), "font": _font()},
        "hoverlabel": {"font": _font()},
    }


def _lettered(axis: dict[str, Any]) -> dict[str, Any]:
    return {**axis, "tickfont": _font(), "title": {**axis.get("title", {}), "font": _font()}}


def _font(font: dict[str, Any] | None = None) -> dict[str, Any]:
    font = font or {}
    return {**font, "size": max(_TYPE, font.get("size", 0) * SCALE)}
