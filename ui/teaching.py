"""What a run teaches: lessons as sentences, and for a lab the figures others got beside one's own."""

import streamlit as st

from lstm_core.labs import Lab, lab_of
from lstm_core.runs.record import RunRecord
from ui import words
from ui.figures_table import Yours, other_record, tables
from ui.run_record import epochs, lessons_of


def teaching(run: RunRecord) -> None:
    """Nothing where there is nothing sure to say."""
    said = lessons_of(run)
    if said:
        with st.container(key="lessons", border=True):
            st.subheader("What this run teaches")
            st.markdown("\n".join(f"- {words.plain(lesson.sentence)}" for lesson in said))
    lab = lab_of(run.config)
    if lab and lab.theirs:
        with st.container(key="their_figures_yours", border=True):
            st.subheader("Their figures / yours")
            figures(lab, yours_of(run))


def figures(lab: Lab, yours: Yours | None) -> None:
    """By epoch and at the end."""
    st.html(tables(lab, yours))
    notes = [other_record(lab)]
    if yours:
        notes.append("Your training figures are the mean over each epoch, your validation figures those at its end.")
    if any(row.validation_metric for row in lab.theirs[0].epochs) and not lab.config.data.validation_share:
        notes.append("There is no validation part in this lab: the test part takes its place.")
    st.caption(words.plain(" ".join(note for note in notes if note)))


def yours_of(run: RunRecord) -> Yours:
    seen = epochs(run)
    return Yours(seen, run.metrics, run.progress.seconds / run.progress.epoch if run.progress.epoch else None)
