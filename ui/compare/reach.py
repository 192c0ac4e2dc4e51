"""How far back the gradient of each trained model reaches, measured by the process that looks inside."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

import streamlit as st

from lstm_core.comparison.entrants import Entrant
from ui.errors import as_sentences
from ui.looked import questions

_ASKED = "reach_asked"  # session state: run -> its answer to come; one that failed is not asked for again
_MOST = 6

Answers = dict[str, Future[dict[str, Any]]]


@dataclass(frozen=True)
class Reach:
    """Of the first layer: steps back to which more than a millionth of the gradient comes, out of how many, and in words."""

    steps: int
    furthest: int
    words: str

    def __str__(self) -> str:
        return f"{self.steps} of {self.furthest} steps"


def measured(entrants: Sequence[Entrant]) -> dict[str, Reach]:
    """By label, of the first run of each that left a model; nothing before all have ended, and without what cannot be measured.

    What is still measured is said here, and the page is drawn anew when it is there.
    """
    if not all(run.status.ended for one in entrants for run in one.runs):
        return {}
    first = {one.label: next((run.id for run in one.runs if run.has_model), "") for one in entrants[:_MOST]}
    asked: Answers = st.session_state.setdefault(_ASKED, {})
    for run in filter(None, first.values()):
        if run not in asked:
            asked[run] = questions().asked({"ask": "gradients", "run": run})
    answers = {label: asked[run] for label, run in first.items() if run}
    if not all(answer.done() for answer in answers.values()):
        _waiting(list(answers.values()))
    there = {label: answer.result() for label, answer in answers.items() if answer.done() and not answer.exception()}
    return {label: _reach(answer["layers"][0]) for label, answer in there.items()}


def _reach(layer: dict[str, Any]) -> Reach:
    return Reach(layer["fading"]["reach"], layer["fading"]["steps"] - 1, layer["words"])


@st.fragment(run_every=0.5)
def _waiting(answers: list[Future[dict[str, Any]]]) -> None:
    with as_sentences():
        if all(answer.done() for answer in answers):
            st.rerun()
        st.caption(":material/hourglass_top: Measuring how far the gradients reach …")
