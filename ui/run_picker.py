"""Which trained run a page is about: picked from a list, kept in the URL, carried from page to page."""

import streamlit as st

from lstm_core.runs.record import RunRecord, Status
from ui import services, words

_LOOKED_AT = "run_looked_at"  # session state: the run that a page was about last


def run_picker(*, training_too: bool = False) -> RunRecord | None:
    """A finished or stopped run, or one that is being trained; None, with a way on, when there is none yet.

    None as well where the run in the URL is gone, until the person picks another: no other model may answer in its name.
    """
    asked = st.query_params.get("run", "")
    found = [
        *services.store().newest(),
        *map(services.store().get, (asked, _looked_at())),
    ]  # an old link is good for ever
    runs = {run.id: run for run in found if run and (run.has_model or (training_too and _trains(run)))}
    if not runs:
        st.info("There is no trained model yet. Toy reviews are trained in a few seconds.", icon=":material/info:")
        st.page_link("../pages/train.py", label="Train one", icon=":material/play_circle:")
        return None
    followed = st.session_state.get("run") in runs and asked == st.session_state.get("run_in_url")
    picked = st.session_state["run"] if followed else _opened(asked, runs)
    # in every run of the page: what a run sets that is overtaken by the next one may never reach the browser
    st.session_state["run"] = picked
    if not picked:
        st.warning(f"There is no trained model called {words.plain(asked[:80])}. Choose another one.")
    chosen: str | None = st.selectbox(
        "Trained run",
        list(runs),
        index=0 if picked else None,
        key="run",
        format_func=lambda name: _label(runs[name]),
        placeholder="Choose a run",
    )
    if chosen is None:
        st.session_state["run_in_url"] = asked
        return None
    st.query_params["run"] = st.session_state["run_in_url"] = chosen
    look_at(chosen)
    return runs[chosen]


def look_at(run_id: str) -> None:
    """The other pages open this run where their URL names none."""
    st.session_state[_LOOKED_AT] = run_id


def _looked_at() -> str:
    return str(st.session_state.get(_LOOKED_AT, ""))


def _opened(asked: str, runs: dict[str, RunRecord]) -> str | None:
    """The run in the URL or none; without one in the URL the one looked at last, else the newest."""
    if asked:
        return asked if asked in runs else None
    return _looked_at() if _looked_at() in runs else next(iter(runs))


def _trains(run: RunRecord) -> bool:
    return run.status == Status.RUNNING and bool(run.facts)


def _label(run: RunRecord) -> str:
    score = words.score(run.metrics) if run.has_model else "training"
    return f"{words.title(run.config)} · {score} · {words.moment(run.created)} · {run.id}"
