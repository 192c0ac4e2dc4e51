"""What a page does with an answer that is still to come: it waits a moment, else says so and is drawn anew."""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from typing import TypeVar

import streamlit as st

from lstm_core.errors import LabError
from ui import words
from ui.errors import as_sentences

_PATIENCE = 0.1  # seconds a page waits itself, for each of up to three answers: what takes less needs no second drawing

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")


def patiently(future: Future[Answer], what: str, *, key: str, again: Callable[[], None]) -> Answer | None:
    """The answer; None while it is worked at, which is then said here, and where it failed.

    what: is being done. key: of the button under a failure. again: what it does before the page is drawn anew, so that nothing that
    fails is asked for again by itself.
    """
    try:
        return future.result(_PATIENCE)
    except NotYet:
        _waiting(future, what)
    except LabError as problem:
        failed(problem, key=key, again=again)
    except Exception:
        log.exception("a question failed")
        failed(LabError("This failed unexpectedly; what happened is in the log of the server."), key=key, again=again)
    return None


def failed(problem: LabError, *, key: str, again: Callable[[], None]) -> None:
    """The sentence, and a button to try again."""
    st.error(words.plain(str(problem)), icon=":material/error:")
    st.button("Try again", key=f"again_{key}", icon=":material/replay:", on_click=again)


@st.fragment(run_every=0.3)
def _waiting(future: Future[Answer], what: str) -> None:
    with as_sentences():
        if future.done():
            st.rerun()
        st.caption(f":material/hourglass_top: {what} …")
