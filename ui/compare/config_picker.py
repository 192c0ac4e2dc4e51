"""A configuration to start from: that of a lab, or of an earlier run."""

from collections.abc import Callable

import streamlit as st

from lstm_core.config import RunConfig
from lstm_core.labs import LABS
from lstm_core.runs.record import RunRecord
from ui import services, words

_RECENT = 30
DEFAULT = "toy-reviews-gap"


def config_picker(
    label: str, key: str, *, fits: Callable[[RunConfig], bool] = lambda config: True, default: str = DEFAULT
) -> RunConfig:
    """One of the labs and recent runs that fit; `?like=` in the URL, a lab or a run, chooses when the page is opened."""
    asked = st.query_params.get("like", "")
    titles = {name: lab.title for name, lab in LABS.items() if fits(lab.config)}
    offered = {name: LABS[name].config for name in titles}
    for run in _runs(asked):
        if fits(run.config) and (run.id == asked or run.config not in offered.values()):
            offered[run.id], titles[run.id] = run.config, _title(run)
    picked = st.session_state.get(key)
    if asked in offered and st.session_state.get(f"{key}_asked") != asked:
        picked = st.session_state[f"{key}_asked"] = asked
    if picked not in offered:
        picked = default if default in offered else next(iter(offered))
    # in every run of the page: what a run sets that is overtaken by the next one may never reach the browser
    st.session_state[key] = picked
    chosen: str = st.selectbox(label, list(offered), key=key, format_func=lambda name: titles[name])
    st.caption(words.summary(offered[chosen]))
    return offered[chosen]


def _runs(asked: str) -> list[RunRecord]:
    """The one asked for, however old, and the newest that were trained."""
    found = services.store().get(asked) if asked else None
    return [*([found] if found else []), *(run for run in services.store().newest(_RECENT) if run.has_model)]


def _title(run: RunRecord) -> str:
    result = words.score(run.metrics) if run.metrics else run.status.value
    return f"{words.title(run.config)} · {result} · {run.id}"
