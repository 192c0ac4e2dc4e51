"""What all sessions share: runs, costs, corrected answers, the process that answers, and those that compute what takes long."""

from pathlib import Path

import streamlit as st

from lstm_core.execution.analyses import Analyses
from lstm_core.execution.errands import Errands
from lstm_core.execution.inference import Inference
from lstm_core.home import Home
from lstm_core.runs.corrections import CorrectionStore
from lstm_core.runs.costs import CostStore
from lstm_core.runs.groups import GroupStore
from lstm_core.runs.store import RunStore


def home() -> Home:
    return Home.default()


def store() -> RunStore:
    return _store(home().database)


def costs() -> CostStore:
    return _costs(home().database)


def corrections() -> CorrectionStore:
    return _corrections(home().database)


def groups() -> GroupStore:
    return _groups(home().database)


def inference() -> Inference:
    return _inference(home().folder)


def analyses() -> Analyses:
    return _analyses(home().folder)


def errands() -> Errands:
    return _errands(home().folder)


def close() -> None:
    """Ends the processes that were started for pages."""
    for service in (inference(), analyses(), errands()):
        service.close()


@st.cache_resource
def _store(file: Path) -> RunStore:
    return RunStore(file)


@st.cache_resource
def _costs(file: Path) -> CostStore:
    return CostStore(file)


@st.cache_resource
def _corrections(file: Path) -> CorrectionStore:
    return CorrectionStore(file)


@st.cache_resource
def _groups(file: Path) -> GroupStore:
    return GroupStore(file)


@st.cache_resource
def _inference(folder: Path) -> Inference:
    return Inference(Home(folder))


@st.cache_resource
def _analyses(folder: Path) -> Analyses:
    return Analyses(Home(folder))


@st.cache_resource
def _errands(folder: Path) -> Errands:
    return Errands(Home(folder))
