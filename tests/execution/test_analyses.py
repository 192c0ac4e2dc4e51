"""Long questions about runs, asked one after the other. Most processes here are empty ones: what counts is who waits for whom."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from polling import eventually

from lstm_core.config import RunConfig
from lstm_core.execution import analyses as module
from lstm_core.execution import processes
from lstm_core.execution.analyses import Analyses, State, analysis_file, write_result, write_state
from lstm_core.execution.processes import this_process
from lstm_core.home import Home
from lstm_core.runs.record import RunRecord
from lstm_core.runs.store import RunStore

WAITS, DIES = "import sys; sys.stdin.read()", "raise SystemExit(3)"


def new_run(home: Home, config: RunConfig) -> RunRecord:
    store = RunStore(home.database)
    store.submit(config, "key", again=True)
    run = store.claim(this_process())
    assert run
    home.run(run.id).mkdir(parents=True)
    return run


@pytest.fixture
def run(home: Home, tiny: RunConfig) -> RunRecord:
    return new_run(home, tiny)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What would have been started; processes that only wait are started instead."""
    found: list[tuple[str, ...]] = []

    def start(module: str, *arguments: str, log: Path) -> "subprocess.Popen[bytes]":
        found.append(arguments[1:])
        program = DIES if arguments[2] == "dies" else WAITS
        return subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE)

    monkeypatch.setattr(processes, "start", start)
    return found


@pytest.fixture
def analyses(home: Home) -> Iterator[Analyses]:
    one = Analyses(home)
    yield one
    one.close()


def ends(analyses: Analyses) -> None:
    """The process under way has ended."""
    assert analyses._working
    assert analyses._working[1].stdin
    analyses._working[1].stdin.close()
    analyses._working[1].wait(20)


def test_one_is_worked_at_and_the_next_waits_its_turn(
    analyses: Analyses, run: RunRecord, home: Home, started: list[Any]
) -> None:
    assert analyses.state("one", run) == State("none")
    analyses.start("one", run)
    analyses.start("two", run)
    analyses.start("one", run)  # is under way
    assert analyses.state("one", run).status == "working"
    assert analyses.state("two", run).status == "waiting"
    write_state(analysis_file("one", run, home), "working", "Counting", 3, 10)
    assert analyses.state("one", run) == State("working", "Counting", 3, 10)
    write_result(analysis_file("one", run, home), {"answer": 42})
    ends(analyses)
    assert analyses.state("one", run) == State("done")
    assert analyses.result("one", run) == {"answer": 42}
    assert analyses.state("two", run).status == "working"
    assert started == [(run.id, "one"), (run.id, "two")]


def test_the_next_begins_although_no_page_looks(analyses: Analyses, run: RunRecord, started: list[Any]) -> None:
    analyses.start("one", run)
    analyses.start("two", run)
    ends(analyses)
    eventually(lambda: started == [(run.id, "one"), (run.id, "two")])


def test_one_of_which_nothing_is_heard_is_given_up_and_holds_up_nobody(
    home: Home, run: RunRecord, started: list[Any]
) -> None:
    analyses = Analyses(home, longest_silence=0.05)
    analyses.start("one", run)
    eventually(lambda: analyses.state("one", run).status == "failed")
    assert analyses.state("one", run).what.startswith("Nothing was heard of this for")
    analyses.start("two", run)
    eventually(lambda: len(started) == 2)
    analyses.close()


def test_whoever_says_how_far_it_is_is_heard_of(home: Home, run: RunRecord) -> None:
    file = analysis_file("one", run, home)
    assert module._heard(file, started=5.0) == 5.0
    write_state(file, "working", "Counting", 3, 10)
    os.utime(file.with_suffix(".state.json"), (100.0, 100.0))
    assert module._heard(file, started=5.0) == 100.0
    assert module._heard(file, started=200.0) == 200.0


def test_one_that_is_stopped_leaves_nothing_and_gives_way(
    analyses: Analyses, run: RunRecord, started: list[Any]
) -> None:
    analyses.start("one", run)
    analyses.start("two", run)
    analyses.start("three", run)
    analyses.stop("two", run)
    analyses.stop("one", run)
    assert [analyses.state(name, run).status for name in ("one", "two", "three")] == ["none", "none", "working"]


def test_of_a_deleted_run_nothing_goes_on_and_nothing_comes_back(
    analyses: Analyses, run: RunRecord, home: Home, tiny: RunConfig, started: list[Any]
) -> None:
    other = new_run(home, tiny)
    for name, asked in (("one", run), ("two", run), ("three", other)):
        analyses.start(name, asked)
    assert analyses._working
    process = analyses._working[1]
    analyses.stop_all(run.id)
    assert process.poll() is not None
    assert started == [(run.id, "one"), (other.id, "three")]
    home.run(run.id).rmdir()
    write_state(analysis_file("one", run, home), "working", "Counting", 3, 10)
    write_result(analysis_file("one", run, home), {"answer": 42})
    assert not home.run(run.id).exists()
    assert analyses.state("one", run) == State("none")


def test_a_process_that_dies_is_a_sentence_and_can_be_tried_again(
    analyses: Analyses, run: RunRecord, started: list[Any]
) -> None:
    analyses.start("dies", run)
    assert analyses._working
    analyses._working[1].wait(20)
    state = analyses.state("dies", run)
    assert state.status == "failed"
    assert "ended unexpectedly" in state.what
    analyses.start("dies", run)
    assert analyses.state("dies", run).status in ("working", "failed")
    assert len(started) == 2


def test_baselines_are_shared_by_runs_on_the_same_data(home: Home, tiny: RunConfig) -> None:
    other_model = RunConfig.from_flat({**tiny.flat(), "hidden_size": 9})
    other_data = RunConfig.from_flat({**tiny.flat(), "split_seed": 7})
    first, same, different = (
        analysis_file("baselines", new_run(home, config), home) for config in (tiny, other_model, other_data)
    )
    assert first == same != different


def test_a_real_process_answers(analyses: Analyses, run: RunRecord) -> None:
    analyses.start("baselines", run)
    assert analyses._working
    assert analyses._working[1].wait(120) == 0
    assert analyses.state("baselines", run) == State("done")
    found = analyses.result("baselines", run)
    assert found
    assert len(found["baselines"]) == 3


def test_a_real_process_that_cannot_says_why(analyses: Analyses, run: RunRecord) -> None:
    analyses.start("answers", run)
    assert analyses._working
    analyses._working[1].wait(120)
    state = analyses.state("answers", run)
    assert state.status == "failed"
    assert "has no trained model" in state.what
