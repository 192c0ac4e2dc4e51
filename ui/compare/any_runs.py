"""Any runs over each other: chosen from a list, kept in the URL."""

import streamlit as st

from lstm_core.comparison.entrants import entrants
from lstm_core.runs.record import RunRecord
from ui import services, words
from ui.compare.curves import comparison_curves
from ui.compare.view import curves_of, outcome_of, progress_of, verdict_of

_MOST = 12  # lines one can still tell apart


def any_runs() -> None:
    """The choice, then what a race shows, for whatever runs there are."""
    chosen = _chosen()
    same = [run for run in chosen if words.metric(run) == words.metric(chosen[0])]
    if len(same) < len(chosen):
        st.info(
            "Shares of right answers and sizes of errors have no common axis: shown are the runs like the first one."
        )
    if not same:
        _how_to_begin()
        comparison_curves([])
        return
    together = entrants(same)
    with st.container():
        progress_of(same)
    with st.container():
        verdict_of(together)
    with st.container():
        curves_of(together)
    with st.container():
        outcome_of(together)


def _how_to_begin() -> None:
    if not services.store().newest(1):
        st.info("There is no run yet. Toy reviews are trained in a few seconds.", icon=":material/info:")
        st.page_link("../pages/train.py", label="Train one", icon=":material/play_circle:")
        return
    st.caption(
        "Choose two or more: their curves are laid over each other, and only the settings that differ are listed."
    )


def _chosen() -> list[RunRecord]:
    asked = [one for one in st.query_params.get("runs", "").split(",") if one][:_MOST]
    store = services.store()
    known = {run.id: run for run in [*store.newest(), *map(store.get, asked)] if run and run.facts}
    followed = "any_runs" in st.session_state and st.session_state.get("any_runs_url") == asked
    # set anew in every run: what a run sets that is overtaken by the next one may never reach the browser
    st.session_state["any_runs"] = st.session_state["any_runs"] if followed else [one for one in asked if one in known]
    missing = [one for one in asked if one not in known]
    if missing:
        st.warning(f"There are no curves of {words.plain(', '.join(missing)[:200])}; the runs may have been deleted.")
    picked: list[str] = st.multiselect(
        "Runs", list(known), key="any_runs", max_selections=_MOST, format_func=lambda name: _label(known[name])
    )
    st.session_state["any_runs_url"] = picked
    if picked:
        st.query_params["runs"] = ",".join(picked)
    return [known[name] for name in picked]


def _label(run: RunRecord) -> str:
    result = words.score(run.metrics) if run.metrics else run.status.value
    return f"{words.title(run.config)} · {result} · {run.id}"
