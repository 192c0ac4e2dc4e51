"""What was encoded, written down, is read as the same again."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.data.scaler import Scaler
from lstm_core.inside.written import written
from lstm_core.readers import NumberReader, SymbolReader, TextReader
from lstm_core.text.vocabulary import Vocabulary

WORDS = Vocabulary(("the", "film", "wasn't", "bad"))


@given(st.lists(st.integers(1, 5), min_size=1, max_size=12))
def test_texts(ids: list[int]):
    reader = TextReader(WORDS, "words", 20, "last", "end")
    assert reader.read(written(reader, np.array(ids, np.int32))).inputs.tolist() == ids


def test_padding_in_front_is_not_written():
    reader = TextReader(WORDS, "keras", 5, "last", "front")
    assert written(reader, np.array([0, 0, 3, 1, 5], np.int32)) == "film unknownword bad"
    assert reader.read("film unknownword bad").inputs.tolist() == [0, 0, 3, 1, 5]


@given(st.lists(st.integers(2, 4), min_size=1, max_size=12))
def test_symbols(ids: list[int]):
    reader = SymbolReader(("a", "b", "?"))
    assert reader.read(written(reader, np.array(ids, np.int32))).inputs.tolist() == ids


def test_numbers_come_back_in_their_own_unit():
    reader = NumberReader(2, Scaler(np.array([100.0, 0.0]), np.array([10.0, 2.0])), window=2)
    inputs = np.array([[-1.0, 0.5], [0.25, -3.0]], np.float32)
    assert written(reader, inputs) == "90 1; 102.5 -6"
    assert reader.read(written(reader, inputs)).inputs.tolist() == inputs.tolist()


def test_differences_are_written_as_values_that_have_them():
    reader = NumberReader(1, Scaler(np.array([1.0]), np.array([2.0]), differences=True), window=4)
    inputs = np.array([[0.5], [-1.0], [0.0]], np.float32)
    assert written(reader, inputs) == "0; 2; 1; 2"
    assert reader.read(written(reader, inputs)).inputs.tolist() == inputs.tolist()
