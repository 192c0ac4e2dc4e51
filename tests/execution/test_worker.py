import threading
from collections.abc import Iterator
from typing import Any

import psutil
import pytest
from polling import eventually
from started import Family

from lstm_core.config import RunConfig
from lstm_core.data import imdb
from lstm_core.errors import LabError
from lstm_core.estimation.estimate import cost_key
from lstm_core.execution import processes, worker
from lstm_core.execution.worker import Recorder, carry_out
from lstm_core.home import Home
from lstm_core.runs.costs import CostStore
from lstm_core.runs.record import Progress, RunRecord, Status
from lstm_core.runs.store import RunStore
from lstm_core.trained import TrainedModel
from lstm_core.training.events import Evaluating, Event, Point, Prepared, Preparing, Reported


@pytest.fixture
def store(home: Home) -> RunStore:
    return RunStore(home.database)


def claimed(store: RunStore, config: RunConfig) -> RunRecord:
    store.submit(config, "key", again=True)
    run = store.claim(processes.this_process())
    assert run is not None
    return run


def now(store: RunStore, run: RunRecord) -> RunRecord:
    found = store.get(run.id)
    assert found is not None
    return found


def training_point(step: int) -> Point:
    return Point("training", step, step / 10, step * 0.01, 1 / step, 0.5, 1_000.0)


# Recording


@pytest.fixture
def run(store: RunStore, tiny: RunConfig) -> RunRecord:
    return claimed(store, tiny)


def test_what_is_prepared_is_seen_at_once(store: RunStore, run: RunRecord):
    Recorder(store, run, lambda: False).write(Preparing("Fetching", 3, 10))
    assert now(store, run).progress == Progress("Fetching", 3, 10)


def test_facts_and_points_reach_the_store(store: RunStore, run: RunRecord):
    recorder = Recorder(store, run, lambda: False)
    recorder.write(Prepared({"steps": 20, "device": "CPU"}))
    assert now(store, run).facts == {"steps": 20, "device": "CPU"}
    assert now(store, run).progress == Progress("Training", 0, 20)
    for step in range(1, 6):
        recorder.write(training_point(step))
    recorder.write(Point("validation", 5, 0.5, 0.05, 0.25, 0.75))
    recorder.write(Evaluating())
    _, points = store.points(run.id)
    assert [(row[1], row[3]) for row in points] == [*((step, "training") for step in range(1, 6)), (5, "validation")]
    assert points[-1] == (6, 5, 0.5, "validation", 0.25, 0.75, 0.05)
    progress = now(store, run).progress
    assert progress.phase.startswith("Evaluating")
    assert (progress.done, progress.total, progress.epoch, progress.seconds) == (5, 20, 0.5, 0.05)
    assert progress.examples_per_second == 1_000.0


def test_the_first_point_is_seen_at_once(store: RunStore, run: RunRecord):
    recorder = Recorder(store, run, lambda: False)
    recorder.write(Prepared({"steps": 20}))
    recorder.write(training_point(1))
    assert len(store.points(run.id)[1]) == 1


def test_the_metrics_of_the_report_are_remembered(store: RunStore, run: RunRecord):
    recorder = Recorder(store, run, lambda: False)
    assert recorder.metrics is None
    recorder.write(Reported({"accuracy": 0.75}))
    assert recorder.metrics == {"accuracy": 0.75}


def test_a_stop_is_heard_at_the_next_writing(store: RunStore, run: RunRecord):
    recorder = Recorder(store, run, lambda: False)
    recorder.write(Preparing("Fetching"))
    assert not recorder.stopped()
    store.request_stop(run.id)
    recorder.write(Preparing("Fetching"))
    assert recorder.stopped()


def test_an_abandoned_worker_stops_without_asking_the_store(store: RunStore, run: RunRecord):
    assert Recorder(store, run, lambda: True).stopped()


# Carrying out


def test_a_run_comes_to_its_end(store: RunStore, home: Home, tiny: RunConfig):
    run = claimed(store, tiny)
    carry_out(run, store, home)
    after = now(store, run)
    assert (after.status, after.message) == (Status.FINISHED, "")
    assert after.has_model
    assert after.metrics["examples"] == 60
    assert after.facts["steps"] == after.progress.total == after.progress.done == 16
    points = store.points(run.id)[1]
    assert {row[3] for row in points} == {"training", "validation"}
    assert points[-1][1] == 16
    assert TrainedModel.load(home.run(run.id)).predict(["a good film"])[0] is not None


def test_what_a_person_can_mend_is_said_as_it_is(store: RunStore, home: Home, tiny: RunConfig):
    home.data_set("imdb").mkdir(parents=True)
    (home.data_set("imdb") / imdb.FILE).write_text("text,label\n", encoding="utf-8")
    run = claimed(store, RunConfig.from_flat({**tiny.flat(), "data_set": "imdb"}))
    carry_out(run, store, home)
    after = now(store, run)
    assert after.status == Status.FAILED
    assert "is not the IMDB file" in after.message
    assert "unexpectedly" not in after.message
    assert not after.has_model


def test_what_nobody_expected_is_said_with_the_place_of_the_details(
    store: RunStore, home: Home, tiny: RunConfig, caplog: pytest.LogCaptureFixture
):
    run = claimed(store, tiny)
    home.run(run.id).parent.mkdir(parents=True)
    home.run(run.id).write_text("a file where a folder should be")
    carry_out(run, store, home)
    after = now(store, run)
    assert after.status == Status.FAILED
    assert after.message.startswith("The training failed unexpectedly (FileExistsError: ")
    assert after.message.endswith(f"Details are in {home.logs / 'worker.log'}.")
    assert caplog.records[-1].exc_info


def test_the_curve_up_to_a_failure_is_kept(
    store: RunStore, home: Home, run: RunRecord, monkeypatch: pytest.MonkeyPatch
):
    def exploding(*_: object) -> Iterator[Any]:
        yield Prepared({"steps": 9})
        yield from (training_point(step) for step in range(1, 6))
        raise LabError("The loss is no longer a number at step 6.")

    monkeypatch.setattr(worker, "experiment", exploding)
    carry_out(run, store, home)
    assert now(store, run).message == "The loss is no longer a number at step 6."
    assert [row[1] for row in store.points(run.id)[1]] == [1, 2, 3, 4, 5]


def test_a_run_stopped_before_it_trains_has_no_model(store: RunStore, home: Home, tiny: RunConfig):
    run = claimed(store, tiny)
    store.request_stop(run.id)
    carry_out(run, store, home)
    after = now(store, run)
    assert (after.status, after.message) == (
        Status.STOPPED,
        "Stopped by you. Training had not begun, so there is no model.",
    )
    assert not after.has_model


def test_a_stop_while_it_is_evaluated_comes_too_late(store: RunStore, home: Home, tiny: RunConfig):
    """It was trained to its end: asked for again, it opens and is not trained anew."""
    run = claimed(store, tiny)

    def stop_at_the_report(event: Event) -> None:
        if isinstance(event, Evaluating):
            store.request_stop(run.id)

    carry_out(run, store, home, watch=stop_at_the_report)
    assert now(store, run).status == Status.FINISHED


def test_a_run_stopped_while_it_trains_keeps_what_was_learned(store: RunStore, home: Home, long: RunConfig):
    run = claimed(store, long)

    def stop_after_a_point() -> bool:
        if store.points(run.id, limit=1)[1]:
            store.request_stop(run.id)
        return False

    carry_out(run, store, home, stop_after_a_point)
    after = now(store, run)
    assert (after.status, after.message) == (Status.STOPPED, "Stopped by you. What was learned until then is kept.")
    assert after.has_model
    assert 0 < after.progress.done < after.progress.total
    TrainedModel.load(home.run(run.id))


def test_an_abandoned_run_keeps_what_was_learned(store: RunStore, home: Home, long: RunConfig):
    run = claimed(store, long)
    carry_out(run, store, home, lambda: bool(store.points(run.id, limit=1)[1]))
    after = now(store, run)
    assert after.status == Status.STOPPED
    assert after.message == "The dashboard was closed. What was learned until then is kept."
    assert after.has_model


# As a process


def child_of(family: Family) -> psutil.Process:
    return eventually(lambda: psutil.Process(family.parent.pid).children())[0]


def test_a_worker_reports_itself(family: Family):
    (seen,) = eventually(RunStore(family.home.database).workers)
    assert seen.identity.pid == child_of(family).pid
    assert processes.is_alive(seen.identity)
    assert set(seen.machine) == {"device", "precision", "threads"}


def test_a_worker_trains_what_waits(family: Family, tiny: RunConfig):
    store = RunStore(family.home.database)
    run, _ = store.submit(tiny, "key")
    eventually(lambda: now(store, run).status.ended)
    assert (now(store, run).status, now(store, run).message) == (Status.FINISHED, "")
    assert now(store, run).has_model
    assert f"run {run.id} begins" in (family.home.logs / "worker.log").read_text()


def test_when_its_parent_is_killed_a_worker_saves_and_leaves_at_once(family: Family, long: RunConfig):
    store, child = RunStore(family.home.database), child_of(family)
    run, _ = store.submit(long, "long")
    eventually(lambda: store.points(run.id)[1])
    family.parent.kill()
    eventually(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE, seconds=30)
    assert now(store, run).status == Status.STOPPED
    assert now(store, run).message == "The dashboard was closed. What was learned until then is kept."
    assert TrainedModel.load(family.home.run(run.id)).predict(["a good film"])[0] is not None
    assert store.workers() == []


def test_an_idle_worker_measures_what_is_asked_for(home: Home, tiny: RunConfig):
    costs, key, abandoned = CostStore(home.database), cost_key(tiny, home), threading.Event()
    working = threading.Thread(target=worker.work, args=(home, abandoned))
    working.start()
    try:
        assert eventually(lambda: costs.ask(key, tiny) or costs.find(key)).epoch_seconds > 0
    finally:
        abandoned.set()
        working.join()
