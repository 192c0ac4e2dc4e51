"""Choose data and settings, start, watch, stop, and try the result."""

import streamlit as st

from ui.estimate_note import estimate_note
from ui.form import settings_form
from ui.form_start import asked_data, asked_lab, asked_run, keep_in_url
from ui.introduction import introduction
from ui.live_curves import live_curves
from ui.run_view import run_view
from ui.start import file_is_gone, submit

run = asked_run()
lab = None if run else asked_lab()
if not run and not lab:
    asked_data()

with st.container(key="workbench_with_run" if run else "workbench"):
    left, right = st.columns([2, 5], gap="large")
with left:
    start_place = st.container()
    config = settings_form()
    if not st.query_params.keys() & {"run", "lab"}:
        keep_in_url(config.data)
    with start_place:
        if st.button(
            "Start training",
            key="start",
            type="primary",
            icon=":material/play_arrow:",
            width="stretch",
            disabled=file_is_gone(config),
        ):
            st.query_params.from_dict({"run": submit(config)})
            st.rerun()
        estimate_note(config)
with right:
    if run:
        run_view(run)
    else:
        still_its_data = lab and lab.config.data.data_set == config.data.data_set
        introduction(config, lab if still_its_data else None)
        live_curves(None)
