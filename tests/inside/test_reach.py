"""How far gradients reach, as pages and the shell get it."""

import json
import math

import numpy as np
import pytest
from fakes import sequences_of
from test_microscope import model

from lstm_core.inside.reach import plain, reach, untrained_reach
from lstm_core.inspection.gradients import Gradients, LayerGradient

SETTINGS = {
    "hidden_size": 32,
    "length": 80,
    "forget_bias": 1.0,
    "initialisation": "default",
    "gain": 1.0,
    "clip_norm": 1.0,
}


def half_life(cell: str, **changed: float | str) -> float:
    (layer,) = untrained_reach(cell, **{**SETTINGS, **changed})["layers"]
    return layer["half_life"] or math.inf


def test_textbooks_are_right_about_untrained_networks():
    assert half_life("rnn") < half_life("lstm")
    assert half_life("lstm", forget_bias=0.0) < half_life("lstm", forget_bias=1.0) < half_life("lstm", forget_bias=3.0)
    assert half_life("rnn") < half_life("rnn", initialisation="orthogonal")


def test_large_recurrent_weights_make_the_gradient_explode_and_clipping_shortens_it():
    found = untrained_reach("rnn", **{**SETTINGS, "gain": 4.0})
    assert found["layers"][0]["fading"]["alarm"] == "exploding"
    assert found["weights"] > 100
    assert found["shortened"] == pytest.approx(1.0 / found["weights"])
    assert untrained_reach("rnn", **{**SETTINGS, "gain": 4.0, "clip_norm": 0.0})["shortened"] == 1.0


def test_a_trained_model_s_reach_is_json_with_words():
    sequences = sequences_of([[2, 3, 4, 5], [3, 3]], [0, 1])
    found = json.loads(json.dumps(reach(model(layers=2, directions=2), sequences), allow_nan=False))
    assert [(one["layer"], one["direction"]) for one in found["layers"]] == [
        (1, "forward"), (1, "backward"), (2, "forward"), (2, "backward")
    ]  # fmt: skip
    assert all(len(one["norms"]["h"]) == len(one["norms"]["c"]) == 4 for one in found["layers"])
    assert all(one["words"] for one in found["layers"])
    assert found["sequences"] == 2


def test_what_pooling_adds_is_said_where_the_curve_leaves_it_out():
    sequences = sequences_of([[2, 3, 4, 5], [3, 3, 2, 2]], [0, 1])

    def said(pooling: str, **how: bool) -> str:
        return str(reach(model(pooling=pooling), sequences, **how)["layers"][0]["words"])

    assert "The model pools (mean+max) over all words" in said("mean+max")
    assert "pools" not in said("mean+max", from_the_end=False)
    assert "pools" not in said("last")


def test_what_is_no_number_is_none():
    norms = {"h": np.array([1.0, np.inf, np.nan])}
    found = json.loads(
        json.dumps(plain(Gradients((LayerGradient(1, "rnn", "forward", norms),), math.inf), "word"), allow_nan=False)
    )
    assert found["layers"][0]["norms"]["h"] == [1.0, None, None]
    assert found["weights"] is None
