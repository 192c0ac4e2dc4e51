"""What a run that has ended left behind: its curve and its report. Neither changes any more, so both are read once."""

import json
from typing import Any

import streamlit as st

from lstm_core.errors import LabError
from lstm_core.evaluation.curve import CurvePoint, Epoch, by_epoch
from lstm_core.evaluation.lessons import Lesson, lessons
from lstm_core.runs.record import RunRecord
from ui import services, words


def leave_if_deleted(run_id: str) -> None:
    """For what is drawn anew by itself: where the run was deleted meanwhile the whole page is, says so, and shows nothing of it."""
    if services.store().get(run_id) is None:
        st.rerun()


@st.cache_data(max_entries=64)
def report(run_id: str) -> dict[str, Any]:
    """Raises LabError where its file is gone or damaged."""
    try:
        found: dict[str, Any] = json.loads((services.home().run(run_id) / "report.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise LabError(
            f"The report of run {run_id} is gone or damaged, so what it reached cannot be shown. “Train again” makes it anew."
        ) from None
    return found


@st.cache_data(max_entries=64)
def points(run_id: str) -> list[CurvePoint]:
    """Every point of the curve, in order."""
    found: list[CurvePoint] = []
    after = 0
    while True:
        _, rows = services.store().points(run_id, after)
        if not rows:
            return found
        found += [row[1:] for row in rows]
        after = rows[-1][0]


def epochs(run: RunRecord) -> dict[int, Epoch]:
    """The figures of every whole epoch."""
    return {one.epoch: one for one in by_epoch(points(run.id))}


def lessons_of(run: RunRecord) -> list[Lesson]:
    """What a run teaches once it has a report; nothing before, and without one that can be read."""
    if not run.has_model:
        return []
    try:
        found = report(run.id)
    except LabError:  # said where the report itself is shown
        return []
    return lessons(
        points(run.id),
        found,
        metric=words.metric(run),
        classes=found.get("classes") or (),
        noun=words.noun(run),
        patience=run.config.training.patience,
    )
