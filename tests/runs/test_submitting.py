"""Which run a wish comes to: a new one, or one that is there."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from stored import CONFIG, ended, now, queued, running

from lstm_core.home import Home
from lstm_core.runs.record import Progress, RunRecord, Status
from lstm_core.runs.store import RunStore


def test_a_new_run_waits_with_its_config(store: RunStore):
    run, is_new = store.submit(CONFIG, "key")
    assert is_new
    assert run.status == Status.QUEUED
    assert run.config == CONFIG
    assert run.key == "key"
    assert run.id.startswith("toy-reviews-")
    assert (run.message, run.stop_requested, run.started, run.ended, run.facts, run.metrics) == (
        "",
        False,
        None,
        None,
        {},
        {},
    )
    assert run.progress == Progress()
    assert store.get(run.id) == run
    assert store.waiting() == 1


def test_another_store_of_the_same_file_knows_it_too(store: RunStore, home: Home):
    run = queued(store)
    assert RunStore(home.database).get(run.id) == run


@pytest.mark.parametrize(
    "make", [queued, running, lambda store: ended(store, Status.FINISHED)], ids=["queued", "running", "finished"]
)
def test_the_same_run_is_joined_while_it_waits_runs_or_is_finished(
    store: RunStore, make: Callable[[RunStore], RunRecord]
):
    old = make(store)
    assert store.submit(CONFIG, "key") == (old, False)
    assert len(store.newest()) == 1


@pytest.mark.parametrize("status", [Status.STOPPED, Status.FAILED])
def test_a_run_that_did_not_reach_its_end_is_not_joined(store: RunStore, status: Status):
    old = ended(store, status)
    run, is_new = store.submit(CONFIG, "key")
    assert is_new
    assert run.id != old.id


def test_a_run_that_is_being_stopped_is_not_joined(store: RunStore):
    dying = running(store)
    store.request_stop(dying.id)
    run, is_new = store.submit(CONFIG, "key")
    assert is_new
    assert run.id != dying.id
    assert store.submit(CONFIG, "key") == (run, False)


def test_a_run_that_reached_its_end_before_the_stop_is_joined(store: RunStore):
    run = running(store)
    store.request_stop(run.id)
    store.end(run.id, Status.FINISHED)
    assert store.submit(CONFIG, "key") == (now(store, run), False)


def test_a_run_that_waits_is_joined_although_a_newer_one_failed(store: RunStore):
    finished = ended(store, Status.FINISHED)
    ended(store, Status.FAILED)
    assert store.submit(CONFIG, "key") == (finished, False)


def test_the_newest_of_several_is_joined(store: RunStore):
    ended(store, Status.FINISHED)
    newest = ended(store, Status.FINISHED)
    assert store.submit(CONFIG, "key")[0].id == newest.id


def test_a_run_of_another_key_is_not_joined(store: RunStore):
    queued(store, "one key")
    assert store.submit(CONFIG, "another key")[1]


def test_again_makes_a_new_run(store: RunStore):
    old = ended(store, Status.FINISHED)
    run, is_new = store.submit(CONFIG, "key", again=True)
    assert is_new
    assert run.id != old.id


def test_many_clicks_at_once_make_one_run(store: RunStore):
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: store.submit(CONFIG, "key"), range(24)))
    assert len({run.id for run, _ in answers}) == 1
    assert sum(is_new for _, is_new in answers) == 1
