"""How good a forecaster is: errors beside simple methods, by steps ahead, residuals, intervals, several cut-offs."""

from typing import Any

import numpy as np
import streamlit as st

from lstm_core.evaluation.forecast_difference import by_origin, mean_difference
from lstm_core.evaluation.noise import Interval, interval
from lstm_core.evaluation.verdict import value_verdict
from lstm_core.runs.record import RunRecord
from ui import forecast_charts as drawn
from ui import words
from ui.errors import as_sentences
from ui.evaluate import kept
from ui.evaluate.job import job
from ui.plot import plot
from ui.results import forecast_and_truth
from ui.run_record import leave_if_deleted, report

_WHY = "What would simple methods reach on the same values? They need no network: a few seconds."
_WHY_BACKTEST = (
    "One test part may be an easy one, or a hard one. Train this configuration anew at four cut-offs, each time on everything before, and "
    "judge it on the stretch after. Takes about four times as long as the training; nothing of the run is changed."
)


def forecasts_view(run: RunRecord) -> None:
    """The whole view of a forecaster."""
    found = kept.evaluation(run.id)
    _figures(found["figures"])
    baselines = value_comparison(run, found["figures"]["mae"], found["figures"]["rmse"])
    _against_truth(run)
    st.fragment(_intervals)(run)
    _by_step(run, found, baselines)
    residuals(found["residuals"])
    _backtest(run)


def _figures(figures: dict[str, float | None]) -> None:
    described = (
        ("mae", "Off on average (MAE)", "Mean absolute error on the test part, in the unit of the series."),
        ("rmse", "Large errors count more (RMSE)", "Root of the mean squared error, in the same unit."),
        ("smape", "In percent (sMAPE)", "Symmetric mean absolute percentage error, 0 to 200%; says little near 0."),
        (
            "mase",
            "The season before = 1 (MASE)",
            "1 is the error that saying what was a season before makes on the training part.",
        ),
    )
    with st.container(horizontal=True, key="forecast_figures"):
        for name, label, help_text in described:
            value = figures[name]
            if value is not None:
                st.metric(label, f"{value:.1%}" if name == "smape" else words.number(value), help=help_text)


def value_comparison(run: RunRecord, mae: float, rmse: float) -> dict[str, Any] | None:
    """Starts the baselines by itself: no figure should stand alone."""
    found = job("baselines", run, button="Compute the baselines", invitation=_WHY, at_once=True)
    if found is None:
        return None
    with st.container(key="comparison"):
        st.info(words.plain(value_verdict_on(run, mae, found)), icon=":material/balance:")
        st.table(value_rows(run, mae, rmse, found), border="horizontal")
        st.caption(
            "All on the same test part, in the unit of the values. Simple methods are fitted on everything before it. Lead: how much "
            "smaller the error of the model is, with its 95% interval, paired by what was forecast; that an error says something about "
            "the next ones is taken into account (Diebold and Mariano 1995). An interval that holds 0 is no more than noise."
        )
    return found


def value_verdict_on(run: RunRecord, mae: float, found: dict[str, Any]) -> str:
    rivals = {one["title"]: one["mae"] for one in found["baselines"]}
    return value_verdict(run.config.model.cell.upper(), mae, rivals, leads(run, found))


def leads(run: RunRecord, found: dict[str, Any]) -> dict[str, Interval]:
    """How much larger the errors of the simple methods are than those of the model; none where these were not kept one by one."""
    evaluation = kept.evaluation(run.id)
    if evaluation["task"] == "forecasting":
        outputs = kept.forecast_outputs(run.id)
        own, horizon = by_origin(outputs.test.direct_errors(outputs.target)), evaluation["horizon"]
    else:
        own, horizon = evaluation.get("by_origin", []), 0
    others = {one["title"]: one.get("by_origin", []) for one in found["baselines"]}
    return {
        title: mean_difference(np.subtract(errors, own), horizon)
        for title, errors in others.items()
        if own and len(errors) == len(own)
    }


def value_rows(run: RunRecord, mae: float, rmse: float, found: dict[str, Any]) -> list[dict[str, str]]:
    """The model first, then the simple methods, the best one first."""
    known = leads(run, found)
    others = sorted(found["baselines"], key=lambda one: float(one["mae"]))
    return [
        _row(f"this {run.config.model.cell.upper()}", mae, rmse, None),
        *(_row(one["title"], one["mae"], one["rmse"], known.get(one["title"])) for one in others),
    ]


def _row(method: str, mae: float, rmse: float, lead: Interval | None) -> dict[str, str]:
    said = f"{words.number(lead.mean)} ({words.number(lead.low)} to {words.number(lead.high)})" if lead else ""
    return {"method": method, "MAE": words.number(mae), "RMSE": words.number(rmse), "lead of the model": said}


def _against_truth(run: RunRecord) -> None:
    st.subheader("Forecast and truth")
    with st.container(key="forecast"):
        forecast_and_truth(report(run.id)["forecast"], "forecast_chart")


def _intervals(run: RunRecord) -> None:
    leave_if_deleted(run.id)
    with as_sentences():
        found = kept.evaluation(run.id)["intervals"]
        st.subheader("How sure is it?")
        if not found:
            st.caption(
                "No validation part was kept for this run. Intervals made from the test part itself would always seem right."
            )
            return
        with st.container(horizontal=True, vertical_alignment="bottom"):
            level = st.segmented_control(
                "Interval",
                list(found),
                default="0.9",
                key="interval_level",
                format_func=lambda one: f"{float(one):.0%}",
                required=True,
            )
            kind = st.segmented_control(
                "Width", ["adapts", "fixed"], default="adapts", key="interval_width", required=True
            )
        chosen = found[level or "0.9"]
        _coverage(chosen, float(level or 0.9))
        widths = chosen["half_width"] if kind == "fixed" else chosen["adaptive_half_widths"][:-1]
        figure = drawn.with_intervals(report(run.id)["forecast"], widths, float(level or 0.9))
        plot(figure, key="intervals", alt="The forecast one step ahead with its interval, and the truth")
        st.caption(
            "**Fixed**: as wide as the errors on the validation part ask for (split conformal). **Adapts**: learns from every value of the "
            "test part once it is past, wider after a miss, narrower after hits (adaptive conformal inference)."
        )


def _coverage(chosen: dict[str, Any], level: float) -> None:
    with st.container(horizontal=True, key="coverage"):
        for name, title in (
            ("adaptive_coverage", "Inside, where it adapts"),
            ("coverage", "Inside, with a fixed width"),
        ):
            points = (chosen[name] - level) * 100
            st.metric(
                title,
                f"{chosen[name]:.1%}",
                f"{points:+.1f} points from {level:.0%}",
                delta_color="off",
                delta_arrow="off",
            )


def _by_step(run: RunRecord, found: dict[str, Any], baselines: dict[str, Any] | None) -> None:
    st.subheader("How far ahead?")
    columns, horizon = kept.forecast_outputs(run.id).values.shape[1], found["horizon"]
    steps = "one value" if horizon == 1 else f"{horizon} values"
    further = (
        "; further ahead it is fed with its own forecasts"
        if columns == 1
        else f" and goes no further: of the {columns} columns that it reads it forecasts only one"
    )
    said = f"The network forecasts {steps} at once{further}."
    if len(found["by_step"]["mae"]) == 1:  # its error is among the figures above
        st.caption(said)
        return
    others = {one["title"]: one["by_step"]["mae"] for one in (baselines or {}).get("baselines", [])}
    figure = drawn.by_step(found["by_step"]["mae"], others, run.config.model.cell.upper())
    plot(figure, key="by_step", alt="Mean absolute error by steps ahead")
    st.caption(said)


def residuals(found: dict[str, Any]) -> None:
    """Histogram and autocorrelation of the errors one step ahead."""
    st.subheader("What is left over")
    left, right = st.columns(2, gap="large")
    with left:
        plot(drawn.residuals(found), key="residuals", alt="How often each size of error occurs")
        st.caption(
            f"Errors are {words.number(found['mean'])} on average, with a standard deviation of {words.number(found['deviation'])}."
        )
    with right:
        if "autocorrelation" in found:
            plot(drawn.autocorrelation(found), key="autocorrelation", alt="Correlation of errors so many steps apart")
            st.caption(_chance_words(found["chance"]))


def _chance_words(chance: float) -> str:
    tested = f"Ljung-Box test: p = {chance:.3f}" if chance >= 0.001 else "Ljung-Box test: p < 0.001"
    if chance < 0.05:
        return f"An error says something about the next ones: the model leaves something unused. {tested}."
    return f"No sign that an error says anything about the next ones. {tested}."


def _backtest(run: RunRecord) -> None:
    st.subheader("At other times")
    found = job("backtest", run, button="Test it at four cut-offs", invitation=_WHY_BACKTEST)
    if found is None:
        return
    cell = run.config.model.cell.upper()
    plot(drawn.backtest(found["cuts"], cell), key="backtest", alt="Mean absolute error after each cut-off")
    errors = {
        name: np.array([cut["errors"][name] for cut in found["cuts"]])
        for name in found["cuts"][0]["errors"]
        if all(name in cut["errors"] for cut in found["cuts"])
    }
    own = errors.pop(cell)
    means = {name: float(one.mean()) for name, one in errors.items()}
    paired = {name: interval((one - own).tolist()) for name, one in errors.items()}
    said = words.plain(value_verdict(cell, float(own.mean()), means, paired))
    st.caption(f"On average over the {len(found['cuts'])} cut-offs: {said} Paired by cut-off, with Student’s t.")
