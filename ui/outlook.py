"""What comes next in a series: forecasts from its last values on, or from newer ones that a person brings."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st

from lstm_core.data import uploads
from lstm_core.data.far_values import far_values
from lstm_core.evaluation.outlook import Outlook, outlook
from lstm_core.runs.record import RunRecord
from ui import forecast_charts, services, words
from ui.errors import as_sentences
from ui.evaluate import kept
from ui.evaluate.again import answers_are_there
from ui.looked import looked
from ui.own_data.bring import bring
from ui.own_data.waiting import errand
from ui.plot import plot
from ui.run_record import leave_if_deleted, report

_MOST_STEPS = 200  # past the horizon every step is asked for by itself
_USUAL_STEPS = 24
_SHOWN, _BEFORE = 300, 4  # values before the forecast, at most and as a multiple of its steps
_NEWER = "values"  # in the URL: the upload with newer ones


@dataclass(frozen=True)
class Past:
    """The last T values, F at each time, the target first."""

    values: np.ndarray  # (T, F)
    times: Sequence[object]  # (T,)
    where: str  # they come from


def forecasts_ahead(run: RunRecord) -> None:
    """Of a forecaster: from which values on, how far, how sure."""
    st.header("What comes next")
    if not answers_are_there(run):
        return
    with as_sentences():  # the box below does without it
        past = _newer(run) if st.query_params.get(_NEWER) else _own(run)
        if past:
            st.fragment(_from)(run, past)
        _other_values(run)


def _own(run: RunRecord) -> Past:
    """The end of the series it was trained and tested on."""
    found = kept.forecast_outputs(run.id)
    count = _needed(run)
    times: Sequence[object] = found.times or range(1, len(found.values) + 1)
    return Past(found.values[-count:], times[-count:], "the series it was trained and tested on")


def _newer(run: RunRecord) -> Past | None:
    """The end of the file in the URL; None while it is read, and where it cannot be used, which is said."""
    upload = uploads.get(st.query_params[_NEWER], services.home())
    if upload is None:
        st.warning("The file with newer values is not here any more. Bring it again.")
        return None
    columns = list(kept_columns(run))
    taken = report(run.id)["forecast"].get("taken", {})
    arguments = {"upload": upload.id, "columns": columns, "taken": taken, "most": _needed(run)}
    file = services.home().upload(upload.id) / f"newest-{run.id}.json"
    found = errand("newest-values", arguments, file, f"Reading {words.size(upload.size)}")
    if not found:
        return None
    values = np.array(found["values"], float)
    for sentence in far_values(values[-run.config.data.window :], kept.forecast_outputs(run.id).values, found["names"]):
        st.warning(words.plain(sentence))
    return Past(values, found["times"], upload.name)


def kept_columns(run: RunRecord) -> Sequence[str]:
    """What the values of its series are called, the target first; runs of earlier versions know the target alone."""
    names = kept.forecast_outputs(run.id).names
    return names or (str(report(run.id)["forecast"].get("value") or ""),)


def _needed(run: RunRecord) -> int:
    return max(run.config.data.window, _SHOWN)


def _from(run: RunRecord, past: Past) -> None:
    """All that moves with the choices."""
    leave_if_deleted(run.id)
    with as_sentences():
        steps, level = _choices(run, past.values.shape[1])
        evaluation = kept.evaluation(run.id)
        values = past.values[-run.config.data.window :].tolist()
        found = looked({"ask": "ahead", "run": run.id, "values": values, "steps": steps}, "Forecasting step by step")
        if found is None:
            return
        following = outlook(found["values"], evaluation, level)
        shown = max(steps * _BEFORE, run.config.data.window)
        history = {"times": past.times[-shown:], "values": past.values[-shown:, 0].tolist()}
        figure = forecast_charts.ahead(history, following.values, following.half_widths, level)
        with st.container(key="outlook"):
            plot(figure, key="outlook_chart", alt="The last values and the forecast of the next ones")
        named = report(run.id)["forecast"].get("value")
        st.caption(words.plain(f"{f'{named}, from' if named else 'From'} {past.where}. {_how_sure(following, level)}"))
        st.download_button(
            "Download as CSV",
            following.as_csv,
            file_name=f"{run.id}-next-{steps}.csv",
            mime="text/csv",
            key="outlook_download",
            icon=":material/download:",
            on_click="ignore",
        )


def _choices(run: RunRecord, columns: int) -> tuple[int, float]:
    """How many steps, and the level of the interval."""
    horizon, levels = run.config.data.horizon, list(kept.evaluation(run.id)["intervals"])
    most = horizon if columns > 1 else max(horizon, _MOST_STEPS)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        steps = st.number_input(
            "Steps ahead",
            1,
            most,
            min(most, max(horizon, _USUAL_STEPS)),
            key=f"steps_ahead_{most}",
            width=180,
            help=f"The network forecasts {horizon} at once. "
            + (
                f"It reads {columns} columns, and the others are known no further than now: {horizon} is the most."
                if columns > 1
                else f"Further ahead it is fed with its own forecasts; up to {most}."
            ),
        )
        level = "0.9"
        if levels:
            level = (
                st.segmented_control(
                    "Interval",
                    levels,
                    default="0.9",
                    key="outlook_level",
                    format_func=lambda one: f"{float(one):.0%}",
                    required=True,
                )
                or level
            )
    return steps, float(level)


def _how_sure(following: Outlook, level: float) -> str:
    """What the interval is made of, and where it ends."""
    widths, steps = following.half_widths, len(following.values)
    if not widths:
        return "No validation part was kept for this run, so there are no errors to make an interval of."
    wide = f"± {words.number(widths[0])} one step ahead" + (
        f" and ± {words.number(widths[-1])} at step {len(widths)}" if len(widths) > 1 else ""
    )
    ends = (
        f" Errors were measured up to {len(widths)} {'step' if len(widths) == 1 else 'steps'} ahead; past that there is no interval."
        if steps > len(widths)
        else ""
    )
    return (
        f"The {level:.0%} interval is as wide as the errors so many steps ahead, on values the model was not trained on, ask for "
        f"(conformal): {wide}.{ends}"
    )


def _other_values(run: RunRecord) -> None:
    """The way to newer values, and back."""
    if st.query_params.get(_NEWER):
        st.button(
            "Back to its own series",
            key="own_values",
            icon=":material/undo:",
            on_click=_back,
        )
        return
    columns = ", ".join(kept_columns(run))
    with st.expander("Go on from newer values", icon=":material/upload_file:"):
        st.caption(
            words.plain(
                f"A file with the column {columns}" if "," not in columns else f"A file with the columns {columns}"
            )
            + ", the oldest values first or with their times."
        )
        bring(lambda upload: st.query_params.update({_NEWER: upload}), "CSV, TSV, JSON Lines, Parquet or Excel")


def _back() -> None:
    del st.query_params[_NEWER]
