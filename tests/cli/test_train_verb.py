"""`train`: what it prints where, what it trains, and what it joins."""

import importlib
import json
import os
import runpy
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from called import Call

from lstm_core import __version__
from lstm_core.config import RunConfig
from lstm_core.data import own_files
from lstm_core.data.catalog import fingerprint
from lstm_core.execution.processes import this_process
from lstm_core.home import Home
from lstm_core.labs import LABS
from lstm_core.labs.own_data import own_config
from lstm_core.runs.record import RunRecord, Status, run_key
from lstm_core.runs.store import RunStore, WorkerIdentity
from lstm_core.training.events import Event, Point

SMALL = [
    f"--set={change}" for change in ("examples=300", "training.epochs=1", "model.hidden_size=8", "embedding_size=8")
]
TOY = ("train", "toy-reviews", *SMALL, "--json")
command = importlib.import_module("lstm_core.cli.train")  # its name in the package is the verb
NOBODY = WorkerIdentity(2**22 - 3, 1.0)  # no process has this number and this birthday


def last_line(out: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(out.splitlines()[-1])
    return answer


def toy_config() -> RunConfig:
    small = {"examples": 300, "epochs": 1, "hidden_size": 8, "embedding_size": 8}
    return RunConfig.from_flat({**LABS["toy-reviews"].config.flat(), **small})


def submitted(folder: Path, by: WorkerIdentity | None) -> RunRecord:
    """The same run as TOY, asked for by another process."""
    home = Home(folder)
    key = run_key(toy_config(), fingerprint(toy_config().data, home), __version__)
    return RunStore(home.database).submit(toy_config(), key, claimed_by=by)[0]


# What it prints


def test_the_cost_is_told_before_the_training(call: Call):
    code, out, err = call(*TOY)
    assert code == 0
    assert "weights to learn" in err
    assert "of memory on this machine" in err
    assert "of memory" not in out


def test_the_last_line_is_the_run_with_its_test_figures(call: Call, tmp_path: Path):
    code, out, _ = call(*TOY)
    assert code == 0
    answer = last_line(out)
    assert list(answer) == ["run", "status", "seconds", "metrics"]
    assert answer["status"] == "finished"
    metrics = answer["metrics"]
    assert sum(map(sum, metrics["confusion_matrix"])) == metrics["examples"] == 60
    assert {"accuracy", "f1", "precision", "recall", "loss", "train_loss"} <= set(metrics)
    run = RunStore(tmp_path / "lab.sqlite").get(answer["run"])
    assert run
    assert run.metrics == metrics
    assert 0 < answer["seconds"] == run.progress.seconds < run.ended - run.started


def test_without_json_the_run_is_named_for_what_comes_next(call: Call, tmp_path: Path):
    _, out, err = call(*TOY[:-1])
    (run,) = RunStore(tmp_path / "lab.sqlite").newest()
    assert f"Kept as run {run.id};" in err
    assert "accuracy" in out


def test_train_loss_is_that_of_the_last_epoch(call: Call):
    answer = last_line(call("train", "sum-of-ten", "--json")[1])
    points = json.loads(call("show", answer["run"], "--json")[1])["points"]
    assert answer["metrics"]["train_loss"] == [point["loss"] for point in points if point["split"] == "training"][-1]


def test_a_forecast_has_errors_instead_of_an_accuracy(call: Call):
    metrics = last_line(call("train", "sine", "--set=epochs=2", "--json")[1])["metrics"]
    assert {"mse", "mae", "rmse", "mase", "loss", "train_loss"} <= set(metrics)
    assert "accuracy" not in metrics


def test_people_get_a_table(call: Call):
    code, out, _ = call("train", "sum-of-ten", "--set=epochs=1")
    assert code == 0
    assert "accuracy" in out
    assert "│ 0.4300" in out


def test_the_progress_bar_knows_the_time_left():
    columns = [type(column).__name__ for column in command.progress_bar().columns]
    assert "TimeRemainingColumn" in columns


# What it trains


def test_a_config_file_is_the_same_as_its_settings(call: Call, tmp_path: Path):
    run = last_line(call(*TOY)[1])["run"]
    file = tmp_path / "config.json"
    file.write_text("\ufeff" + toy_config().model_dump_json(), encoding="utf-8")
    assert last_line(call("train", file, "--json")[1])["run"] == run


def test_the_runs_are_kept_in_the_folder_that_was_named(call: Call, tmp_path: Path):
    run = last_line(call(*TOY, "--runs", tmp_path / "new" / "place")[1])["run"]
    assert (tmp_path / "new" / "place" / "runs" / run / "report.json").exists()
    assert not (tmp_path / "runs").exists()


def test_own_texts_are_trained_with_the_settings_of_the_lab(call: Call, tmp_path: Path):
    file = tmp_path / "own.csv"
    rows = [f"{'great' if n % 3 else 'awful'} thing number {n},{'good' if n % 3 else 'bad'}" for n in range(120)]
    file.write_text("\n".join(["comment,verdict", *rows]))
    answer = last_line(call(*TOY, "--data", file)[1])
    assert sum(map(sum, answer["metrics"]["confusion_matrix"])) == 24
    config = json.loads(call("show", answer["run"], "--json")[1])["config"]
    assert config["data"]["data_set"] == "own-texts"
    assert config["data"]["sequence_length"] == LABS["toy-reviews"].config.data.sequence_length
    assert config["model"]["hidden_size"] == 8
    kept = own_files.texts(tmp_path / "own_files" / config["data"]["file"])
    assert kept.texts.to_pylist() == [row.split(",")[0] for row in rows]
    file.write_text(file.read_text() + "\none more,bad")
    assert last_line(call(*TOY, "--data", file)[1])["run"] != answer["run"]


def test_an_own_series_takes_the_place_of_the_sine(call: Call, tmp_path: Path):
    file = tmp_path / "sales.csv"
    file.write_text("\n".join(["month,sales", *(f"m{n},{n % 12}" for n in range(150))]))
    answer = last_line(call("train", "sine", "--set=epochs=1", "--set=window=12", "--data", file, "--json")[1])
    assert answer["metrics"]["examples"] == round((150 - 12) * 0.35)
    assert answer["run"].startswith("own-series")


def test_a_config_of_own_texts_is_completed_by_its_file(call: Call, tmp_path: Path):
    file, config = tmp_path / "own.csv", tmp_path / "config.json"
    file.write_text("\n".join(["text,label", *(f"word{n} and more,{n % 2}" for n in range(60))]))
    config.write_text(json.dumps({"data": {"data_set": "own-texts"}, "training": {"epochs": 1}}))
    assert call("train", config, "--json")[0] == 2
    assert last_line(call("train", config, "--data", file, "--json")[1])["status"] == "finished"


# What it joins


def test_the_same_config_is_trained_once(call: Call):
    first = last_line(call(*TOY)[1])
    code, out, err = call(*TOY)
    assert code == 0
    assert last_line(out) == first
    assert "is there already" in err
    assert last_line(call(*TOY, "--again")[1])["run"] != first["run"]


def test_a_run_that_waits_for_a_worker_is_trained_here(call: Call, tmp_path: Path):
    waiting = submitted(tmp_path, by=None)
    answer = last_line(call(*TOY)[1])
    assert (answer["run"], answer["status"]) == (waiting.id, "finished")


def test_a_run_whose_process_died_is_not_waited_for(call: Call, tmp_path: Path):
    dead = submitted(tmp_path, by=NOBODY)
    answer = last_line(call(*TOY)[1])
    assert answer["run"] != dead.id
    assert answer["status"] == "finished"
    left = RunStore(tmp_path / "lab.sqlite").get(dead.id)
    assert left
    assert left.status == Status.FAILED


def test_a_run_that_another_process_trains_is_followed_to_its_end(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    running, store = submitted(tmp_path, by=this_process()), RunStore(tmp_path / "lab.sqlite")
    looks = iter(
        [lambda: None, lambda: None, lambda: store.end(running.id, Status.FINISHED, metrics={"accuracy": 0.5})]
    )
    monkeypatch.setattr(time, "sleep", lambda _: next(looks)())
    assert last_line(call(*TOY)[1]) == {
        "run": running.id,
        "status": "finished",
        "seconds": 0.0,
        "metrics": {"accuracy": 0.5},
    }


def test_a_signal_that_comes_while_the_run_is_written_down_stops_it(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    submit = RunStore.submit

    def submit_interrupted(*arguments: Any, **more: Any) -> Any:
        signal.raise_signal(signal.SIGINT)
        return submit(*arguments, **more)

    monkeypatch.setattr(RunStore, "submit", submit_interrupted)
    code, out, err = call("train", "sine")
    (run,) = RunStore(tmp_path / "lab.sqlite").newest()
    assert (code, out, run.status) == (0, "", Status.STOPPED)
    assert err.endswith("Stopped by you. Training had not begun, so there is no model.\n")


@pytest.fixture
def in_front() -> Iterator[None]:
    """An interruption is heard: what a shell starts in the background begins with ignoring it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("in_front")
def test_a_signal_before_there_is_a_run_leaves_none(call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(command, "fingerprint", lambda *_: signal.raise_signal(signal.SIGINT))
    assert call("train", "sine") == (130, "", "Interrupted.\n")
    assert RunStore(tmp_path / "lab.sqlite").newest() == []


@pytest.mark.usefixtures("in_front")
def test_a_signal_while_the_libraries_are_loaded_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr("lstm_core.cli.main", lambda: signal.raise_signal(signal.SIGINT))
    with pytest.raises(SystemExit, match="130"):
        runpy.run_module("lstm_core", run_name="__main__")
    assert capsys.readouterr().err == "Interrupted.\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_and_keeps_what_was_learned(call: Call, monkeypatch: pytest.MonkeyPatch, number: signal.Signals):
    before = signal.getsignal(number)

    class Interrupting(command.Watcher):
        sent = False

        def watch(self, event: Event) -> None:
            super().watch(event)
            if isinstance(event, Point) and not self.sent:
                self.sent = True
                os.kill(os.getpid(), number)

    monkeypatch.setattr(command, "Watcher", Interrupting)
    code, out, err = call("train", "toy-reviews", "--set=examples=300", "--set=epochs=500", "--json")
    answer = last_line(out)
    assert (code, answer["status"]) == (0, "stopped")
    assert answer["metrics"]["examples"] == 60
    assert "what was learned is kept" in err
    assert signal.getsignal(number) is before
    assert call("predict", answer["run"], "a good film")[0] == 0


def test_a_file_without_a_lab_is_trained_with_the_settings_that_fit_it(call: Call, tmp_path: Path):
    file = tmp_path / "own.csv"
    rows = [f"{'great' if n % 3 else 'awful'} thing number {n},{'good' if n % 3 else 'bad'}" for n in range(120)]
    file.write_text("\n".join(["comment,verdict", *rows]))
    few = ("--set=epochs=1", "--set=hidden_size=8", "--set=embedding_size=8", "--json")
    answer = last_line(call("train", "--data", file, *few)[1])
    config = RunConfig.parse(json.loads(call("show", answer["run"], "--json")[1])["config"])
    own = own_files.made_of(file)
    expected = RunConfig.from_flat(
        {**own_config(own.name, own.facts).flat(), "epochs": 1, "hidden_size": 8, "embedding_size": 8}
    )
    assert config == expected


def test_neither_a_lab_nor_a_file_is_a_sentence(call: Call):
    code, _, err = call("train")
    assert code == 2
    assert "--data" in err
