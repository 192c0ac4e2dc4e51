"""How far back the gradient reaches at every kept moment of a training; asked moment by moment, so that nobody else waits long."""

from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any

import streamlit as st

from lstm_core.errors import LabError
from ui.errors import as_sentences
from ui.looked import Reply, questions, say_failure
from ui.moment import Chosen
from ui.plot import plot
from ui.reach_chart import over_training

_LOOK_SECONDS = 0.5


def reach_over_training(question: dict[str, Any], chosen: Chosen) -> None:
    """question: the one about the gradients of the run, whatever moment it is about."""
    if len(chosen.all) < 2 or not st.toggle("Over the whole training", key="reach_over_training"):
        return
    asked = [{**question, "step": moment.step} for moment in chosen.all]
    epochs = [moment.epoch for moment in chosen.all]
    missing = not all(_answered(one) for one in asked)
    st.fragment(_drawn, run_every=_LOOK_SECONDS if missing else None)(asked, epochs, chosen.epoch)


def _drawn(asked: Sequence[dict[str, Any]], epochs: Sequence[float], at: float | None) -> None:
    with as_sentences():
        done = [_answered(one) for one in asked]
        problems = [answer.exception() if answer else None for answer in done]
        there = [
            (epoch, answer.result())
            for epoch, answer, problem in zip(epochs, done, problems, strict=True)
            if answer and not problem
        ]
        if there:
            plot(over_training(there, at), key="reach_over_chart", alt="Steps back that the gradient reaches, by epoch")
        for question, problem in zip(asked, problems, strict=True):
            if isinstance(problem, LabError):
                say_failure(question, problem)
                break  # one of them says it for the others
        _to_go([one for one, answer in zip(asked, done, strict=True) if answer is None])


def _to_go(missing: Sequence[dict[str, Any]]) -> None:
    if missing:
        questions().asked(missing[0])
        st.caption(f":material/hourglass_top: Sending the error back, {len(missing)} moments to go …")
    else:
        st.caption("Steps back to which more than a millionth of the gradient comes. Dotted: the first step there is.")


def _answered(question: dict[str, Any]) -> Future[Reply] | None:
    """None where it was not asked yet, or is worked at."""
    answer = questions().asked_before(question)
    return answer if answer and answer.done() else None
