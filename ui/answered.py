"""What a model says to a text that is typed: asked in the background, so that no page stands still while the process starts."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

import streamlit as st

from lstm_core.execution.inference import Answer
from lstm_core.runs.record import RunRecord
from ui import services
from ui.patience import patiently

Answers = list[Answer | None]

# One question at a time, as the process answers them: those that wait here can still be withdrawn.
_pool = ThreadPoolExecutor(1, thread_name_prefix="answered")


def answered(run: RunRecord, texts: Sequence[str], key: str) -> Answers | None:
    """An answer for every text, None for one without a word; None while they are worked at and where that failed, which is said here.

    key: one a box; what was asked in it before is withdrawn.
    """
    place, question = f"answered_{key}", (run.id, *texts)
    before: tuple[tuple[str, ...], Future[Answers]] | None = st.session_state.get(place)
    if before is None or before[0] != question:
        if before:
            before[1].cancel()
        before = question, _pool.submit(services.inference().predict, run.id, list(texts))
        st.session_state[place] = before
    return patiently(before[1], "Thinking", key=place, again=partial(_forget, place))


def _forget(place: str) -> None:
    st.session_state.pop(place, None)
