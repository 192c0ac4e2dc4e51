"""Which trained run a page is about: picked from a list, kept in the URL."""

import streamlit as st

from lstm_core.runs.record import RunRecord, Status
from ui import services, words


def run_picker(*, training_too: bool = False) -> RunRecord | None:
    """A finished or stopped run, or one that is being trained; None, with a way on, when there is none yet."""
    asked = st.query_params.get("run")
    found = [*services.store().newest(), services.store().get(asked or "")]  # an old link is good for ever
    runs = {run.id: run for run in found if run and (run.has_model or (training_too and _trains(run)))}
    if not runs:
        st.info("There is no trained model yet. Toy reviews are trained in a few seconds.", icon=":material/info:")
        st.page_link("../pages/train.py", label="Train one", icon=":material/play_circle:")
        return None
    if asked and asked not in runs:
        st.warning(f"There is no trained model called {words.plain(asked[:80])}; here is the newest one.")
    if st.session_state.get("run") not in runs or asked != st.session_state.get("run_in_url"):
        st.session_state["run"] = asked if asked in runs else next(iter(runs))
    chosen: str = st.selectbox("Trained run", list(runs), key="run", format_func=lambda name: _label(runs[name]))
    st.query_params["run"] = st.session_state["run_in_url"] = chosen
    return runs[chosen]


def _trains(run: RunRecord) -> bool:
    return run.status == Status.RUNNING and bool(run.facts)


def _label(run: RunRecord) -> str:
    score = words.score(run.metrics) if run.has_model else "training"
    return f"{words.title(run.config)} · {score} · {words.moment(run.created)} · {run.id}"
