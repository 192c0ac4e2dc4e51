"""Runs in a store, in every state."""

from lstm_core.config import RunConfig
from lstm_core.runs.record import RunRecord, Status
from lstm_core.runs.store import PointRow, RunStore, WorkerIdentity

WORKER = WorkerIdentity(1234, 1_700_000_000.25)
CONFIG = RunConfig.from_flat({"epochs": 3, "hidden_size": 7})


def queued(store: RunStore, key: str = "key") -> RunRecord:
    return store.submit(CONFIG, key, again=True)[0]


def running(store: RunStore, key: str = "key") -> RunRecord:
    queued(store, key)
    run = store.claim(WORKER)
    assert run is not None
    return run


def ended(store: RunStore, status: Status, key: str = "key") -> RunRecord:
    run = running(store, key)
    store.end(run.id, status)
    return now(store, run)


def now(store: RunStore, run: RunRecord) -> RunRecord:
    found = store.get(run.id)
    assert found is not None
    return found


def point(step: int) -> PointRow:
    return (step, step / 10, "training", 1 / step, 0.5, step * 0.25)
