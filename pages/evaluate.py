"""How good a trained model is, where it fails, and whether simple methods do as well."""

import streamlit as st

from ui.evaluate.view import evaluation_view
from ui.run_picker import run_picker

st.title("Evaluate")
run = run_picker()
if run:
    evaluation_view(run)
