"""What this is, what can be run at once, and what ran last."""

import streamlit as st

from lstm_core.labs import LABS, Lab
from ui import services, words
from ui.machine import machine_state
from ui.run_list import run_list
from ui.start import submit

RECENT = 5


def card(lab: Lab) -> None:
    with st.container(border=True, height="stretch"):
        st.subheader(lab.title)
        st.write(lab.story)
        st.caption(words.summary(lab.config))
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button("Train it", key=f"train_{lab.name}", type="primary", icon=":material/play_arrow:"):
                st.switch_page("../pages/train.py", query_params={"run": submit(lab.config)})
            link = {"data_set": lab.config.data.data_set}
            st.page_link("../pages/train.py", label="Adjust first", icon=":material/tune:", query_params=link)


st.title("LSTM Lab")
st.write("Train a recurrent network in the browser, watch it learn, and use what it learned.")
machine_state()
for column, lab in zip(st.columns(len(LABS)), LABS.values(), strict=True):
    with column:
        card(lab)

st.header("Recent runs")
recent = services.store().newest(RECENT)
run_list(recent)
if recent:
    st.page_link("../pages/runs.py", label="All runs", icon=":material/history:")
else:
    st.caption("Nothing was trained yet. Toy reviews are the quickest start: a few seconds.")
