"""How far back the gradient reaches at every kept moment of a training; asked moment by moment, so that nobody else waits long."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from ui.errors import as_sentences
from ui.looked import questions
from ui.moment import Chosen
from ui.plot import plot
from ui.reach_chart import over_training

_LOOK_SECONDS = 0.5


def reach_over_training(question: dict[str, Any], chosen: Chosen) -> None:
    """question: the one about the gradients of the run, whatever moment it is about."""
    if len(chosen.all) < 2 or not st.toggle("Over the whole training", key="reach_over_training"):
        return
    asked = [{**question, "step": moment.step} for moment in chosen.all]
    epochs = [moment.epoch for moment in chosen.all]
    missing = any(questions().known(one) is None for one in asked)
    st.fragment(_drawn, run_every=_LOOK_SECONDS if missing else None)(asked, epochs, chosen.epoch)


def _drawn(asked: Sequence[dict[str, Any]], epochs: Sequence[float], at: float | None) -> None:
    with as_sentences():
        known = [questions().known(one) for one in asked]
        there = [(epoch, reply) for epoch, reply in zip(epochs, known, strict=True) if reply]
        if there:
            plot(over_training(there, at), key="reach_over_chart", alt="Steps back that the gradient reaches, by epoch")
        missing = [one for one, reply in zip(asked, known, strict=True) if reply is None]
        if missing:
            questions().asked(missing[0])
            st.caption(f":material/hourglass_top: Sending the error back, {len(missing)} moments to go …")
        else:
            st.caption(
                "Steps back to which more than a millionth of the gradient comes. Dotted: the first step there is."
            )
