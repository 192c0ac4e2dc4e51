"""`labs`, `runs` and `show`."""

import json
from pathlib import Path

import pytest
from called import Call, Trained

from lstm_core.config import RunConfig
from lstm_core.labs import LABS
from lstm_core.runs.store import RunStore, WorkerIdentity


def test_labs_are_listed_with_their_configs(call: Call):
    code, out, err = call("labs", "--json")
    assert (code, err) == (0, "")
    assert {lab["lab"]: RunConfig.parse(lab["config"]) for lab in json.loads(out)} == {
        n: lab.config for n, lab in LABS.items()
    }


def test_people_get_a_table_of_labs(call: Call):
    _, out, _ = call("labs")
    assert all(name in out for name in LABS)
    assert max(map(len, out.splitlines())) <= 80
    assert len(out.splitlines()) == len(LABS) + 4  # no line is broken


def test_one_lab_tells_its_story_and_its_settings(call: Call):
    _, out, _ = call("labs", "sine")
    assert LABS["sine"].story in " ".join(out.split())
    assert "window" in out


def test_a_lab_that_is_not_there_is_a_sentence(call: Call):
    code, _, err = call("labs", "cosine")
    assert code == 2
    assert "no lab called cosine" in err


def test_runs_are_listed_newest_first(call: Call, trained: Trained):
    listed = json.loads(call("runs", "--runs", trained.folder, "--json")[1])
    assert [run["run"] for run in listed] == list(trained.runs.values())[::-1]
    assert {run["status"] for run in listed} == {"finished"}


@pytest.mark.parametrize("verb", ["runs", "show"])
def test_a_run_whose_process_was_killed_is_not_called_running(call: Call, tmp_path: Path, verb: str):
    nobody = WorkerIdentity(2**22 - 3, 1.0)  # no process has this number and this birthday
    run, _ = RunStore(tmp_path / "lab.sqlite").submit(RunConfig(), "key", claimed_by=nobody)
    found = json.loads(call(verb, *([run.id] if verb == "show" else []), "--json")[1])
    assert (found[0] if verb == "runs" else found)["status"] == "failed"


def test_people_see_the_figure_of_every_task(call: Call, trained: Trained):
    lines = call("runs", "--runs", trained.folder)[1].splitlines()
    said = {kind: next(line for line in lines if run in line) for kind, run in trained.runs.items()}
    assert "accuracy 0.43" in said["rows"]
    assert "mae 0." in said["series"]


def test_show_knows_everything(ask: Call, trained: Trained):
    shown = json.loads(ask("show", "texts", "--json")[1])
    assert shown["run"] == trained.runs["texts"]
    assert shown["config"]["model"]["hidden_size"] == 8
    assert [entry["status"] for entry in shown["history"]] == ["queued", "running", "finished"]
    assert set(shown["points"][0]) == {"step", "epoch", "seconds", "split", "loss", "metric"}
    assert {point["split"] for point in shown["points"]} == {"training", "validation"}
    seconds = [point["seconds"] for point in shown["points"]]
    assert seconds == sorted(seconds)
    assert seconds[0] > 0
    assert shown["points"][-1]["epoch"] == 1.0
    assert shown["report"]["examples"] == 60


def test_people_are_shown_state_and_figures(ask: Call, trained: Trained):
    _, out, _ = ask("show", "series")
    assert f"{trained.runs['series']}  finished" in out
    assert "mase" in out
