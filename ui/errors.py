"""What a person sees of an error: a sentence. The log gets the rest."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from lstm_core.errors import LabError
from ui import words

log = logging.getLogger(__name__)


@contextmanager
def as_sentences() -> Iterator[None]:
    """Shows an error in its `with` block in the place where it happened. Every page and every fragment has one."""
    try:
        yield
    except LabError as problem:
        st.error(words.plain(str(problem)), icon=":material/error:")
    except Exception:
        log.exception("a page failed")
        st.error(
            "This page met something it was not made for. Nothing is lost: your runs are kept. "
            "Reload the page; what happened is in the log of the server.",
            icon=":material/error:",
        )
