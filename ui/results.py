"""How a trained network did on the part it never saw: what is shown follows from what it answers."""

import math
from typing import Any

import streamlit as st

from lstm_core.runs.record import RunRecord
from ui import charts, words
from ui.keeping_time import keeping_time
from ui.plot import plot
from ui.run_record import report

_RULES = {
    "last value": "as the last value",
    "linear fit of two lags": "a linear fit of the last two values",
    "seasonal naive": "as a season ago (seasonal naive)",
    "seasonal naive plus its growth": "as a season ago, and what has been gained since",
}


def results(run: RunRecord) -> None:
    """Classes: figures and the confusion matrix. Values: errors beside simple rules, and the forecast or every prediction."""
    found, noun = report(run.id), words.noun(run)
    st.subheader(f"On {noun} it never saw")
    if "confusion_matrix" in found:
        _classes(run, found, noun)
    else:
        _values(run, found)


def mistakes(run: RunRecord) -> None:
    """The worst ones, as a table to be opened."""
    found, noun = report(run.id), words.noun(run)
    if "confusion_matrix" not in found:
        _farthest(found.get("worst") or [])
        return
    wrong = found["mistakes"]
    with st.expander(_title(len(wrong), "mistake") if wrong else "It made no mistake on the test part"):
        if wrong:
            st.dataframe(
                wrong,
                column_order=["probability", "predicted", "label", "text"],
                column_config={
                    "probability": st.column_config.NumberColumn("how sure", format="percent", width="small"),
                    "predicted": st.column_config.TextColumn("it said", width="small"),
                    "label": st.column_config.TextColumn("it was", width="small"),
                    "text": st.column_config.TextColumn(noun.removesuffix("s"), width="large"),
                },
                hide_index=True,
            )


def _classes(run: RunRecord, found: dict[str, Any], noun: str) -> None:
    classes = found["classes"]
    figures, matrix = st.columns([2, 3])
    with figures:
        st.metric(
            "Accuracy",
            f"{found['accuracy']:.1%}",
            help="Share of right answers on the test part. Below it: what always saying the class most frequent in training would get.",
        )
        st.caption(f"baseline: always saying the class most frequent in training, {found['baseline_accuracy']:.1%}")
        with st.container(horizontal=True):
            for name, help_text in _figures(classes, noun).items():
                st.metric(name.capitalize() if name != "f1" else "F1", f"{found[name]:.1%}", help=help_text)
            chance = f"ln {len(classes)} = {math.log(len(classes)):.3f}"
            st.metric(
                "Loss",
                f"{found['loss']:.3f}",
                help=f"Mean cross-entropy in nats; giving every class the same chance gives {chance}.",
            )
    with matrix, st.container(key="confusion_matrix"):
        figure = charts.confusion_matrix(found["confusion_matrix"], classes)
        plot(figure, key=f"confusion_matrix_{run.id}", alt="Confusion matrix of the test part")


def _figures(classes: list[str], noun: str) -> dict[str, str]:
    if len(classes) != 2:
        return {
            "precision": f"Of the {noun} called by a class's name, the share that is of it; mean over the classes.",
            "recall": f"Of the {noun} of a class, the share that was called so; mean over the classes.",
            "f1": "Harmonic mean of precision and recall; mean over the classes.",
        }
    name = words.plain(classes[1])
    return {
        "precision": f"Of the {noun} called “{name}”, the share that is.",
        "recall": f"Of the {noun} that are “{name}”, the share that was called so.",
        "f1": "Harmonic mean of precision and recall.",
    }


def _values(run: RunRecord, found: dict[str, Any]) -> None:
    figures, picture = st.columns([2, 5])
    with figures:
        st.metric(
            "Off on average (MAE)",
            words.number(found["mae"]),
            help="Mean absolute error on the test part, in the unit of the values. Below it: rules that need no network.",
        )
        _rules(found)
        with st.container(horizontal=True):
            st.metric(
                "Large errors count more (RMSE)",
                words.number(found["rmse"]) if "rmse" in found else words.number(math.sqrt(found["mse"])),
                help="Root of the mean squared error, in the same unit.",
            )
            if found.get("mase") is not None:
                st.metric(
                    "The season before = 1 (MASE)",
                    words.number(found["mase"]),
                    help="Mean absolute scaled error: 1 is the error that saying what was a season before makes on the training part.",
                )
    with picture:
        _picture(run, found)


def _rules(found: dict[str, Any]) -> None:
    """What the values are; then the baselines, the best one first."""
    value = (found.get("forecast") or {}).get("value")
    rules = sorted((figures["mae"], name) for name, figures in (found.get("baselines") or {}).items())
    lines = [f"baseline: {words.plain(_RULES.get(name, name))}: {words.number(mae)}" for mae, name in rules]
    st.caption("  \n".join([*([f"values: {words.plain(value)}"] if value else []), *lines]))


def _picture(run: RunRecord, found: dict[str, Any]) -> None:
    if forecast := found.get("forecast"):
        with st.container(key="forecast"):
            forecast_and_truth(forecast, f"forecast_{run.id}")
        keeping_time(found.get("by_season") or (), found.get("season") or 0)
    elif pairs := found.get("pairs"):
        with st.container(key="truth_and_prediction"):
            figure = charts.truth_and_prediction(pairs["truth"], pairs["predicted"])
            plot(figure, key=f"pairs_{run.id}", alt="What the model says against what it really is")


def forecast_and_truth(forecast: dict[str, Any], key: str) -> None:
    """The test part with its forecasts; a model that reads columns it does not forecast has no free-running one."""
    free = bool(forecast.get("free_running"))
    alt = "The test part as it was, and forecast one step ahead"
    plot(charts.forecast(forecast), key=key, alt=f"{alt}, and forecast from forecasts" if free else alt)
    shown = len(forecast["truth"])
    if forecast.get("of", shown) > shown:
        st.caption(f"The first {shown:,} of {forecast['of']:,} steps of the test part.")
    from_forecasts = " **Free-running** sees only its own forecasts once the test part has begun, so its errors add up."
    st.caption(f"**One step ahead** sees the true past at every step.{from_forecasts if free else ''}")


def _farthest(worst: list[dict[str, Any]]) -> None:
    if worst:
        with st.expander(_title(len(worst), "error")):
            st.dataframe(worst, hide_index=True)


def _title(count: int, noun: str) -> str:
    return f"Its worst {noun}" if count == 1 else f"Its {count} worst {noun}s"
