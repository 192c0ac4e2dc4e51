"""Navigation and the frame of every page."""

from pathlib import Path

import streamlit as st

from ui.errors import as_sentences
from ui.projector import projector_switch

HERE = Path(__file__).parent

st.set_page_config(page_title="LSTM Lab", page_icon=HERE / "icon.svg", layout="wide")
st.html(HERE / "style.css")
page = st.navigation(
    [
        st.Page("../pages/home.py", title="Home", icon=":material/home:", default=True),
        st.Page("../pages/train.py", title="Train", icon=":material/play_circle:"),
        st.Page("../pages/evaluate.py", title="Evaluate", icon=":material/analytics:"),
        st.Page("../pages/predict.py", title="Predict", icon=":material/chat:"),
        st.Page("../pages/inside.py", title="Inside", icon=":material/biotech:"),
        st.Page("../pages/compare.py", title="Compare", icon=":material/compare_arrows:"),
        st.Page("../pages/data.py", title="Data", icon=":material/database:"),
        st.Page("../pages/runs.py", title="Runs", icon=":material/history:"),
    ],
    position="top",
)
projector_switch()
with as_sentences():
    page.run()
