"""An errand on a page: its result once there is one; until then how long it has been working, and a way to stop it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from lstm_core.errors import LabError
from lstm_core.execution.errands import Kind, forget
from ui import services, words
from ui.errors import as_sentences


def errand(kind: Kind, arguments: Mapping[str, Any], file: Path, doing: str) -> dict[str, Any] | None:
    """doing: what a person reads while it works. A failure is shown with a button to try again."""
    stopped = f"stopped_{file.name}"
    if st.session_state.get(stopped):
        st.info("Stopped.", icon=":material/stop_circle:")
        st.button(
            "Try again", key=f"again_{kind}", icon=":material/replay:", on_click=st.session_state.pop, args=[stopped]
        )
        return None
    try:
        result = services.errands().result(kind, arguments, file)
    except LabError as problem:
        st.error(words.plain(str(problem)), icon=":material/error:")
        st.button("Try again", key=f"again_{kind}", icon=":material/replay:", on_click=forget, args=[file])
        return None
    if result is None:
        with st.container(key=f"waiting_{kind}", border=True):
            st.fragment(_under_way, run_every=0.4)(kind, arguments, file, doing)
    return result


def _under_way(kind: Kind, arguments: Mapping[str, Any], file: Path, doing: str) -> None:
    with as_sentences():
        errands = services.errands()
        try:
            there = errands.result(kind, arguments, file) is not None
        except LabError:
            there = True
        if there:
            st.rerun()
        seconds = errands.seconds(file)
        with st.container(horizontal=True, vertical_alignment="center"):
            place = f"{doing} … {seconds:.0f} s" if seconds is not None else "Waits until another file is done …"
            st.markdown(f":material/hourglass_top: {words.plain(place)}", width="stretch")
            st.button("Stop", key=f"stop_{kind}", icon=":material/stop_circle:", on_click=_stop, args=[file])


def _stop(file: Path) -> None:
    services.errands().stop(file)
    st.session_state[f"stopped_{file.name}"] = True
