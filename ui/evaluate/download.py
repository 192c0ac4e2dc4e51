"""The button that hands out the evaluation as one file."""

import json
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from lstm_core.config import SETTINGS
from lstm_core.runs.record import RunRecord
from ui import charts, services, words
from ui import evaluation_charts as of_classes
from ui import forecast_charts as of_values
from ui.evaluate import kept
from ui.evaluate.classes import figures_by_class
from ui.evaluate.comparison import rows, verdict_on
from ui.evaluate.forecasts import value_rows, value_verdict_on
from ui.evaluate.said import Said
from ui.html_report import html_report
from ui.run_record import report


def report_download(run: RunRecord) -> None:
    """Made when it is asked for."""
    st.download_button(
        "Report as one HTML file",
        lambda: evaluation_html(run),
        file_name=f"{run.id}-evaluation.html",
        mime="text/html",
        key="report_download",
        icon=":material/download:",
        on_click="ignore",
    )


def evaluation_html(run: RunRecord) -> str:
    """Everything of the page that does not move, with the settings of the run."""
    evaluation = kept.evaluation(run.id)
    baselines = services.analyses().result("baselines", run)
    figures: dict[str, go.Figure]
    if evaluation["task"] == "classification":
        outputs, names = kept.class_outputs(run.id), evaluation["classes"]
        said = Said(outputs, outputs.predicted)
        tables = {"Beside simple methods": rows(run, said, baselines) if baselines else []}
        threshold = ", at the threshold 0.50" if len(names) == 2 else ""
        tables[f"Class by class{threshold}"] = figures_by_class(said, names)
        verdict = verdict_on(run, said, baselines) if baselines else ""
        tables["How sure it is"] = _calibration_rows(evaluation["calibration"])
        figures = _class_figures(evaluation, said.matrix.tolist())
    else:
        mae, rmse = run.metrics["mae"], run.metrics["rmse"]
        tables = {"Beside simple methods": value_rows(run, mae, rmse, baselines) if baselines else []}
        verdict = value_verdict_on(run, mae, baselines) if baselines else ""
        figures = _value_figures(run, evaluation)
    title = f"{words.title(run.config)}, {words.score(run.metrics)}, {run.id}"
    return html_report(title, verdict, {**tables, "Settings": _settings(run)}, figures)


def _settings(run: RunRecord) -> list[dict[str, str]]:
    """Those that say something about this data set."""
    data_set = run.config.data.data_set
    return [
        {"setting": name, "value": json.dumps(value, ensure_ascii=False)}
        for name, value in run.config.flat().items()
        if name not in SETTINGS or SETTINGS[name].applies_to(data_set)
    ]


def _calibration_rows(found: dict[str, Any]) -> list[dict[str, str]]:
    measured = {"as it is": found["before"]}
    if "after" in found:
        measured[f"with temperature {found['temperature']:.2f}"] = found["after"]
    return [
        {"probabilities": name, "expected calibration error": f"{one['error']:.1%}", "loss": f"{one['loss']:.3f}"}
        for name, one in measured.items()
    ]


def _class_figures(evaluation: dict[str, Any], matrix: list[list[int]]) -> dict[str, go.Figure]:
    names: list[str] = evaluation["classes"]
    curves = of_classes.hardest(evaluation["curves"])
    return {
        "What it takes for what": charts.confusion_matrix(matrix, names),
        "ROC curve": of_classes.roc(curves),
        "Precision and recall": of_classes.precision_recall(curves),
        "Calibration": of_classes.calibration(evaluation["calibration"]),
    }


def _value_figures(run: RunRecord, evaluation: dict[str, Any]) -> dict[str, go.Figure]:
    figures = {"What is left over": of_values.residuals(evaluation["residuals"])}
    if evaluation["task"] == "forecasting":
        cell, own = run.config.model.cell.upper(), evaluation["by_step"]["mae"]
        figures = {
            "Forecast and truth": charts.forecast(report(run.id)["forecast"]),
            "How far ahead": of_values.by_step(own, {}, cell),
            **figures,
        }
    return figures
