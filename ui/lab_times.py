"""How long each lab trains on this machine: measured by the worker while nobody trains, and kept."""

import streamlit as st

from lstm_core.estimation.estimate import cost_key, training_seconds
from lstm_core.labs import LABS, Lab
from lstm_core.runs.costs import Cost
from ui import services, words
from ui.errors import as_sentences

_ASK_SECONDS = 4.0  # what was asked for is forgotten after ten


def lab_time(lab: Lab) -> str:
    """For example: trains about 12 s here. Empty as long as it is not known."""
    cost = _known(lab)
    if cost is None or cost.problem:
        return ""
    seconds = training_seconds(lab.config, cost)
    about = "at most " if lab.config.training.patience else "about "
    return f"trains {about}{words.duration(seconds)} here" if seconds >= 1 else "trains less than a second here"


def measure_lab_times() -> None:
    """Asks for the times that are not known yet; the page is drawn anew with every one that comes."""
    missing = _missing()
    if missing:
        st.fragment(_asking, run_every=_ASK_SECONDS)(len(missing))


def _asking(shown: int) -> None:
    with as_sentences():
        missing = _missing()
        if len(missing) != shown:
            st.rerun()
        for lab in reversed(missing):  # the worker takes what was asked for last
            services.costs().ask(cost_key(lab.config, services.home()), lab.config)
        waits = ", as soon as the worker is free" if services.store().running() else ""
        st.caption(
            f":material/timer: Measuring how long the labs train on this machine{waits}: {len(LABS) - shown} of {len(LABS)} …"
        )


def _missing() -> list[Lab]:
    return [lab for lab in LABS.values() if _known(lab) is None]


def _known(lab: Lab) -> Cost | None:
    return services.costs().find(cost_key(lab.config, services.home()))
