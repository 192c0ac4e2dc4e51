"""Ask a trained model: one text while typing, two side by side, or a whole file; and set its wrong answers right."""

import streamlit as st

from ui import words
from ui.batch import batch
from ui.corrections import can_be_corrected, collected
from ui.predict_box import predict_box
from ui.run_picker import run_picker
from ui.run_record import report

st.title("Predict")
run = run_picker()
if run:
    with st.container(border=True):
        predict_box(run)
    if can_be_corrected(run):
        collected(run, report(run.id)["classes"])
    st.header(f"A file of {words.noun(run)}")
    batch(run)
