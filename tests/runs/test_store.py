import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from stored import WORKER, ended, now, point, queued, running

from lstm_core.errors import LabError
from lstm_core.home import Home
from lstm_core.runs.record import Progress, Status
from lstm_core.runs.store import RunStore, WorkerIdentity

# Claiming


def test_the_oldest_waiting_run_is_claimed_first(store: RunStore):
    waiting = [queued(store, f"key {number}").id for number in range(4)]
    claimed = [store.claim(WORKER) for _ in range(5)]
    assert [run.id if run else None for run in claimed] == [*waiting, None]
    assert store.waiting() == 0


def test_a_claimed_run_is_that_workers(store: RunStore):
    run = running(store)
    assert run.status == Status.RUNNING
    assert run.started is not None
    assert store.running() == [(run.id, WORKER)]


def test_no_run_is_claimed_twice_however_many_ask(store: RunStore, home: Home):
    waiting = {queued(store, f"key {number}").id for number in range(40)}
    begin = threading.Barrier(4)

    def claim_all(number: int) -> list[str]:
        own, claimed = RunStore(home.database), []
        begin.wait(60)
        while run := own.claim(WorkerIdentity(number, 0.0)):
            claimed.append(run.id)
        return claimed

    with ThreadPoolExecutor(4) as threads:
        claimed = [run_id for ids in threads.map(claim_all, range(4)) for run_id in ids]
    assert len(claimed) == 40
    assert set(claimed) == waiting


def test_a_store_can_be_opened_by_many_at_once(home: Home):
    begin = threading.Barrier(8)

    def open_store(_: int) -> int:
        begin.wait(60)
        return RunStore(home.database).waiting()

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(open_store, range(8))) == [0] * 8


def test_a_damaged_run_fails_and_holds_nobody_up(store: RunStore, home: Home):
    bad, good = queued(store, "bad"), queued(store, "good")
    with closing(sqlite3.connect(home.database)) as database, database:
        database.execute("UPDATE runs SET config = '{}' WHERE id = ?", [bad.id])
    assert store.claim(WORKER) is None
    claimed = store.claim(WORKER)
    assert claimed
    assert claimed.id == good.id
    assert store.damaged() == [bad.id]
    assert store.points(bad.id)[0] == Status.FAILED


# Recording


def test_what_happens_is_kept(store: RunStore):
    run = running(store)
    progress = Progress("Training", 5, 10, 0.5, 1.5, 300.0)
    assert store.record(run.id, progress, [point(1), point(2)], {"device": "CPU"}) is False
    assert now(store, run).progress == progress
    assert now(store, run).facts == {"device": "CPU"}
    assert store.points(run.id) == ("running", [(1, *point(1)), (2, *point(2))])
    store.record(run.id, Progress("Evaluating"), [point(3)])
    assert now(store, run).facts == {"device": "CPU"}
    assert store.points(run.id)[1][-1] == (3, *point(3))


def test_points_are_read_on_from_a_number_and_at_most_so_many(store: RunStore):
    run = running(store)
    store.record(run.id, Progress(), [point(step) for step in range(1, 11)])
    assert [row[0] for row in store.points(run.id, after=7)[1]] == [8, 9, 10]
    assert [row[0] for row in store.points(run.id, after=2, limit=3)[1]] == [3, 4, 5]
    assert store.points(run.id, after=10) == ("running", [])


def test_points_of_a_run_that_is_not_there_are_none(store: RunStore):
    assert store.points("nobody") == (None, [])
    assert store.get("nobody") is None


def test_runs_keep_their_points_apart(store: RunStore):
    one, other = running(store, "one"), running(store, "other")
    store.record(one.id, Progress(), [point(1)])
    store.record(other.id, Progress(), [point(2), point(3)])
    assert [row[0] for row in store.points(one.id)[1]] == [1]
    assert [row[0] for row in store.points(other.id)[1]] == [1, 2]


def test_the_end_keeps_status_message_metrics_and_time(store: RunStore):
    run = running(store)
    store.end(run.id, Status.FINISHED, "Well done.", {"accuracy": 0.75})
    after = now(store, run)
    assert (after.status, after.message, after.metrics) == (Status.FINISHED, "Well done.", {"accuracy": 0.75})
    assert after.ended is not None
    assert after.started is not None
    assert after.created <= after.started <= after.ended
    assert after.has_model
    assert store.running() == []


def test_a_run_that_ended_meanwhile_is_no_orphan(store: RunStore):
    run = running(store)
    store.end(run.id, Status.FINISHED, "Well done.")
    finished = now(store, run)
    store.end(run.id, Status.FAILED, "Its worker is gone.", only_running=True)
    assert now(store, run) == finished
    assert store.history(run.id)[-1][1] == Status.FINISHED


def test_every_change_of_state_is_in_the_history(store: RunStore):
    run = running(store)
    store.end(run.id, Status.FAILED, "Too dull.")
    changes = store.history(run.id)
    assert [(status, message) for _, status, message in changes] == [
        (Status.QUEUED, ""),
        (Status.RUNNING, ""),
        (Status.FAILED, "Too dull."),
    ]
    times = [at for at, _, _ in changes]
    assert times == sorted(times)


def test_the_newest_runs_come_first(store: RunStore):
    ids = [queued(store, f"key {number}").id for number in range(5)]
    assert [run.id for run in store.newest()] == ids[::-1]
    assert [run.id for run in store.newest(limit=2)] == ids[:2:-1]


# Stopping and deleting


def test_a_run_of_an_earlier_version_does_not_hide_the_others(store: RunStore, home: Home):
    old, new = queued(store, "old"), queued(store, "new")
    with sqlite3.connect(home.database) as database:
        database.execute(
            'UPDATE runs SET config = replace(config, \'"epochs":3\', \'"epochs":3000,"gone":1\') WHERE id = ?',
            [old.id],
        )
    assert [run.id for run in store.newest()] == [new.id, old.id]
    assert store.newest()[1].config.training.epochs == 3_000


def test_a_waiting_run_stops_at_once(store: RunStore):
    run = queued(store)
    store.request_stop(run.id)
    assert now(store, run).status == Status.STOPPED
    assert now(store, run).message == "Stopped before it started."
    assert store.claim(WORKER) is None


def test_a_running_run_hears_of_the_stop_when_it_records(store: RunStore):
    run = running(store)
    assert store.record(run.id, Progress()) is False
    store.request_stop(run.id)
    assert now(store, run).status == Status.RUNNING
    assert now(store, run).stop_requested
    assert store.record(run.id, Progress()) is True


@pytest.mark.parametrize("status", [Status.FINISHED, Status.STOPPED, Status.FAILED])
def test_a_run_that_has_ended_stays_as_it_is_when_it_is_stopped(store: RunStore, status: Status):
    run = ended(store, status)
    store.request_stop(run.id)
    assert now(store, run) == run
    assert len(store.history(run.id)) == 3


def test_stopping_one_run_stops_no_other(store: RunStore):
    one, other = queued(store, "one"), queued(store, "other")
    store.request_stop(one.id)
    assert now(store, other) == other


def test_a_deleted_run_is_gone_with_all_that_belongs_to_it(store: RunStore):
    run, other = running(store, "one"), running(store, "other")
    for one in (run, other):
        store.record(one.id, Progress(), [point(1)])
        store.end(one.id, Status.FINISHED)
    store.delete(run.id)
    assert store.get(run.id) is None
    assert store.points(run.id) == (None, [])
    assert store.history(run.id) == []
    assert len(store.points(other.id)[1]) == 1
    assert len(store.history(other.id)) == 3


def test_a_running_run_cannot_be_deleted(store: RunStore):
    run = running(store)
    with pytest.raises(LabError, match=rf"^Run {run.id} is still training: stop it first, then delete it\.$"):
        store.delete(run.id)
    assert now(store, run).status == Status.RUNNING


# Workers


def test_a_worker_that_reported_itself_is_known(store: RunStore):
    store.report_worker(WORKER, {"device": "CPU", "threads": 2}, run="one")
    (worker,) = store.workers()
    assert worker.identity == WORKER
    assert worker.machine == {"device": "CPU", "threads": 2}
    assert worker.run == "one"
    store.report_worker(WORKER, {"device": "CPU"})
    assert [(one.run, one.machine) for one in store.workers()] == [(None, {"device": "CPU"})]
    store.forget_worker(WORKER.pid)
    assert store.workers() == []


def test_a_worker_that_was_not_heard_of_for_long_is_not_shown(store: RunStore):
    store.report_worker(WORKER, {})
    assert store.workers(seen_within=0.0) == []
    assert len(store.workers(seen_within=3_600.0)) == 1


# The file


def test_a_file_of_another_version_is_refused_with_a_way_on(tmp_path: Path):
    file = tmp_path / "lab.sqlite"
    database = sqlite3.connect(file)
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(
        LabError, match=r"written by another version of LSTM Lab \(format 99\); set LAB_HOME to another folder\.$"
    ):
        RunStore(file)


def test_what_fails_half_way_is_not_kept(store: RunStore):
    run = running(store)
    with pytest.raises(sqlite3.Error):
        store.record(run.id, Progress("Training", 1), [point(1), (2, 0.1, "training", None, 0.5, 0.1)])  # type: ignore[list-item]
    assert store.points(run.id)[1] == []
    assert now(store, run).progress == Progress()
