"""Probe sentences: a person's own, asked at every moment of a training and drawn as lines."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from lstm_core.runs import probes
from lstm_core.runs.record import RunRecord
from lstm_core.sections.kinds import TEXTS
from ui import services
from ui.evaluate.kept import first_texts
from ui.looked import looked
from ui.moment import Chosen
from ui.plot import plot
from ui.plotted_names import label, labels

_EXAMPLES = ["The film was not bad at all.", "The film was bad.", "I expected a masterpiece, but the plot was dull."]
_DASHES = ["solid", "8px,4px", "2px,3px", "12px,3px,2px,3px", "5px,5px"]
_LEGEND_ROOM = 25  # for a probe, in heights of its letters: it fits a telephone
_COLORS = ["#7C5CBF", "#D0458B", "#6B7A8F", "#A67C00", "#4B9DA9"]  # those that mean nothing else here


def probe_lines(run: RunRecord, chosen: Chosen) -> None:
    asked = _probes(run)
    if not asked:
        st.caption("Write a line or two of your own above; what the model says to them is drawn over the training.")
        return
    steps = [moment.step for moment in chosen.all]
    reply = looked(
        {"ask": "probes", "run": run.id, "steps": steps, "probes": asked}, "Asking the model of every moment"
    )
    if reply:
        figure = lines(asked, [moment.epoch for moment in chosen.all], reply["answers"], reply["shown"], chosen.epoch)
        plot(figure, key="probe_chart", alt="What the model said to each probe over the training")


def _probes(run: RunRecord) -> list[str]:
    """Kept with the run, so that everybody who looks at it sees the same ones."""
    folder = services.home().run(run.id)
    kept = probes.load(folder) or _examples(run)
    typed = st.text_area(
        f"Probes, one a line, up to {probes.MOST}",
        "\n".join(kept),
        key=f"probes_{run.id}",
        height=120,
        help="Kept with the run.",
    )
    wanted = [line.strip() for line in typed.splitlines() if line.strip()]
    if len(wanted) > probes.MOST:
        st.warning(f"There are {len(wanted)} lines; the first {probes.MOST} are asked.")
    if wanted[: probes.MOST] != kept and folder.exists():
        probes.save(folder, wanted)
    return wanted[: probes.MOST]


def _examples(run: RunRecord) -> list[str]:
    """Of one's own texts the first of the test part, since nobody knows what they are about."""
    if run.config.data.data_set not in TEXTS:
        return []
    return first_texts(run, len(_EXAMPLES)) if run.config.data.file else _EXAMPLES


def lines(
    asked: Sequence[str],
    epochs: Sequence[float],
    answers: Sequence[Sequence[float | None]],
    shown: str | None,
    at: float | None,
) -> go.Figure:
    """answers: a row a moment. at: the epoch to be marked."""
    names = labels(asked, _LEGEND_ROOM)
    drawn = [
        go.Scatter(
            x=list(epochs),
            y=[row[place] for row in answers],
            name=names[place],
            mode="lines+markers",
            line={"color": _COLORS[place], "dash": _DASHES[place], "width": 2.5},
            hovertemplate="epoch %{x:.3g}: %{y:.3g}<extra>%{fullData.name}</extra>",
        )
        for place in range(len(asked))
    ]
    mark: list[dict[str, Any]] = []
    if at is not None:
        mark = [
            {
                "type": "line",
                "x0": at,
                "x1": at,
                "yref": "y domain",
                "y0": 0,
                "y1": 1,
                "line": {"dash": "dash", "color": "#8A94A3"},
            }
        ]
    layout = {
        "height": 320,
        "margin": {"l": 10, "r": 10, "t": 20, "b": 10},
        "legend": {"orientation": "h", "x": 0, "y": -0.25, "yanchor": "top"},
        "xaxis": {"title": {"text": "epoch"}, "zeroline": False},
        "yaxis": {"title": {"text": f"probability of {label(shown, 10)}" if shown else "answer"}, "zeroline": False}
        | ({"range": [-0.02, 1.02], "tickformat": ".0%"} if shown else {}),
        "shapes": mark,
    }
    return go.Figure(drawn, layout)
