"""Figures of a forecaster from plain data; nothing here knows of streamlit."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from ui.charts import COLORS
from ui.plotted_names import to_the_letter

_FAINT = "rgba(128,128,128,0.45)"
_BAND = "rgba(124,92,191,0.22)"
_MARGINS = {"l": 10, "r": 10, "t": 40, "b": 10}
_LEGEND = {"orientation": "h", "x": 0, "y": -0.28, "yanchor": "top"}
_LOOKS = {
    "last value": ("#8A94A3", "2px,3px", "x"),
    "linear fit of two lags": ("#A67C00", "12px,3px,2px,3px", "cross"),
    "seasonal naive": ("#D97706", "6px,3px", "diamond"),
    "seasonal naive plus its growth": ("#4B9DA9", "4px,4px", "triangle-down"),
    "autoregression (AR)": ("#2E9E6B", "10px,4px", "triangle-up"),
    "exponential smoothing (ETS)": ("#D0458B", "6px,2px,2px,2px", "square"),
}


def with_intervals(parts: Mapping[str, Any], widths: Sequence[float] | float, level: float) -> go.Figure:
    """The test part, the forecast one step ahead, and the interval around it: widths is half of it, one for all or one a point.

    Of a long test part only the first points are drawn.
    """
    forecast = np.array(parts["one_step"], float)
    half = np.broadcast_to(np.atleast_1d(np.asarray(widths, float))[: len(forecast)], forecast.shape)
    times = [str(time) for time in parts.get("times") or range(1, len(forecast) + 1)]
    places = np.arange(len(forecast))
    lines = [
        *band(places, forecast - half, forecast + half, level),
        _line("truth", places, parts["truth"], width=4),
        _line("one step ahead", places, forecast, width=1.8),
    ]
    return go.Figure(lines, _over_time(times))


def band(places: np.ndarray, low: np.ndarray, high: np.ndarray, level: float) -> list[go.Scatter]:
    """Two lines with the space between them filled."""
    edge = {"mode": "lines", "line": {"width": 0}, "hovertemplate": "%{y:.4g}"}
    return [
        go.Scatter(x=places, y=high, name="upper end", showlegend=False, **edge),
        go.Scatter(x=places, y=low, name=f"{level:.0%} interval", fill="tonexty", fillcolor=_BAND, **edge),
    ]


def _around(places: np.ndarray, values: np.ndarray, half: np.ndarray, level: float) -> list[go.Scatter]:
    """The interval as a band; that of a single step as a bar, since a band of one point is nothing to be seen."""
    if len(half) != 1:
        return band(places, values - half, values + half, level) if len(half) else []
    bar = {"type": "data", "array": half, "color": "rgba(124,92,191,0.8)", "thickness": 3, "width": 9}
    return [
        go.Scatter(
            x=places,
            y=values,
            name=f"{level:.0%} interval",
            mode="markers",
            marker={
                "symbol": "line-ns-open",
                "size": 12,
                "color": bar["color"],
                "line": {"width": 3},
            },  # seen in the legend
            error_y=bar,
            hovertemplate=f"± {half[0]:.4g}",
        )
    ]


def ahead(
    history: Mapping[str, Sequence[Any]], forecast: Sequence[float], widths: Sequence[float], level: float
) -> go.Figure:
    """The last values of a series, `times` and `values`, and the forecast from there on, with the interval so far as there are widths."""
    values, following = np.array(history["values"], float), np.array(forecast, float)
    start, places = np.arange(len(values)), len(values) + np.arange(len(following))
    half, sure = np.array(widths, float), following[: len(widths)]
    lines = [
        *_around(places[: len(half)], sure, half, level),
        _line("truth", start, values, width=3),
        _line("forecast", places, following, width=2.2, symbol="circle"),
    ]
    times = [*map(str, history["times"]), *(f"+{step}" for step in range(1, len(following) + 1))]
    now = len(values) - 1
    return go.Figure(lines, _over_time(times, [0, now // 2, now, len(times) - 1]))


def _line(name: str, places: np.ndarray, values: Any, *, width: float, symbol: str = "") -> go.Scatter:
    return go.Scatter(
        x=places,
        y=np.array(values, float),
        name=name,
        mode="lines+markers" if symbol and len(places) <= 120 else "lines",
        line={"color": COLORS.get(name, COLORS["one step ahead"]), "width": width},
        marker={"size": 5, "symbol": symbol or "circle"},
        hovertemplate="%{y:.4g}",
    )


def _over_time(times: Sequence[str], named: Sequence[int] = ()) -> dict[str, Any]:
    """named: the places that are named below the axis; six of them at even distances otherwise."""
    ticks = np.unique(named or np.linspace(0, len(times) - 1, min(6, len(times))).round().astype(int))
    return {
        "height": 380,
        "margin": _MARGINS,
        "legend": {**_LEGEND, "y": -0.12},
        "hovermode": "x unified",
        "xaxis": {
            "tickvals": ticks,
            "ticktext": [to_the_letter(times[tick]) for tick in ticks],
            "tickangle": 0,
            "showgrid": False,
            "zeroline": False,
        },
        "yaxis": {"zeroline": False, "automargin": True},
    }


def by_step(own: Sequence[float], others: Mapping[str, Sequence[float]], cell: str) -> go.Figure:
    """Mean absolute error of each step ahead, of the network and of simple methods."""
    steps = np.arange(1, len(own) + 1)
    lines = [_compared(cell, steps, own), *(_compared(name, steps, errors) for name, errors in others.items())]
    return go.Figure(lines, _plain("steps ahead", "off on average (MAE)", rangemode="tozero"))


def backtest(cuts: Sequence[Mapping[str, Any]], cell: str) -> go.Figure:
    """Mean absolute error after each cut-off, of the network and of simple methods."""
    places = [to_the_letter(f"from {cut['at']}") for cut in cuts]
    names = [cell, *(name for name in cuts[0]["errors"] if name != cell)]
    lines = [_compared(name, places, [cut["errors"].get(name) for cut in cuts]) for name in names]
    return go.Figure(
        lines,
        _plain("fitted on all before, judged after", "off on average (MAE)", rangemode="tozero"),
    )


def _compared(name: str, across: Any, errors: Sequence[float | None]) -> go.Scatter:
    color, dash, symbol = _LOOKS.get(name, (COLORS["training"], "solid", "circle"))
    return go.Scatter(
        x=across,
        y=np.array(errors, float),
        name=name,
        mode="lines+markers",
        line={"color": color, "dash": dash, "width": 3 if dash == "solid" else 2},
        marker={"symbol": symbol, "size": 8},
        hovertemplate="%{y:.4g}",
    )


def residuals(found: Mapping[str, Any]) -> go.Figure:
    """How often each size of error occurs."""
    edges = np.array(found["edges"])
    bars = go.Bar(
        x=(edges[:-1] + edges[1:]) / 2,
        y=np.array(found["counts"]),
        width=np.diff(edges),
        marker={"color": COLORS["training"], "line": {"width": 1, "color": "rgba(255,255,255,0.6)"}},
        hovertemplate="error about %{x:.4g}: %{y:,} times<extra></extra>",
    )
    zero = {"type": "line", "x0": 0, "x1": 0, "yref": "y domain", "y0": 0, "y1": 1}
    layout = _plain("forecast minus truth", "how often")
    return go.Figure(bars, {**layout, "shapes": [{**zero, "line": {"color": _FAINT, "dash": "dot"}}]})


def autocorrelation(found: Mapping[str, Any]) -> go.Figure:
    """How far an error says something about a later one; the band is where pure chance stays nineteen times of twenty."""
    lags = np.arange(1, len(found["autocorrelation"]) + 1)
    bars = go.Bar(
        x=lags,
        y=np.array(found["autocorrelation"]),
        width=0.35,
        marker={"color": COLORS["training"]},
        hovertemplate="%{x} steps apart: %{y:.3f}<extra></extra>",
    )
    limit = found["band"]
    within = {"type": "rect", "xref": "x domain", "x0": 0, "x1": 1, "y0": -limit, "y1": limit}
    layout = _plain("steps apart", "correlation of errors")
    return go.Figure(
        bars, {**layout, "shapes": [{**within, "fillcolor": "rgba(128,128,128,0.18)", "line": {"width": 0}}]}
    )


def _plain(across: str, up: str, **vertical: Any) -> dict[str, Any]:
    return {
        "height": 340,
        "margin": _MARGINS,
        "legend": _LEGEND,
        "xaxis": {"title": {"text": across}, "zeroline": False},
        "yaxis": {"title": {"text": up}, "zeroline": False, "automargin": True, **vertical},
    }
