import subprocess
import sys

import psutil
import pytest
from polling import eventually
from started import Supervised

from lstm_core.config import RunConfig
from lstm_core.execution import processes
from lstm_core.execution.supervisor import fail_orphans, next_pause
from lstm_core.home import Home
from lstm_core.runs.record import RunRecord, Status
from lstm_core.runs.store import RunStore, WorkerIdentity


@pytest.fixture
def store(home: Home) -> RunStore:
    return RunStore(home.database)


def now(store: RunStore, run: RunRecord) -> RunRecord:
    found = store.get(run.id)
    assert found is not None
    return found


def dead_worker() -> WorkerIdentity:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        identity = WorkerIdentity(process.pid, psutil.Process(process.pid).create_time())
        process.kill()
    return identity


def test_the_runs_of_dead_workers_have_failed_and_say_so(store: RunStore, tiny: RunConfig):
    orphan, waiting = (store.submit(tiny, key)[0] for key in ("orphan", "waiting"))
    store.claim(dead_worker())
    fail_orphans(store)
    assert now(store, orphan).status == Status.FAILED
    assert "ended unexpectedly" in now(store, orphan).message
    assert now(store, orphan).message.endswith("train again.")
    assert store.history(orphan.id)[-1][1] == Status.FAILED
    assert now(store, waiting).status == Status.QUEUED


def test_a_run_that_ends_while_its_worker_is_looked_for_has_not_failed(
    store: RunStore, tiny: RunConfig, monkeypatch: pytest.MonkeyPatch
):
    run, _ = store.submit(tiny, "key")
    store.claim(processes.this_process())

    def ended_just_now(_: WorkerIdentity) -> bool:
        store.end(run.id, Status.FINISHED)
        return False

    monkeypatch.setattr(processes, "is_alive", ended_just_now)
    fail_orphans(store)
    assert now(store, run).status == Status.FINISHED


@pytest.mark.parametrize(("lived", "pause"), [(0.1, 7.0), (59.0, 7.0), (61.0, 0.0), (7_200.0, 0.0)])
def test_a_worker_that_lived_long_is_replaced_at_once(lived: float, pause: float):
    assert next_pause(3.0, lived) == pause


def test_no_pause_grows_without_end():
    pause = 0.0
    for _ in range(2_000):
        pause = next_pause(pause, lived=1.0)
    assert pause == 30.0


def test_the_run_of_a_living_worker_goes_on(store: RunStore, tiny: RunConfig):
    run, _ = store.submit(tiny, "key")
    store.claim(processes.this_process())
    fail_orphans(store)
    assert now(store, run).status == Status.RUNNING


def test_a_run_of_a_worker_whose_number_was_given_away_has_failed(store: RunStore, tiny: RunConfig):
    run, _ = store.submit(tiny, "key")
    myself = processes.this_process()
    store.claim(WorkerIdentity(myself.pid, myself.born - 3_600))
    fail_orphans(store)
    assert now(store, run).status == Status.FAILED


def workers_of(home: Home) -> list[psutil.Process]:
    found = []
    for child in psutil.Process().children():
        try:
            if str(home.folder) in child.cmdline() and child.status() != psutil.STATUS_ZOMBIE:
                found.append(child)
        except psutil.NoSuchProcess:
            continue
    return found


def test_a_killed_worker_is_replaced_and_none_is_left_behind(supervised: Supervised, long: RunConfig):
    store = RunStore(supervised.home.database)
    run, _ = store.submit(long, "key")
    eventually(lambda: store.points(run.id)[1])
    (first,) = workers_of(supervised.home)
    first.kill()
    eventually(lambda: now(store, run).status.ended)
    assert now(store, run).status == Status.FAILED
    assert "ended unexpectedly" in now(store, run).message
    assert store.points(run.id)[1]
    (second,) = eventually(lambda: workers_of(supervised.home))
    assert second.pid != first.pid
    supervised.supervisor.__exit__(None, None, None)
    assert workers_of(supervised.home) == []
    assert not second.is_running()
