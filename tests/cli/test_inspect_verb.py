"""`inspect`."""

import json

import pytest
from called import Call


def test_inspect_gives_every_gate_of_every_word(ask: Call):
    code, out, _ = ask("inspect", "texts", "The film was not bad", "--json")
    seen = json.loads(out)
    assert code == 0
    assert seen["tokens"] == ["the", "film", "was", "not", "bad"]
    (layer,) = seen["layers"]
    assert (layer["cell"], layer["direction"]) == ("lstm", "forward")
    assert all(len(layer[letter]) == 5 and len(layer[letter][0]) == 8 for letter in "ifgoch")
    assert seen["prediction"]["probabilities"]["positive"] == pytest.approx(seen["answers"][-1][1], abs=1e-6)
    code, out, _ = ask("inspect", "texts", "The film was not bad")
    assert code == 0
    assert "film" in out
    assert "positive" in out


def test_inspect_refuses_a_text_without_a_word(ask: Call):
    code, out, err = ask("inspect", "texts", "?!", "--json")
    assert (code, out) == (2, "")
    assert "nothing in it that the model reads" in err
