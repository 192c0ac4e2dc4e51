"""Whatever is wrong with what a user gives: a sentence on standard error, exit code 2, and nothing half-written."""

import json
import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from called import Call, Trained

from lstm_core.config import RunConfig
from lstm_core.runs.record import Status
from lstm_core.runs.store import RunStore

ROWS = 120


def lines(header: str, row: str) -> str:
    return "\n".join([header, *(row.replace("#", str(n)) for n in range(ROWS))])


def refused(answer: tuple[int, str, str], sentence: str) -> None:
    code, out, err = answer
    assert (code, out) == (2, "")
    assert sentence in err
    assert "Traceback" not in err


# Arguments


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["toy"], "There is no lab called toy"),
        (["toy-review"], "did you mean toy-reviews?"),
        (["toy-reviews", "--set", "epochs"], "write section.setting=value"),
        (["toy-reviews", "--set", "=3"], "write section.setting=value"),
        (["toy-reviews", "--set", "model.epochs=3"], "write section.setting=value"),
        (["toy-reviews", "--set", "training.epoch=3"], "did you mean training.epochs?"),
        (["toy-reviews", "--set", "epochs=0"], "the smallest value is 1"),
        (["toy-reviews", "--set", "epochs=many"], "'many' is not a whole number"),
        (["toy-reviews", "--set", "learning_rate=1e999"], "should be a finite number"),
        (["toy-reviews", "--set", "cell=lstn"], "take one of 'lstm', 'gru' or 'rnn'"),
        # what does not go together
        (["toy-reviews", "--set", "data.window=9"], "it means nothing for toy-reviews"),
        (["sine", "--set", "tokenizer=keras"], "it means nothing for sine"),
        (["sine", "--set", "patience=3"], "training.patience would choose by it"),
        (["sine", "--set", "schedule=plateau"], "'plateau' would choose by it"),
        (["toy-reviews", "--set", "layer_dropout=0.5"], "works between layers, and there is one"),
        (["toy-reviews", "--set", "data_set=own-texts"], "needs a file. Name it with --data"),
        (["sum-of-ten", "--data", __file__], "sum-of-ten is neither"),
        (["adding", "--set", "length=10"], "must lie between 20 and 1000 steps, but it is 10."),
        (
            ["adding", "--set", "length=1000", "--set", "examples=30000"],
            "are 30000000 steps in all, more than 20000000",
        ),
        (["sine", "--set", "epochs=0", "--set", "training.epochs=1"], "--set epochs: it is given twice."),
        (["sine", "--set", f"epochs={'9' * 4_500}"], "999… (4,502 characters) "),
        (["sine", "--set", "9" * 4_500], "999… (4,500 characters): write section"),
        (["9" * 4_500], "999… (4,500 characters)."),
    ],
)
def test_wrong_arguments(call: Call, tmp_path: Path, arguments: list[str], sentence: str):
    refused(call("train", *arguments), sentence)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "cannot be read as a config: No such file or directory."),
        (b"", "is no JSON text"),
        (b"{data: 3}", "is no JSON text"),
        (b"[" * 100_000, "is no JSON text"),
        (b'"\xff"', "is no JSON text"),
        (b"[1]", "holds no JSON object"),
        (b'{"data": 5}', "data: 5 does not fit"),
        (b'{"model": {"hiden_size": 3}}', "did you mean model.hidden_size?"),
        (b'{"data": {"data_set": "own-texts", "file": "../../passwd"}}', "data.file: '../../passwd' does not fit"),
    ],
)
def test_an_unreadable_config(call: Call, tmp_path: Path, content: bytes | None, sentence: str):
    if content is not None:
        (tmp_path / "config.json").write_bytes(content)
    refused(call("train", tmp_path / "config.json"), sentence)
    assert not (tmp_path / "lab.sqlite").exists()


@pytest.mark.parametrize("verb", ["show", "evaluate", "predict"])
def test_a_run_that_is_not_there(call: Call, verb: str):
    refused(call(verb, "nobody"), "There is no run called nobody")


@pytest.mark.parametrize("verb", ["show", "evaluate", "predict"])
def test_a_folder_of_runs_that_is_not_there_is_not_made(call: Call, tmp_path: Path, verb: str):
    refused(call(verb, "nobody", "--runs", tmp_path / "missing"), "there is no such folder")
    assert not (tmp_path / "missing").exists()


def test_a_file_where_a_folder_should_be(call: Call, tmp_path: Path):
    (tmp_path / "file").write_text("")
    refused(call("train", "sine", "--runs", tmp_path / "file"), "File exists.")


def test_a_damaged_run_store(call: Call, tmp_path: Path):
    (tmp_path / "lab.sqlite").write_bytes(b"no database" * 1_000)
    refused(call("runs"), f"The run store {tmp_path / 'lab.sqlite'} cannot be used: file is not a database.")


def test_a_run_store_that_cannot_be_opened(call: Call, tmp_path: Path):
    (tmp_path / "lab.sqlite").mkdir()
    refused(call("runs"), f"The run store {tmp_path / 'lab.sqlite'} cannot be used: unable to open database file.")


def test_a_home_of_nobody(call: Call, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LAB_HOME", "~nobody-of-this-name/lab")
    refused(call("runs"), "LAB_HOME=~nobody-of-this-name/lab: there is no such user.")


def test_a_damaged_report(call: Call, tmp_path: Path):
    run = json.loads(call("train", "sum-of-ten", "--set=epochs=1", "--json")[1])["run"]
    (tmp_path / "runs" / run / "report.json").write_text('{"accuracy": 0.')
    refused(call("show", run, "--json"), f"The report of run {run} is damaged. Train it again.")


@pytest.mark.parametrize(
    ("column", "content"),
    [
        ("config", "{}"),
        ("config", "x"),
        ("config", '{"data": 5}'),
        ("facts", "x"),
        ("metrics", "7"),
        ("progress", '{"speed": 1}'),
        ("status", "paused"),
    ],
)
def test_a_damaged_run_does_not_hide_the_others(call: Call, tmp_path: Path, column: str, content: str):
    store = RunStore(tmp_path / "lab.sqlite")
    good, bad = (store.submit(RunConfig(), key)[0].id for key in ("good", "bad"))
    with closing(sqlite3.connect(tmp_path / "lab.sqlite")) as database, database:
        database.execute(f"UPDATE runs SET {column} = ? WHERE id = ?", [content, bad])
    code, out, err = call("runs", "--json")
    assert (code, [run["run"] for run in json.loads(out)]) == (0, [good])
    assert err == f"Damaged in the run store, and not listed: {bad}.\n"
    refused(call("show", bad), f"What the run store says of run {bad} is damaged. Train it again.")
    assert call("show", good, "--json")[0] == 0


def rewritten(folder: Path, changes: dict[str, Any]) -> str:
    """model.json with changes to what it says of the reader."""
    said = json.loads((folder / "model.json").read_text())
    return json.dumps({**said, "reader": {**said["reader"], **changes}})


@pytest.mark.parametrize("damage", ["[]", "null", '"text"', {"window": "x"}, {"window": 0}, {"features": None}])
def test_a_damaged_model(ask: Call, trained: Trained, tmp_path: Path, damage: Any):
    folder = trained.folder / "runs" / trained.runs["series"]
    before = (folder / "model.json").read_text()
    (tmp_path / "series.csv").write_text(lines("value", "#"))
    (folder / "model.json").write_text(damage if isinstance(damage, str) else rewritten(folder, damage))
    try:
        for command in (("predict",), ("evaluate", "--data", tmp_path / "series.csv"), ("inspect", "1 2 3")):
            refused(ask(command[0], "series", *command[1:]), "is damaged or of another version of LSTM Lab.")
    finally:
        (folder / "model.json").write_text(before)


def test_damaged_errors_give_no_intervals(ask: Call, trained: Trained):
    file = trained.folder / "runs" / trained.runs["series"] / "evaluation.json"
    before = file.read_text()
    file.write_text('{"intervals": []}')
    try:
        code, out, err = ask("predict", "series", "--json")
    finally:
        file.write_text(before)
    assert (code, set(json.loads(out)[0])) == (0, {"step", "value"})
    assert err == "The errors that this run kept cannot be read, so there are no intervals.\n"


# Files to learn from

TEXTS = {
    "empty": ("", "own.csv is empty"),
    "header": ("text,label\n", "holds a single line"),
    "column": (lines("text", "word #"), "No column holds labels"),
    "class": (lines("text,label", "word #,good"), "All 120 rows have the label “good”"),
    "classes": (lines("text,label", "word #,c#"), "Column label holds 120 different labels"),
    "quote": ('text,label\n"a b,x\nc d,y\n', "2 rows are left"),
    "binary": ("\x00\x01\x02", "own.csv is not a text file"),
}
SERIES = {
    "empty": ("", "own.csv is empty"),
    "words": (lines("value", "x#"), "In column value, row 2, stands “x0”"),
    "constant": (lines("value", "5"), "has the same value 5 in every row"),
    "huge": (lines("value", "#e300"), "infinite or too large, the first in row 3 of value: “1e300”"),
}
FILES = [("toy-reviews", *one) for one in TEXTS.values()] + [("sine", *one) for one in SERIES.values()]


@pytest.mark.parametrize(("lab", "content", "sentence"), FILES, ids=[f"text {n}" for n in TEXTS] + list(SERIES))
def test_a_file_that_cannot_be_learned_from(call: Call, tmp_path: Path, lab: str, content: str, sentence: str):
    file, home = tmp_path / "own.csv", tmp_path / "home"
    file.write_text(content)
    refused(call("train", lab, "--data", file, "--runs", home), sentence)
    assert not home.exists()


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_a_file_that_cannot_be_read(call: Call, tmp_path: Path, name: str):
    refused(call("train", "toy-reviews", "--data", tmp_path / name), "cannot be read")


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """That nobody writes to: who opens it waits for ever."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("pipes have no names here")
    os.mkfifo(tmp_path / "pipe.json")
    return tmp_path / "pipe.json"


def test_a_pipe_is_not_waited_for(call: Call, ask: Call, pipe: Path):
    sentence = "is a pipe or a device, not a file. Save what comes out of it as a file first."
    refused(call("train", pipe), sentence)
    refused(call("train", "--data", pipe), sentence)
    refused(call("train", "toy-reviews", "--data", pipe), sentence)
    refused(ask("predict", "texts", "--file", pipe), sentence)
    refused(ask("predict", "series", "--file", pipe), sentence)
    refused(ask("evaluate", "rows", "--data", pipe), sentence)
    code, out, _ = call("check", pipe, "--json")
    assert (code, sentence in out) == (2, True)
    assert "is a pipe" in call("check", pipe)[1]


def test_what_cannot_be_read_is_said_once(call: Call, tmp_path: Path):
    answer = call("train", "--data", tmp_path)
    assert answer == (2, "", f"{tmp_path.name} cannot be read: Is a directory.\n")


# Trainings that fail


def failed(call: Call, folder: Path, arguments: tuple[object, ...], sentence: str) -> str:
    """The id of the run that is kept as failed, with the sentence and without a model."""
    code, out, err = call("train", *arguments, "--json")
    answer = json.loads(out.splitlines()[-1])
    assert (code, answer["status"], answer["metrics"]) == (2, "failed", {})
    assert sentence in err
    run = RunStore(folder / "lab.sqlite").get(answer["run"])
    assert run
    assert run.status == Status.FAILED
    assert sentence in run.message
    left = {file.name for file in (folder / "runs" / run.id).iterdir()}
    assert left - {"snapshots"} == {"config.json"}
    refused(call("evaluate", run.id), "is failed and has no figures")
    refused(call("predict", run.id, "a text"), "has no trained model")
    return run.id


def test_a_series_shorter_than_a_window(call: Call, tmp_path: Path):
    file = tmp_path / "own.csv"
    file.write_text("value\n" + "\n".join(map(str, range(20))))
    failed(call, tmp_path, ("sine", "--data", file), "The series has 20 values, but a window of 50")


def test_a_loss_that_is_no_number(call: Call, tmp_path: Path):
    file = tmp_path / "own.csv"
    file.write_text(lines("value", "#e11"))
    wild = ("--set=optimizer=sgd", "--set=learning_rate=1", "--set=hidden_size=256", "--set=window=5")
    run = failed(call, tmp_path, ("sine", "--data", file, *wild), "Train again with a lower learning rate.")
    shown = json.loads(call("show", run, "--json")[1])
    (step,) = re.findall(r"no longer a number at step (\d+)\.", shown["message"])
    assert max(point["step"] for point in shown["points"]) in (int(step) - 1, int(step))


def test_an_unexpected_failure_is_told_in_a_sentence_too(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def burst(*_: object) -> None:
        raise RuntimeError("DefaultCPUAllocator: not enough memory")

    monkeypatch.setattr("lstm_core.experiment.build", burst)
    failed(call, tmp_path, ("sine",), "failed unexpectedly (RuntimeError: DefaultCPUAllocator: not enough memory)")


# Files to be judged on, and to be answered


@pytest.mark.parametrize(
    ("kind", "content", "sentence"),
    [
        ("texts", "", "file.csv is empty"),
        ("texts", "review\ndull\n", "has one column"),
        ("texts", "review,sentiment\ndull,negative\ngood,great\n", "row 3, stands 'great'"),
        ("symbols", "symbols,first\nA x,A\nB !,B\n", "Input 2: Symbol 2 is '!'"),
        ("copied", "symbols,copy\nA,A B C D E F G H A B\n", "the model answers the last 10"),
        ("copied", "symbols,copy\nA B,A B\n", "cells are all 10 of A, B, C"),
        ("rows", "x\n1\n2\n", "has one column"),
        ("rows", "x,y\n0.5,1\n0.5,7\n", "The answer in row 3 is '7'; the model knows 5 or less, more than 5."),
        ("rows", "x,y\n0.5,1\na,1\n", "Input 2: Number 1 is 'a'"),
        ("rows", "x,y\n0.5,1\n,1\n", "row 3: the cell of column x is empty"),
        ("values", "a,b,target\n0.5,1,nothing\n", "The answer in row 2 is 'nothing'"),
        ("values", "a,b,target\n0.5,1,0\n0.5,1,1e39\n", "The answer in row 3 is '1e39'; the largest there can be is"),
        ("values", "a,b,c,target\n0.5,1,2,3\n", "a step has 2"),
        ("series", "value\n" + "1\n2\n" * 20, "need at least 51"),
        ("series", "value\n" + "1\nx\n" * 40, "row 3, stands “x”"),
    ],
)
def test_a_file_without_the_right_answers(ask: Call, tmp_path: Path, kind: str, content: str, sentence: str):
    (tmp_path / "file.csv").write_text(content)
    refused(ask("evaluate", kind, "--data", tmp_path / "file.csv"), sentence)


@pytest.mark.parametrize(
    ("kind", "arguments", "sentence"),
    [
        ("texts", (), "There is nothing to predict"),
        ("texts", ("a text", "--file", "x.txt"), "not both"),
        ("texts", ("--file", "missing.txt"), "cannot be read: No such file"),
        ("texts", ("a text", "--steps", 3), "only a series can be followed"),
        ("symbols", ("A q",), "Symbol 2 is 'q'"),
        ("copied", ("A B C",), "It has 3 steps; the model answers the last 10"),
        ("rows", ("0.1 inf",), "only finite numbers"),
        ("rows", ("0.1 -1e39",), "Number 2 is '-1e39'; numbers up to 3.4e+38 can be read."),
        ("values", ("0.1 0.2 0.3",), "a step has 2"),
        ("series", ("1 " * 49 + "1e308",), "Number 50 is '1e308'; numbers up to"),
        ("series", ("1 " * 49 + "3.4e38",), "too far from those the model learned from"),
        ("series", ("1 2 3",), "There are 3 steps; the model reads the last 50"),
        ("texts", ("a text", "--out", "/missing/folder/file"), "/missing/folder/file: No such file or directory."),
    ],
)
def test_what_cannot_be_answered(ask: Call, kind: str, arguments: tuple[object, ...], sentence: str):
    refused(ask("predict", kind, *arguments), sentence)


def test_a_series_too_short_to_go_on_from(ask: Call, tmp_path: Path):
    (tmp_path / "s.csv").write_text("value\n1\n2\n3\n")
    refused(ask("predict", "series", "--file", tmp_path / "s.csv"), "the model reads the last 50")
