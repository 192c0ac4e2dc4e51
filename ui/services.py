"""What all sessions share: the run store and the process that answers."""

from pathlib import Path

import streamlit as st

from lstm_core.execution.inference import Inference
from lstm_core.home import Home
from lstm_core.runs.store import RunStore


def home() -> Home:
    return Home.default()


def store() -> RunStore:
    return _store(home().database)


def inference() -> Inference:
    return _inference(home().folder)


@st.cache_resource
def _store(file: Path) -> RunStore:
    return RunStore(file)


@st.cache_resource
def _inference(folder: Path) -> Inference:
    return Inference(Home(folder))
