"""A run at one moment of its training: curves, confusion matrix, probes and gradients together."""

import streamlit as st

from lstm_core.data.catalog import DATA_SETS
from lstm_core.runs.record import RunRecord
from ui import charts, words
from ui.gradient_view import gradient_view
from ui.live_curves import Mark, live_curves
from ui.moment import Chosen
from ui.plot import plot
from ui.probe_lines import probe_lines


def time_machine(run: RunRecord, chosen: Chosen) -> None:
    if not chosen.all:
        st.info(
            "No moments were kept of this run: it was trained before there was a time machine, or has not begun. Train it again.",
            icon=":material/info:",
        )
        return
    mark = Mark(epoch=chosen.epoch, text="here") if chosen.epoch is not None else None
    live_curves(run.id, run.facts.get("baseline_accuracy"), metric=words.curve(run), mark=mark)
    tells_classes = words.metric(run) == "accuracy"
    left, right = st.columns(2, gap="large") if tells_classes else (st.container(), None)
    with left:
        st.subheader("Probes")
        probe_lines(run, chosen)
    if right:
        with right:
            _confusion(run, chosen)
    st.subheader("Gradient through time")
    gradient_view(run, chosen)


def _confusion(run: RunRecord, chosen: Chosen) -> None:
    """On the validation part, as it was measured at that moment; of the end the last measurement."""
    moment = chosen.moment or chosen.last or chosen.all[-1]
    st.subheader("Confusion matrix")
    classes = run.facts.get("classes") or DATA_SETS[run.config.data.data_set].classes
    if not moment.confusion or len(classes) != len(moment.confusion):
        st.caption(
            "Before the first validation there is none." if moment.step == 0 else "None was kept of this moment."
        )
        return
    count = sum(map(sum, moment.confusion))
    plot(
        charts.confusion_matrix(moment.confusion, classes),
        key="moment_confusion",
        alt="Confusion matrix at this moment",
    )
    part = "validation" if run.config.data.validation_share else "test"
    st.caption(f"At epoch {moment.epoch:.4g}, on {count:,} {words.noun(run)} of the {part} part.")
