"""A text under the microscope: from its JSON alone the whole recurrence can be computed again."""

import json
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.data.scaler import Scaler
from lstm_core.errors import DataError
from lstm_core.inside.microscope import MOST_STEPS, look, plain
from lstm_core.models.network import Network
from lstm_core.readers import NumberReader, Reader, TextReader
from lstm_core.text.vocabulary import Vocabulary
from lstm_core.trained import TrainedModel

WORDS = TextReader(Vocabulary(("the", "film", "was", "good", "bad")), "words", 5_000, "last", "end")


def model(reader: Reader = WORDS, classes: tuple[str, ...] = ("no", "yes"), **changed: Any) -> TrainedModel:
    torch.manual_seed(0)
    sizes = {"embedding_size": 3, "hidden_size": 4, "outputs": len(classes) or 1}
    arguments: dict[str, Any] = {**reader.arguments(), **sizes, **changed}
    return TrainedModel(Network(**arguments), arguments, reader, classes)


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def recomputed(layer: dict[str, Any]) -> dict[str, np.ndarray]:
    """The textbook, in 64 bits, from a layer's JSON."""
    w, u, b, d = (np.array(layer["weights"][name]) for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
    turn = -1 if layer["direction"] == "backward" else 1
    h = c = np.zeros(u.shape[1])
    rows: list[dict[str, np.ndarray]] = []
    for x in layer["x"][::turn]:
        from_input, from_memory = np.split(w @ x + b, len(layer["gates"])), np.split(u @ h + d, len(layer["gates"]))
        match layer["cell"]:
            case "lstm":
                i, f, g, o = (one + other for one, other in zip(from_input, from_memory, strict=True))
                i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
                c = f * c + i * g
                h = o * np.tanh(c)
                rows.append({"i": i, "f": f, "g": g, "o": o, "c": c, "h": h})
            case "gru":
                r, z = (sigmoid(from_input[gate] + from_memory[gate]) for gate in (0, 1))
                n = np.tanh(from_input[2] + r * from_memory[2])
                h = (1 - z) * n + z * h
                rows.append({"r": r, "z": z, "n": n, "h": h})
            case _:
                h = np.tanh(from_input[0] + from_memory[0])
                rows.append({"h": h})
    return {letter: np.array([row[letter] for row in rows])[::turn] for letter in rows[0]}


@given(
    st.sampled_from(["lstm", "gru", "rnn"]),
    st.integers(1, 2),
    st.integers(1, 2),
    st.lists(st.sampled_from(["film", "good", "bad", "unheard"]), min_size=1, max_size=9),
)
def test_from_the_json_alone_the_recurrence_can_be_computed_again(
    cell: str, layers: int, directions: int, text: list[str]
):
    asked = model(cell=cell, layers=layers, directions=directions, pooling="last")
    seen = json.loads(json.dumps(plain(asked, look(asked, " ".join(text)))))
    assert seen["tokens"] == text
    highest = []
    for layer in seen["layers"]:
        for letter, values in recomputed(layer).items():
            np.testing.assert_allclose(layer[letter], values, atol=1e-5)
        highest = [*highest, layer["h"]][-directions:]
    last = np.concatenate([h[-1] for h in highest])
    logits = np.array(seen["head"]["weight"]) @ last + seen["head"]["bias"]
    np.testing.assert_allclose(seen["answers"][-1], np.exp(logits) / np.exp(logits).sum(), atol=1e-5)


def test_the_last_answer_is_the_prediction():
    asked = model(cell="gru", directions=2)
    (prediction,) = asked.predict(["the film was good"])
    assert prediction
    assert look(asked, "the film was good").answers[-1] == pytest.approx(prediction.outputs, abs=1e-6)


def test_steps_of_a_series_are_its_numbers_and_answers_come_back_in_their_own_unit():
    reader = NumberReader(2, Scaler(np.array([100.0, 0.0]), np.array([10.0, 1.0])), window=3)
    forecasting = model(reader, ())
    text = "90 1; 100 2; 110 3; 120 4"
    seen = look(forecasting, text)
    assert seen.tokens == ("100 2", "110 3", "120 4")
    assert seen.trace.layers[0].x[:, 0] == pytest.approx([0.0, 1.0, 2.0])
    (prediction,) = forecasting.predict([text])
    assert prediction
    assert seen.answers[-1] == pytest.approx(prediction.outputs, rel=1e-5)


def test_padding_in_front_is_shown_and_unknown_words_are_marked():
    seen = look(model(TextReader(WORDS.vocabulary, "words", 5, "last", "front")), "good gracious film")
    assert seen.tokens == ("·", "·", "good", "gracious", "film")
    assert seen.known == (True, True, True, False, True)


@pytest.mark.parametrize(
    ("text", "sentence"), [("?!", "nothing in it"), ("good " * (MOST_STEPS + 1), "2,001 time steps")]
)
def test_what_cannot_be_looked_into_is_refused_in_a_sentence(text: str, sentence: str):
    with pytest.raises(DataError, match=sentence):
        look(model(), text)
