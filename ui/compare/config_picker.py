"""A configuration to start from: that of a lab, or of an earlier run."""

from collections.abc import Callable

import streamlit as st

from lstm_core.config import RunConfig
from lstm_core.labs import LABS
from ui import services, words

_RECENT = 30
DEFAULT = "toy-reviews-gap"


def config_picker(
    label: str, key: str, *, fits: Callable[[RunConfig], bool] = lambda config: True, default: str = DEFAULT
) -> RunConfig:
    """One of the labs and recent runs that fit; `?lab=` in the URL chooses the first time."""
    offered = {name: lab.config for name, lab in LABS.items() if fits(lab.config)}
    titles = {name: LABS[name].title for name in offered}
    for run in services.store().newest(_RECENT):
        if run.has_model and fits(run.config) and run.config not in offered.values():
            offered[run.id] = run.config
            titles[run.id] = f"{words.title(run.config)} · {words.score(run.metrics)} · {run.id}"
    asked = st.query_params.get("lab", default)
    if st.session_state.get(key) not in offered:
        st.session_state[key] = asked if asked in offered else next(iter(offered))
    chosen: str = st.selectbox(label, list(offered), key=key, format_func=lambda name: titles[name])
    st.caption(words.summary(offered[chosen]))
    return offered[chosen]
