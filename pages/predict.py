"""Ask a trained model: one text while typing, or a whole file."""

import streamlit as st

from ui import words
from ui.batch import batch
from ui.run_picker import run_picker
from ui.try_box import try_box

st.title("Predict")
run = run_picker()
if run:
    with st.container(border=True):
        try_box(run)
    st.header(f"A file of {words.noun(run)}")
    batch(run)
