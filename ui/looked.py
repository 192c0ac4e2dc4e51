"""Questions to the process that looks inside models: asked once for all sessions, in the background, so that no page waits."""

import hashlib
import json
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

import streamlit as st

from lstm_core.errors import LabError
from lstm_core.execution.inspector import Inspector
from lstm_core.home import Home
from ui import services
from ui.patience import failed, patiently

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
        """The same question gives the same answer; one that failed has failed until it is forgotten."""
        key = _key(question)
        with self._lock:
            if key not in self._asked:
                self._asked[key] = self._pool.submit(self._inspector.ask, question)
            self._asked.move_to_end(key)
            if len(self._asked) > _KEPT:
                self._asked.popitem(last=False)
            return self._asked[key]

    def asked_before(self, question: dict[str, Any]) -> Future[Reply] | None:
        """Its answer, perhaps still to come; asks nothing."""
        with self._lock:
            return self._asked.get(_key(question))

    def forget(self, question: dict[str, Any]) -> None:
        """It is asked anew the next time."""
        with self._lock:
            self._asked.pop(_key(question), None)

    def close(self) -> None:
        self._inspector.close()
        self._pool.shutdown(cancel_futures=True)


def _key(question: dict[str, Any]) -> str:
    return json.dumps(question, sort_keys=True)


@st.cache_resource
def _questions(folder: Path) -> Questions:
    return Questions(Inspector(Home(folder)))


def questions() -> Questions:
    return _questions(services.home().folder)


def looked(question: dict[str, Any], what: str = "Looking inside the model") -> Reply | None:
    """The answer; None while it is worked at, which is then said here, and the page is drawn anew when it is there.

    None too for what cannot be answered, which is said here with a button to ask again: nothing that fails is asked again by itself.
    """
    return patiently(questions().asked(question), what, **_when_failed(question))


def say_failure(question: dict[str, Any], problem: LabError) -> None:
    """The sentence, with a button that asks anew."""
    failed(problem, **_when_failed(question))


def _when_failed(question: dict[str, Any]) -> dict[str, Any]:
    digest = hashlib.blake2b(_key(question).encode(), digest_size=8).hexdigest()
    return {"key": digest, "again": partial(questions().forget, question)}
