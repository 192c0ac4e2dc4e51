"""What goes on inside a trained model: gates and states of your own text, step by step."""

import streamlit as st

from ui.gate_view import gate_view
from ui.projector import projected
from ui.run_picker import run_picker

GATES, STEPS = "Gates", "Step by step"

st.title("Inside")
view = st.segmented_control(
    "View", [GATES, STEPS], default=GATES, required=True, key="view", bind="query-params", label_visibility="collapsed"
)
run = run_picker()
if run and view in (GATES, STEPS):
    gate_view(run, "gates" if view == GATES else "step", projected())
