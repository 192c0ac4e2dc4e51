"""What every page owes in every state the lab can be in."""

import sqlite3

import pytest
from filled_lab import FilledLab, OpenPage

from lstm_core.errors import LabError
from lstm_core.runs.store import RunStore
from ui import services

PAGES = ["home", "train", "evaluate", "predict", "inside", "compare", "data", "runs"]
STATES = ["nothing", "queued", "fetching", "running", "finished", "stopped", "stopped_before_training", "failed"]
TASKS = ["forecast", "adding", "one_class", "overfitted", "digits"]


@pytest.mark.parametrize("state", [*STATES, *TASKS])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_can_be_shown(page: str, state: str, lab: FilledLab, open_page: OpenPage) -> None:
    query = {} if state == "nothing" else {"run": getattr(lab, state)().id}
    at = open_page(page, **query)
    assert not at.exception
    assert not at.error or state == "failed"


@pytest.mark.parametrize("page", ["home", "predict", "inside", "compare", "runs"])
def test_a_page_shows_the_sentence_of_a_lab_error(
    page: str, lab: FilledLab, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise LabError("The disk is full: free 2 GB and try again.")

    monkeypatch.setattr(services, "store", broken)
    at = open_page(page)
    assert {error.value for error in at.error} == {"The disk is full: free 2 GB and try again."}
    assert not at.exception


@pytest.mark.parametrize("page", ["home", "predict", "runs"])
def test_a_page_that_breaks_stays_calm_and_logs_why(
    page: str, lab: FilledLab, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(services, "store", broken)
    at = open_page(page)
    assert not at.exception
    assert at.error
    for error in at.error:
        assert "your runs are kept" in error.value
        assert "ZeroDivisionError" not in error.value
        assert "Traceback" not in error.value
    assert "ZeroDivisionError" in caplog.text


def test_a_status_line_that_breaks_leaves_the_rest_of_the_page(
    lab: FilledLab, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_store: RunStore) -> int:
        raise LabError("The disk is full: free 2 GB and try again.")

    monkeypatch.setattr(RunStore, "waiting", broken)
    at = open_page("home")
    assert not at.exception
    assert [error.value for error in at.error] == ["The disk is full: free 2 GB and try again."]
    assert at.button("train_toy-reviews")


def test_a_store_of_another_version_is_a_sentence(lab: FilledLab, open_page: OpenPage) -> None:
    database = sqlite3.connect(lab.home.database)
    database.execute("PRAGMA user_version = 999")
    database.close()
    at = open_page("runs")
    assert "another version" in at.error[0].value
    assert not at.exception
