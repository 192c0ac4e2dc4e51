"""What a run did not keep of its answers, or what is gone or damaged since: its model answers once more."""

import streamlit as st

from lstm_core.errors import LabError
from lstm_core.runs.record import RunRecord
from ui import services, words
from ui.evaluate import kept
from ui.evaluate.job import job

_NOT_KEPT = (
    "This run was trained before answers were kept. Let its model answer the validation and test part once more; then everything "
    "about it can be shown. Nothing is trained."
)


def answers_are_there(run: RunRecord) -> bool:
    """Whether what the model answered is kept and whole; else the way to have it again stands on the page."""
    if not kept.is_there(run.id):
        answer_again(run)
        return False
    try:
        kept.check(run.id)
    except LabError as problem:
        answer_again(run, str(problem))
        return False
    return True


def answer_again(run: RunRecord, problem: str = "") -> None:
    """problem: what is wrong with what was kept; none where nothing was."""
    analyses = services.analyses()
    if analyses.state("answers", run).status == "done":  # of an earlier time: what came of it is what is missing
        analyses.forget("answers", run)
    if problem:
        st.error(words.plain(problem), icon=":material/error:")
    invitation = (
        "Its model answers the validation and test part once more; nothing is trained." if problem else _NOT_KEPT
    )
    job("answers", run, button="Let it answer again", invitation=invitation)
