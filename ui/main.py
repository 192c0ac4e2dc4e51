"""Navigation and the frame of every page."""

import logging
from pathlib import Path

import streamlit as st

from lstm_core.errors import LabError

log = logging.getLogger(__name__)

HERE = Path(__file__).parent

st.set_page_config(page_title="LSTM Lab", page_icon=HERE / "icon.svg", layout="wide")
st.html(HERE / "style.css")
page = st.navigation(
    [
        st.Page("../pages/home.py", title="Home", icon=":material/home:", default=True),
        st.Page("../pages/train.py", title="Train", icon=":material/play_circle:"),
        st.Page("../pages/predict.py", title="Predict", icon=":material/chat:"),
        st.Page("../pages/runs.py", title="Runs", icon=":material/history:"),
    ],
    position="top",
)
try:
    page.run()
except LabError as problem:
    st.error(str(problem), icon=":material/error:")
except Exception:
    log.exception("page %s failed", page.title)
    st.error(
        "This page met something it was not made for. Nothing is lost: your runs are kept. "
        "Reload the page; what happened is in the log of the server.",
        icon=":material/error:",
    )
