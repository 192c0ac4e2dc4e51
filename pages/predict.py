"""Ask a trained model: what comes next in a series; one text while typing, two side by side, or a file; set wrong answers right."""

import streamlit as st

from lstm_core.sections.kinds import SERIES
from ui import words
from ui.batch import batch
from ui.corrections import can_be_corrected, collected
from ui.errors import as_sentences
from ui.outlook import forecasts_ahead
from ui.predict_box import predict_box
from ui.run_picker import run_picker
from ui.run_record import report

st.title("Predict")
run = run_picker()
if run:
    forecasts = run.config.data.data_set in SERIES
    if forecasts:
        forecasts_ahead(run)
        st.header("Values of your own")
    with st.container(border=True):
        predict_box(run)
    if can_be_corrected(run):
        with as_sentences():
            collected(run, report(run.id)["classes"])
    if not forecasts:
        st.header(f"A file of {words.noun(run)}")
        batch(run)
