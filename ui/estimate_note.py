"""What the form promises before the start: weights, time and memory."""

import streamlit as st

from lstm_core.config import RunConfig
from lstm_core.estimation.estimate import cost_key, expected_parameters, sentence
from ui import services, words
from ui.errors import as_sentences
from ui.start import file_is_gone


def estimate_note(config: RunConfig) -> None:
    """The number of weights at once; time and memory as soon as the worker has measured them. Nothing of a file that is gone."""
    if file_is_gone(config):
        st.caption("The file of these settings was deleted from this machine. Bring it again on the page Data.")
        return
    st.caption(f"up to **{expected_parameters(config, services.home()):,}** weights to learn")
    known = services.costs().find(cost_key(config, services.home())) is not None
    st.fragment(_time_and_memory, run_every=None if known else 1.0)(config)


def _time_and_memory(config: RunConfig) -> None:
    with st.container(key="time_and_memory"), as_sentences():
        costs, key = services.costs(), cost_key(config, services.home())
        cost = costs.find(key)
        if cost:
            st.caption(f":material/timer: {words.plain(sentence(config, cost))}")
            return
        costs.ask(key, config)
        st.caption(f":material/hourglass_empty: {_waits_for()}")


def _waits_for() -> str:
    if services.store().running():
        return "Time and memory are measured as soon as the worker is free."
    return "Measuring time and memory on this machine …"
