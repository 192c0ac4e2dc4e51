"""What a run left for its evaluation: read once, and again when it was written anew."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import streamlit as st

from lstm_core.data import kept_texts
from lstm_core.errors import LabError
from lstm_core.evaluation.forecast_outputs import ForecastOutputs
from lstm_core.evaluation.outputs import EVALUATION, ClassOutputs
from lstm_core.runs.record import RunRecord
from ui import services

_LETTERS = 200  # of a text that is only an example


def is_there(run_id: str) -> bool:
    """Whether the run has kept what it answered; runs of earlier versions did not."""
    return _file(run_id).exists()


def check(run_id: str) -> None:
    """Raises LabError where something of what was kept is damaged."""
    match evaluation(run_id)["task"]:
        case "classification":
            class_outputs(run_id)
        case "forecasting":
            forecast_outputs(run_id)


def evaluation(run_id: str) -> dict[str, Any]:
    """Raises LabError where the file is gone or damaged."""
    return _evaluation(_file(run_id), _written(run_id))


def class_outputs(run_id: str) -> ClassOutputs:
    """Raises LabError where the file is gone or damaged."""
    return _class_outputs(_file(run_id).parent, _written(run_id))


def forecast_outputs(run_id: str) -> ForecastOutputs:
    """Raises LabError where the file is gone or damaged."""
    return _forecast_outputs(_file(run_id).parent, _written(run_id))


@st.cache_resource(max_entries=2)
def texts(name: str) -> pa.ChunkedArray:
    """Of a test part. Raises LabError where they are gone."""
    return kept_texts.read(name, services.home().texts)


def first_texts(run: RunRecord, count: int) -> list[str]:
    """The beginnings of some texts of the test part, each on one line; none where they are gone."""
    with suppress(LabError):
        if is_there(run.id) and evaluation(run.id)["task"] == "classification":
            found = texts(class_outputs(run.id).texts)[:count].to_pylist()
            return [" ".join(text.split())[:_LETTERS] for text in found]
    return []


def _file(run_id: str) -> Path:
    return services.home().run(run_id) / EVALUATION


def _written(run_id: str) -> float:
    try:
        return _file(run_id).stat().st_mtime
    except OSError:
        raise LabError(f"What run {run_id} answered is gone; perhaps the run was deleted. Reload the page.") from None


@st.cache_data(max_entries=32)
def _evaluation(file: Path, written: float) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return {"task": found["task"], **found}
    except (OSError, ValueError, KeyError, TypeError):
        raise LabError(f"The evaluation of run {file.parent.name} is damaged. Let it answer again.") from None


@st.cache_resource(max_entries=8)
def _class_outputs(folder: Path, written: float) -> ClassOutputs:
    return ClassOutputs.load(folder)


@st.cache_resource(max_entries=8)
def _forecast_outputs(folder: Path, written: float) -> ForecastOutputs:
    return ForecastOutputs.load(folder)
