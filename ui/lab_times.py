"""How long each lab trains on this machine: measured by the worker while nobody trains, and kept."""

import streamlit as st

from lstm_core.estimation.estimate import cost_key, training_seconds
from lstm_core.labs import LABS, Lab
from lstm_core.runs.costs import Cost
from ui import services, words
from ui.errors import as_sentences

_ASK_SECONDS = 4.0  # what was asked for is forgotten after ten


def lab_times() -> dict[str, str]:
    """Of the labs by name, for example: trains about 12 s here. Those whose time is not known are left out."""
    return {name: _said(LABS[name], cost) for name, cost in _known().items() if not cost.problem}


def _said(lab: Lab, cost: Cost) -> str:
    seconds = training_seconds(lab.config, cost)
    about = "at most " if lab.config.training.patience else "about "
    return f"trains {about}{words.duration(seconds)} here" if seconds >= 1 else "trains less than a second here"


def measure_lab_times() -> None:
    """Asks for the times that are not known yet; the page is drawn anew with every one that comes."""
    known = _known()
    if len(known) < len(LABS):
        st.fragment(_asking, run_every=_ASK_SECONDS)(len(known))


def _asking(shown: int) -> None:
    with as_sentences():
        known = _known()
        if len(known) != shown:
            st.rerun()
        missing = [
            lab.config for lab in reversed(LABS.values()) if lab.name not in known
        ]  # the last one is measured first
        services.costs().ask_all({cost_key(config, services.home()): config for config in missing})
        waits = ", as soon as the worker is free" if services.store().running() else ""
        st.caption(
            f":material/timer: Measuring how long the labs train on this machine{waits}: {len(known)} of {len(LABS)} …"
        )


def _known() -> dict[str, Cost]:
    """By the name of the lab."""
    home = services.home()
    keys = {name: cost_key(lab.config, home) for name, lab in LABS.items()}
    found = services.costs().known(keys.values())
    return {name: found[key] for name, key in keys.items() if key in found}
