"""What goes on inside a model: gates and states of your own text, gradients through time, and all of it over the training."""

import streamlit as st

from ui.gate_view import gate_view
from ui.gradient_view import denormal_lesson, gradient_view
from ui.moment import moment_slider
from ui.run_picker import run_picker
from ui.time_machine import time_machine
from ui.untrained_view import untrained_view

GATES, STEPS, GRADIENT, MACHINE, WHY = (
    "Gates",
    "Step by step",
    "Gradient through time",
    "Time machine",
    "Why it forgets",
)

st.title("Inside")
view = st.segmented_control(
    "View",
    [GATES, STEPS, GRADIENT, MACHINE, WHY],
    default=GATES,
    required=True,
    key="view",
    bind="query-params",
    label_visibility="collapsed",
)
if view == WHY:
    untrained_view()
    denormal_lesson()
elif run := run_picker(training_too=True):
    chosen = moment_slider(run)
    if view == MACHINE:
        time_machine(run, chosen)
    elif not run.has_model and chosen.moment is None:
        st.info("The first moment of this training is not there yet; this page refreshes itself.")
    elif view == GRADIENT:
        gradient_view(run, chosen)
    if view in (GATES, STEPS, MACHINE) and (run.has_model or chosen.moment):
        gate_view(run, chosen.step, "step" if view == STEPS else "gates")
