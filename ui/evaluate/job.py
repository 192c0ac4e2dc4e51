"""A long analysis on a page: asked for, waiting, worked at, failed, done."""

from typing import Any

import streamlit as st

from lstm_core.execution.analyses import State
from lstm_core.runs.record import RunRecord
from ui import services, words
from ui.errors import as_sentences


def job(name: str, run: RunRecord, *, button: str, invitation: str, at_once: bool = False) -> dict[str, Any] | None:
    """The result once there is one; until then shows how far it is.

    button, invitation: what starts it, and why one should. at_once: start it without being asked, the first time.
    """
    state = services.analyses().state(name, run)
    if state.status == "done" and (result := services.analyses().result(name, run)) is not None:
        return result
    asked = f"asked_{name}_{run.id}"
    if at_once and state.status == "none" and not st.session_state.get(asked):
        st.session_state[asked] = True  # once a session: who stops it is not asked again
        services.analyses().start(name, run)
        state = State("waiting")
    with st.container(key=f"job_{name}", border=True):
        if state.status in ("waiting", "working"):
            st.fragment(_under_way, run_every=1.0)(name, run)
        else:
            _offer(name, run, state, button, invitation)
    return None


def _under_way(name: str, run: RunRecord) -> None:
    with as_sentences():
        state = services.analyses().state(name, run)
        if state.status not in ("waiting", "working"):
            st.rerun()
        st.progress(state.done / state.total if state.total else 0.0, text=_words(state))
        st.button(
            "Stop",
            key=f"stop_{name}",
            icon=":material/stop_circle:",
            on_click=services.analyses().stop,
            args=[name, run],
        )


def _words(state: State) -> str:
    if state.status == "waiting":
        return "Waits until another computation is done …"
    return words.plain(f"{state.what} …") + (f" ({state.done:,} of {state.total:,})" if state.total > 1 else "")


def _offer(name: str, run: RunRecord, state: State, button: str, invitation: str) -> None:
    if state.status == "failed":
        st.error(words.plain(state.what), icon=":material/error:")
    else:
        st.markdown(invitation)
    label = "Try again" if state.status == "failed" else button
    if st.button(label, key=f"start_{name}", icon=":material/play_arrow:"):
        services.analyses().start(name, run)
        st.rerun()
