"""What a unit reacts to, by the names people know."""

import numpy as np
import pytest
from fakes import sequences_of
from test_microscope import model

from lstm_core.data.batches import Sequences
from lstm_core.data.scaler import Scaler
from lstm_core.errors import LabError
from lstm_core.inside.unit_habits import plain, unit_habits
from lstm_core.readers import NumberReader, SymbolReader


def test_words_come_by_their_names_the_most_extreme_first():
    asked, texts = model(), sequences_of([[0, 1, 2, 3, 4, 5, 6]] * 6)
    found = plain(asked, unit_habits(asked, texts, 0, "f"), 2)
    names = [one["at"] for one in found["open"] + found["closed"]]
    assert set(names) <= {"(padding)", "(unknown)", "the", "film", "was", "good", "bad"}
    assert found["open"][0]["mean"] == max(one["mean"] for one in found["open"] + found["closed"])
    assert found["closed"][0]["mean"] == min(one["mean"] for one in found["open"] + found["closed"])
    assert {one["count"] for one in found["open"]} == {6}


def test_symbols_and_ranges_of_numbers_have_names_too():
    symbols = model(SymbolReader(("a", "b")))
    told = plain(symbols, unit_habits(symbols, sequences_of([[2, 3]] * 9), 0, "o"), 0)
    assert {one["at"] for one in told["open"] + told["closed"]} == {"a", "b"}
    numbers = model(NumberReader(1, Scaler(np.array([100.0]), np.array([10.0]))), ())
    values = Sequences.of_one_length(
        np.linspace(-1, 1, 200, dtype=np.float32).reshape(20, 10, 1), np.zeros((20, 1), np.float32)
    )
    names = [one["at"] for one in plain(numbers, unit_habits(numbers, values, 0, "i"), 0)["open"]]
    assert all(name.endswith("and more") or " to " in name for name in names)
    assert all(90 <= float(name.split()[0]) <= 110 for name in names)


def test_a_layer_that_is_not_there_is_refused():
    with pytest.raises(LabError, match="no layer and direction number 3"):
        unit_habits(model(directions=2), sequences_of([[2]]), 2, "f")
