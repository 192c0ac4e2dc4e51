"""The evaluation of a run as one HTML file that needs nothing else: plotly.js is inside. Nothing here knows of streamlit."""

from collections.abc import Mapping, Sequence
from html import escape

import plotly.graph_objects as go
import plotly.io

_STYLE = (
    "body{font-family:system-ui,sans-serif;max-width:980px;margin:2rem auto;padding:0 1rem;color:#1B2430;background:#fff}"
    "table{border-collapse:collapse;margin:1rem 0}td,th{padding:.3rem .9rem .3rem 0;text-align:left;border-bottom:1px solid #D9E0E8}"
    ".wide{overflow-x:auto}td:first-child{min-width:6rem;max-width:24rem;overflow-wrap:anywhere}"
    ".verdict{background:#EEF5FD;padding:.8rem 1rem;border-radius:.5rem}"
)


def html_report(
    title: str, verdict: str, tables: Mapping[str, Sequence[Mapping[str, str]]], figures: Mapping[str, go.Figure]
) -> str:
    """One page: what it comes to, the tables and the figures under their headings."""
    parts = [f"<h1>{escape(title)}</h1>"]
    if verdict:
        parts.append(f'<p class="verdict">{escape(verdict)}</p>')
    parts += [f"<h2>{escape(name)}</h2>{_table(rows)}" for name, rows in tables.items()]
    for number, (name, figure) in enumerate(figures.items()):
        drawn = plotly.io.to_html(figure, full_html=False, include_plotlyjs=number == 0)
        parts.append(f"<h2>{escape(name)}</h2>{drawn}")
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    return f"<!doctype html><html lang=en><head>{head}</head><body>{''.join(parts)}</body></html>"


def _table(rows: Sequence[Mapping[str, str]]) -> str:
    if not rows:
        return ""
    head = "".join(f"<th>{escape(name)}</th>" for name in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row.values()) + "</tr>" for row in rows)
    return f'<div class="wide"><table><tr>{head}</tr>{body}</table></div>'
