"""Questions to the process that looks inside models: asked once for all sessions, in the background, so that no page waits."""

import json
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from pathlib import Path
from threading import Lock
from typing import Any

import streamlit as st

from lstm_core.execution.inspector import Inspector
from lstm_core.home import Home
from ui import services
from ui.errors import as_sentences

_PATIENCE = 0.25  # seconds a page waits itself: what takes less needs no second drawing
_KEPT = 200

Reply = dict[str, Any]


class Questions:
    """The newest questions with their answers."""

    def __init__(self, inspector: Inspector) -> None:
        self._inspector = inspector
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="looked")
        self._lock = Lock()
        self._asked = OrderedDict[str, Future[Reply]]()

    def asked(self, question: dict[str, Any]) -> Future[Reply]:
        """The same question gives the same answer, unless it failed: then it is asked again."""
        key = json.dumps(question, sort_keys=True)
        with self._lock:
            old = self._asked.get(key)
            if old is None or (old.done() and old.exception()):
                self._asked[key] = self._pool.submit(self._inspector.ask, question)
            self._asked.move_to_end(key)
            if len(self._asked) > _KEPT:
                self._asked.popitem(last=False)
            return self._asked[key]

    def known(self, question: dict[str, Any]) -> Reply | None:
        """The answer where there is one already. Raises LabError where there is none to be had."""
        with self._lock:
            old = self._asked.get(json.dumps(question, sort_keys=True))
        return old.result() if old and old.done() else None

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)
        self._inspector.close()


@st.cache_resource
def _questions(folder: Path) -> Questions:
    return Questions(Inspector(Home(folder)))


def questions() -> Questions:
    return _questions(services.home().folder)


def looked(question: dict[str, Any], what: str = "Looking inside the model") -> Reply | None:
    """The answer; None while it is worked at, which is then said here, and the page is drawn anew when it is there.

    Raises LabError for what cannot be answered.
    """
    future = questions().asked(question)
    try:
        return future.result(_PATIENCE)
    except NotYet:
        _waiting(future, what)
        return None


@st.fragment(run_every=0.3)
def _waiting(future: Future[Reply], what: str) -> None:
    with as_sentences():
        if future.done():
            st.rerun()
        st.caption(f":material/hourglass_top: {what} …")
