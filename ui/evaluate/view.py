"""The evaluation of one run, or the way to it."""

import streamlit as st

from lstm_core.runs.record import RunRecord
from ui.evaluate import kept
from ui.evaluate.classes import classes_view
from ui.evaluate.download import report_download
from ui.evaluate.forecasts import forecasts_view, residuals, value_comparison
from ui.evaluate.job import job
from ui.results import results

_WHY = (
    "This run was trained before answers were kept. Let its model answer the validation and test part once more; then everything "
    "about it can be shown. Nothing is trained."
)


def evaluation_view(run: RunRecord) -> None:
    """Of a run that has a model."""
    if not kept.is_there(run.id):
        if job("answers", run, button="Let it answer again", invitation=_WHY) is not None:
            st.rerun()
        return
    report_download(run)
    match kept.evaluation(run.id)["task"]:
        case "classification":
            classes_view(run)
        case "forecasting":
            forecasts_view(run)
        case _:
            _values_view(run)


def _values_view(run: RunRecord) -> None:
    """Numbers that are no series."""
    results(run)
    value_comparison(run, run.metrics["mae"], run.metrics["rmse"])
    residuals(kept.evaluation(run.id)["residuals"])
