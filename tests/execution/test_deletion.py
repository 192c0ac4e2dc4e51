"""A run deleted with all that is its own, and nothing of others."""

import json

import numpy as np
import pytest

from lstm_core.config import RunConfig
from lstm_core.data import kept_texts, uploads
from lstm_core.data.doctor.choices import Choices
from lstm_core.errors import LabError
from lstm_core.evaluation.outputs import ClassOutputs, texts_of
from lstm_core.execution.deletion import delete_run, delete_upload
from lstm_core.execution.errand import carried_out
from lstm_core.execution.processes import this_process
from lstm_core.home import Home
from lstm_core.runs.record import Status
from lstm_core.runs.store import RunStore


class Stopping:
    """Analyses that know what they were told to stop, and whether the run's folder was there then."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self.stopped: list[tuple[str, bool]] = []

    def stop_all(self, run_id: str) -> None:
        self.stopped.append((run_id, self._home.run(run_id).exists()))


@pytest.fixture
def store(home: Home) -> RunStore:
    return RunStore(home.database)


def running(store: RunStore, home: Home, config: RunConfig, texts: list[str]) -> str:
    """A run that has kept what it answered to these texts."""
    store.submit(config, "key", again=True)
    run = store.claim(this_process())
    assert run
    home.run(run.id).mkdir(parents=True)
    labels, probabilities = np.zeros(len(texts), np.int64), np.ones((len(texts), 2), np.float32)
    kept = kept_texts.keep(texts, home.texts)
    ClassOutputs(labels, probabilities, labels[:0], probabilities[:0], 1, kept).save(home.run(run.id))
    return run.id


def delete(run_id: str, store: RunStore, home: Home) -> Stopping:
    analyses = Stopping(home)
    delete_run(run_id, store, analyses, home)  # type: ignore[arg-type]
    return analyses


def test_its_analyses_are_stopped_before_its_folder_goes(store: RunStore, home: Home, tiny: RunConfig) -> None:
    run_id = running(store, home, tiny, ["good"])
    store.end(run_id, Status.FINISHED)
    assert delete(run_id, store, home).stopped == [(run_id, True)]
    assert store.get(run_id) is None
    assert not home.run(run_id).exists()


def test_texts_go_with_the_last_run_that_shows_them(store: RunStore, home: Home, tiny: RunConfig) -> None:
    one, same, other = (running(store, home, tiny, texts) for texts in (["good"], ["good"], ["bad"]))
    for run_id in (one, same, other):
        store.end(run_id, Status.FINISHED)
    assert len(list(home.texts.iterdir())) == 2
    delete(one, store, home)
    assert len(list(home.texts.iterdir())) == 2
    delete(same, store, home)
    assert len(list(home.texts.iterdir())) == 1
    delete(other, store, home)
    assert list(home.texts.iterdir()) == []


def test_of_a_run_that_trains_nothing_is_touched(store: RunStore, home: Home, tiny: RunConfig) -> None:
    run_id = running(store, home, tiny, ["good"])
    with pytest.raises(LabError, match="still training"):
        delete(run_id, store, home)
    assert home.run(run_id).exists()
    assert len(list(home.texts.iterdir())) == 1


def test_with_a_file_go_the_texts_of_the_runs_on_it(store: RunStore, home: Home, tiny: RunConfig) -> None:
    with uploads.Incoming("own.csv", home) as incoming:
        rows = "".join(f"text {n},{'ab'[n % 2]}\n" for n in range(40))
        incoming.write(f"text,label\n{rows}".encode())
        upload = incoming.finish()
    outcome = uploads.outcome_file(upload, Choices(), home)
    outcome.write_text(json.dumps(carried_out("examine", {"upload": upload.id, "choices": {}}, home)))
    name = json.loads(outcome.read_text())["data_set"]
    own = RunConfig.from_flat({**tiny.flat(), "data_set": "own-texts", "file": name})
    on_it, other = running(store, home, own, ["text 1"]), running(store, home, tiny, ["good"])
    delete_upload(upload, store, home)
    assert [file.name for file in home.texts.iterdir()] == [texts_of(home.run(other))]
    assert store.get(on_it)
