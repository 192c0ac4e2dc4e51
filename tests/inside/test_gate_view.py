"""What the page Inside gets of one text."""

import json

import numpy as np
import pytest
from test_microscope import model

from lstm_core.data.scaler import Scaler
from lstm_core.errors import LabError
from lstm_core.inside.gate_sorts import sorts
from lstm_core.inside.gate_view import Choice, gate_view
from lstm_core.inside.microscope import Look, look
from lstm_core.readers import NumberReader


@pytest.fixture(scope="module")
def seen() -> Look:
    return look(model(layers=2, directions=2, pooling="last"), "the film was not good")


def test_everything_is_json(seen: Look):
    view = json.loads(
        json.dumps(
            gate_view(
                seen,
                Choice(),
            ),
            allow_nan=False,
        )
    )
    assert view["tokens"] == ["the", "film", "was", "not", "good"]
    assert view["known"] == [True, True, True, False, True]
    assert set(view["heat"]) == set("ifgoch")
    assert [(one["layer"], one["direction"]) for one in view["layers"]] == [
        (1, "forward"), (1, "backward"), (2, "forward"), (2, "backward")
    ]  # fmt: skip
    assert view["difference"] < 1e-5


def test_a_unit_comes_with_all_it_is_computed_from(seen: Look):
    layer = seen.trace.layers[3]
    unit = gate_view(seen, Choice(layer=3, unit=2))["unit"]
    assert unit["number"] == 2
    np.testing.assert_allclose(unit["values"]["c"], layer.values["c"][:, 2], atol=1e-6)
    np.testing.assert_allclose(unit["before"]["h"][:-1], unit["values"]["h"][1:])
    total = np.array(unit["sums"]["f"]["input"]) + unit["sums"]["f"]["memory"] + unit["sums"]["f"]["bias"]
    np.testing.assert_allclose(1 / (1 + np.exp(-total)), unit["values"]["f"], atol=1e-5)


@pytest.mark.parametrize("sort", sorts("imdb"))
def test_units_come_in_the_order_of_their_scores(sort: str, seen: Look):
    view = gate_view(seen, Choice(sort=sort))
    scores = np.abs(view["scores"])[view["order"]]
    assert sorted(view["order"]) == list(range(4))
    assert view["unit"]["number"] == view["order"][0]
    assert sort == "number" or (np.diff(scores) <= 0).all()
    assert sort != "number" or view["order"] == [0, 1, 2, 3]


def test_numbers_are_sorted_by_their_input():
    numbers = look(model(NumberReader(1, Scaler.identity(1), window=4), ()), "1 2 3 4")
    assert np.abs(gate_view(numbers, Choice(sort="input"))["scores"]).max() > 0.9
    assert "input" in sorts("sine")
    assert "negation" not in sorts("sine")
    assert "input" not in sorts("imdb")


@pytest.mark.parametrize(("choice", "sentence"), [(Choice(layer=4), "no number 5"), (Choice(unit=4), "no number 5")])
def test_what_is_not_there_is_refused_in_a_sentence(choice: Choice, sentence: str, seen: Look):
    with pytest.raises(LabError, match=sentence):
        gate_view(seen, choice)
