"""Everything trained so far."""

import streamlit as st

from ui import services
from ui.run_list import run_list

PAGE = 20

st.title("Runs")
shown = st.session_state.get("runs_shown", PAGE)
runs = services.store().newest(shown + 1)
run_list(runs[:shown], deletable=True)
if not runs:
    st.info("Nothing was trained yet. Start with toy reviews: a few seconds.", icon=":material/info:")
    st.page_link("../pages/train.py", label="Train", icon=":material/play_circle:")
elif len(runs) > shown and st.button("Show more", key="show_more"):
    st.session_state["runs_shown"] = shown + PAGE
    st.rerun()
