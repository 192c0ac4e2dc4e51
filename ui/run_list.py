"""Runs as a list: open, try, delete."""

import streamlit as st

from lstm_core.execution.deletion import delete_run
from lstm_core.labs import lab_of
from lstm_core.runs.record import RunRecord, Status
from ui import services, words
from ui.errors import as_sentences
from ui.run_view import badge


def run_list(runs: list[RunRecord], *, deletable: bool = False) -> None:
    """One card a run, in the order given."""
    for run in runs:
        with st.container(border=True, key=f"row_{run.id}"):
            _row(run, deletable)


def _row(run: RunRecord, deletable: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(width=520, gap=None):
            st.markdown(f"**{words.plain(words.title(run.config))}** · {words.moment(run.created)}")
            st.caption(" · ".join([run.id, *_lab(run), words.summary(run.config)]))
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            if run.metrics:
                st.markdown(f"**{words.score(run.metrics)}**")
            badge(run.status)
            st.page_link("../pages/train.py", label="Open", icon=":material/open_in_new:", query_params={"run": run.id})
            if run.has_model:
                st.page_link("../pages/predict.py", label="Try", icon=":material/chat:", query_params={"run": run.id})
            if deletable and run.status != Status.RUNNING:
                _delete_button(run)


def _lab(run: RunRecord) -> list[str]:
    """The question it answers, where it was asked by a lab: of every cell and seed of it."""
    config = run.config.model_copy(update={"model": run.config.model.model_copy(update={"cell": "lstm"})})
    lab = lab_of(config)
    return [f"“{lab.title}”"] if lab and lab.title != words.title(lab.config) else []


def _delete_button(run: RunRecord) -> None:
    with st.popover("Delete", icon=":material/delete:", key=f"ask_delete_{run.id}"):
        st.markdown(f"Delete **{run.id}** with its curves, its model and its report? This cannot be undone.")
        st.button("Yes, delete it", key=f"delete_{run.id}", type="primary", on_click=_delete, args=[run.id])


def _delete(run_id: str) -> None:
    with as_sentences():
        delete_run(run_id, services.store(), services.analyses(), services.home())
