"""`race`: every cell with every seed, and what comes of it."""

import json
import re
from pathlib import Path

import pytest
from called import Call

from lstm_core.runs.groups import GroupStore

SMALL = [
    f"--set={change}" for change in ("examples=400", "training.epochs=1", "model.hidden_size=8", "embedding_size=8")
]


def test_a_race_trains_every_cell_with_every_seed_and_says_what_came_of_it(call: Call, tmp_path: Path):
    arguments = ("race", "toy-reviews-gap", *SMALL, "--set=gap=5", "--cells=lstm,rnn", "--seeds=2", "--json")
    code, out, err = call(*arguments)
    assert code == 0
    answer = json.loads(out)
    assert [one["cell"] for one in answer["cells"]] == ["lstm", "rnn"]
    assert [[run["seed"] for run in one["runs"]] for one in answer["cells"]] == [[0, 1], [0, 1]]
    for one in answer["cells"]:
        accuracies = [run["metrics"]["accuracy"] for run in one["runs"]]
        assert one["mean"] == pytest.approx(sum(accuracies) / 2)
        assert one["interval"][0] <= one["mean"] <= one["interval"][1]
    assert answer["verdict"]
    group = GroupStore(tmp_path / "lab.sqlite").get(answer["race"])
    assert group
    assert [run.config.model.cell for run in group.runs] == ["lstm", "rnn"] * 2
    assert "4 of 4: rnn, seed 1" in err
    assert json.loads(call(*arguments)[1]) == answer  # nothing is trained twice, and it is the same race
    anew = json.loads(call(*arguments, "--again")[1])
    assert anew["race"] != answer["race"]
    trained = [{run["run"] for cell in one["cells"] for run in cell["runs"]} for one in (answer, anew)]
    assert not trained[0] & trained[1]


def test_a_race_as_a_table(call: Call):
    code, out, err = call("race", "toy-reviews-gap", *SMALL, "--set=gap=5", "--cells=gru", "--same=parameters")
    assert code == 0
    assert "GRU" in out
    assert re.search("always saying the same|guessing|remember", out.replace("\n", " "))
    assert "step by step" in err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--cells=lstm,elman"], "elman: take one or more of rnn, gru, lstm"),
        (["--seeds=0"], "seeds: 0 is out of range"),
        (["--same=speed"], "--same speed: take hidden or parameters"),
        (["--set=gap=501"], "data.gap: 501 is too large"),
    ],
)
def test_a_race_that_cannot_be_is_refused_in_a_sentence(call: Call, arguments: list[str], sentence: str):
    code, out, err = call("race", *arguments)
    assert (code, out) == (2, "")
    assert sentence in err
