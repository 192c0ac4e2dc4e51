"""Ask a trained model: one text while typing, two side by side, or a whole file."""

import streamlit as st

from ui import words
from ui.batch import batch
from ui.predict_box import predict_box
from ui.run_picker import run_picker

st.title("Predict")
run = run_picker()
if run:
    with st.container(border=True):
        predict_box(run)
    st.header(f"A file of {words.noun(run)}")
    batch(run)
