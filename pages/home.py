"""What this is, what can be run at once, and what ran last."""

import streamlit as st

from lstm_core.labs import LABS
from ui import services
from ui.lab_card import lab_cards
from ui.lab_times import lab_times, measure_lab_times
from ui.machine import machine_state
from ui.run_list import run_list

RECENT = 5
FIVE = [lab for lab in LABS.values() if lab.group == "classroom"]
BESIDE = [LABS["toy-reviews"]]  # the quickest start
MORE = [LABS["imdb-quick"], *(lab for lab in LABS.values() if lab.group == "more" and lab not in BESIDE)]

st.title("LSTM Lab")
st.write("Train a recurrent network in the browser, watch it learn, and use what it learned.")
with st.container(horizontal=True):
    st.page_link(
        "../pages/compare.py", label="**Why does the RNN forget?** Race the cells", icon=":material/compare_arrows:"
    )
    st.page_link(
        "../pages/inside.py",
        label="See its gradient fade: two cells, nothing to train",
        icon=":material/biotech:",
        query_params={"view": "Why it forgets"},
    )
machine_state()
measure_lab_times()
times = lab_times()
lab_cards([*FIVE, *BESIDE], times, across=3)
st.header("More to try")
lab_cards(MORE, times, across=4, small=True)

st.header("Recent runs")
recent = services.store().newest(RECENT)
run_list(recent)
if recent:
    st.page_link("../pages/runs.py", label="All runs", icon=":material/history:")
else:
    st.caption("Nothing was trained yet. Toy reviews are the quickest start: a few seconds.")
