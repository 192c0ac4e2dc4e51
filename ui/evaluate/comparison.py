"""The model beside simple methods, and the verdict in words."""

from typing import Any

import numpy as np
import streamlit as st

from lstm_core.evaluation.verdict import Compared, compared, verdict
from lstm_core.runs.record import RunRecord
from ui import words
from ui.evaluate.job import job
from ui.evaluate.said import Said

_WHY = (
    "What would simple methods reach on the same data? They need no network: a few seconds, or a minute on many texts."
)
_AT_THRESHOLD = " The model answers at the threshold chosen above, the simple methods at their own usual one."


def comparison(run: RunRecord, said: Said) -> None:
    """Starts the baselines by itself: no figure should stand alone."""
    found = job("baselines", run, button="Compute the baselines", invitation=_WHY, at_once=True)
    if found is None:
        return
    with st.container(key="comparison"):
        st.info(words.plain(verdict_on(run, said, found)), icon=":material/balance:")
        st.table(rows(run, said, found), border="horizontal")
        st.caption(
            "Everything on the same test part. “95%”: where the accuracy lies on any number of such examples (Wilson). The lead, with its "
            "own 95% interval, is paired: it counts the examples that one of the two gets right and the other does not (the last column), "
            "as McNemar’s test does (Bonett and Price 2012). An interval that holds 0 is no more than noise."
            + (_AT_THRESHOLD if said.outputs.probabilities.shape[1] == 2 else "")
        )


def verdict_on(run: RunRecord, said: Said, found: dict[str, Any]) -> str:
    return verdict(run.config.model.cell.upper(), _rivals(said, found))


def rows(run: RunRecord, said: Said, found: dict[str, Any]) -> list[dict[str, str]]:
    """The model first, then the simple methods, the best one first."""
    f1 = {one["title"]: one["f1"] for one in found["baselines"]}
    ours = _row(f"this {run.config.model.cell.upper()}", said.accuracy, said.interval, said.f1, "", "")
    theirs = [
        _row(
            one.title,
            one.accuracy,
            one.interval,
            f1[one.title],
            f"{one.lead * 100:+.1f} ({one.lead_interval[0] * 100:+.1f} to {one.lead_interval[1] * 100:+.1f})",
            f"{one.ahead:,} : {one.behind:,}",
        )
        for one in sorted(_rivals(said, found), key=lambda one: -one.accuracy)
    ]
    return [ours, *theirs]


def _row(
    method: str, accuracy: float, interval: tuple[float, float], f1: float, lead: str, alone: str
) -> dict[str, str]:
    return {
        "method": method,
        "accuracy": f"{accuracy:.1%}",
        "95%": f"{interval[0]:.1%} – {interval[1]:.1%}",
        "F1": f"{f1:.1%}",
        "lead of the model, points": lead,
        "only it : only the other": alone,
    }


def _rivals(said: Said, found: dict[str, Any]) -> list[Compared]:
    labels, answers = said.outputs.labels, said.outputs.answers
    return [
        compared(one["kind"], one["title"], labels, said.predicted, np.array(one["predicted"]), answers)
        for one in found["baselines"]
    ]
