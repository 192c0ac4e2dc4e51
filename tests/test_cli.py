"""The command line, in this process: what it prints where, and its exit codes."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from lstm_core import cli
from lstm_core.config import RunConfig
from lstm_core.labs import LABS
from lstm_core.runs.store import RunStore

SMALL = [
    f"--set={change}" for change in ("examples=400", "training.epochs=1", "model.hidden_size=8", "embedding_size=8")
]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Any:
    """Calls the command line with a folder of its own; returns exit code, standard output and standard error."""
    monkeypatch.setenv("LAB_HOME", str(tmp_path))

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["lstm_core", *arguments])
        with pytest.raises(SystemExit) as end:
            cli.main()
        out, err = capsys.readouterr()
        return int(end.value.code or 0), out, err

    return run


@pytest.fixture
def trained(call: Any) -> dict[str, Any]:
    code, out, _ = call("train", "toy-reviews", *SMALL, "--json")
    assert code == 0
    answer: dict[str, Any] = json.loads(out.splitlines()[-1])
    return answer


def test_labs_are_listed_with_their_configs(call: Any):
    code, out, _ = call("labs", "--json")
    assert code == 0
    assert {lab["lab"]: RunConfig.parse(lab["config"]) for lab in json.loads(out)} == {
        n: lab.config for n, lab in LABS.items()
    }


def test_train_ends_with_one_json_object(trained: dict[str, Any], tmp_path: Path):
    assert trained["status"] == "finished"
    assert trained["seconds"] > 0
    assert sum(map(sum, trained["metrics"]["confusion_matrix"])) == trained["metrics"]["examples"] == 80
    assert 0 < trained["metrics"]["train_loss"] < 1
    assert RunStore(tmp_path / "lab.sqlite").get(trained["run"])


def test_the_same_config_is_trained_once(call: Any, trained: dict[str, Any]):
    assert json.loads(call("train", "toy-reviews", *SMALL, "--json")[1])["run"] == trained["run"]
    assert json.loads(call("train", "toy-reviews", *SMALL, "--again", "--json")[1])["run"] != trained["run"]


def test_a_config_file_is_the_same_as_its_settings(call: Any, trained: dict[str, Any], tmp_path: Path):
    config = RunConfig.from_flat(
        {**LABS["toy-reviews"].config.flat(), "examples": 400, "epochs": 1, "hidden_size": 8, "embedding_size": 8}
    )
    file = tmp_path / "config.json"
    file.write_text(config.model_dump_json())
    assert json.loads(call("train", str(file), "--json")[1])["run"] == trained["run"]


def test_show_knows_everything(call: Any, trained: dict[str, Any]):
    shown = json.loads(call("show", trained["run"], "--json")[1])
    assert [entry["status"] for entry in shown["history"]] == ["queued", "running", "finished"]
    assert {"step", "epoch", "seconds", "split", "loss", "metric"} == set(shown["points"][0])
    assert shown["report"]["accuracy"] == trained["metrics"]["accuracy"]
    assert shown["config"]["model"]["hidden_size"] == 8


def test_predict_answers_texts_and_files(call: Any, trained: dict[str, Any], tmp_path: Path):
    answers = json.loads(call("predict", trained["run"], "The plot was dull.", "...", "--json")[1])
    assert answers[0]["predicted"] in ("negative", "positive")
    assert answers[1]["predicted"] is None
    file, out = tmp_path / "in.csv", tmp_path / "out.csv"
    file.write_text('id,review\n1,"Good, really"\n2,dull\n')
    assert call("predict", trained["run"], "--file", str(file), "--out", str(out))[0] == 0
    assert out.read_text("utf-8-sig").splitlines()[0] == "id,review,prediction,probability"


def test_evaluate_on_a_labelled_file(call: Any, trained: dict[str, Any], tmp_path: Path):
    file = tmp_path / "labelled.csv"
    file.write_text("review,sentiment\nThe plot was dull.,negative\nThe plot was superb.,Positive\n")
    metrics = json.loads(call("evaluate", trained["run"], "--data", str(file), "--json")[1])
    assert metrics["examples"] == 2
    assert json.loads(call("evaluate", trained["run"], "--json")[1]) == trained["metrics"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["train", "toy"], "There is no lab called toy"),
        (["train", "missing.json"], "missing.json cannot be read"),
        (["train", "toy-reviews", "--set", "epochs"], "write section.setting=value"),
        (["train", "toy-reviews", "--set", "model.epochs=3"], "write section.setting=value"),
        (["train", "toy-reviews", "--set", "training.epoch=3"], "did you mean epochs?"),
        (["train", "toy-reviews", "--set", "epochs=0"], "the smallest value is 1"),
        (["show", "nobody"], "There is no run called nobody"),
        (["evaluate", "nobody"], "There is no run called nobody"),
        (["predict", "nobody", "text"], "There is no run called nobody"),
    ],
)
def test_bad_input_is_a_sentence_and_exit_code_2(call: Any, arguments: list[str], sentence: str):
    code, out, err = call(*arguments)
    assert code == 2
    assert sentence in err
    assert out == ""
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("review\ndull\n", "has one column"),
        ("review,sentiment\ndull,negative\ngood,great\n", "row 3, stands 'great'"),
    ],
)
def test_a_file_without_labels_is_a_sentence(
    call: Any, trained: dict[str, Any], tmp_path: Path, content: str, sentence: str
):
    file = tmp_path / "labelled.csv"
    file.write_text(content)
    code, _, err = call("evaluate", trained["run"], "--data", str(file))
    assert code == 2
    assert sentence in err


def test_inspect_gives_every_gate_of_every_word(call: Any, trained: dict[str, Any]):
    code, out, _ = call("inspect", trained["run"], "The film was not bad", "--json")
    seen = json.loads(out)
    assert code == 0
    assert seen["tokens"] == ["the", "film", "was", "not", "bad"]
    (layer,) = seen["layers"]
    assert (layer["cell"], layer["direction"]) == ("lstm", "forward")
    assert all(len(layer[letter]) == 5 and len(layer[letter][0]) == 8 for letter in "ifgoch")
    assert seen["prediction"]["probabilities"]["positive"] == pytest.approx(seen["answers"][-1][1], abs=1e-6)
    code, out, _ = call("inspect", trained["run"], "The film was not bad")
    assert code == 0
    assert "film" in out
    assert "positive" in out


def test_inspect_refuses_a_text_without_a_word(call: Any, trained: dict[str, Any]):
    code, out, err = call("inspect", trained["run"], "?!", "--json")
    assert (code, out) == (2, "")
    assert "nothing in it that the model reads" in err
