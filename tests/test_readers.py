"""What a person types, as sequences; and readers on disk."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core import readers
from lstm_core.data.scaler import Scaler
from lstm_core.errors import DataError
from lstm_core.readers import NumberReader, Reader, SymbolReader, TextReader
from lstm_core.text.vocabulary import Vocabulary

WORDS = Vocabulary(("film", "good", "bad"))  # ids 2, 3, 4
SCALER = Scaler(np.array([10.0]), np.array([2.0]))
READERS: list[Reader] = [
    TextReader(WORDS, "words", 4, "last", "end"),
    TextReader(WORDS, "keras", 6, "first", "front"),
    SymbolReader(("A", "B", "?")),
    NumberReader(2),
    NumberReader(1, SCALER, 3, ("sales",), 7, {"series": "south", "every": "day", "together": "sum"}),
]
TEXTS = ["a good film, a bad film", "good", "A B ?", "1 2 3 4", "12 14 16"]


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: type(reader).__name__)
def test_a_reader_comes_back_from_disk_as_it_was(tmp_path: Path, reader: Reader):
    description = json.loads(json.dumps(reader.save(tmp_path)))
    loaded = readers.load(description, tmp_path)
    assert loaded.arguments() == reader.arguments()
    if isinstance(loaded, NumberReader):
        assert isinstance(reader, NumberReader)
        assert (loaded.columns, loaded.taken) == (reader.columns, reader.taken)
    for text in TEXTS:
        try:
            expected = reader.read(text)
        except DataError as problem:
            with pytest.raises(DataError, match="^" + str(problem)[:20]):
                loaded.read(text)
        else:
            found = loaded.read(text)
            assert (found.words, found.read) == (expected.words, expected.read)
            np.testing.assert_array_equal(found.inputs, expected.inputs)


def test_a_reader_of_another_version_is_refused(tmp_path: Path):
    with pytest.raises(DataError, match="reads 'pictures', which this version does not know; train the run again"):
        readers.load({"reads": "pictures"}, tmp_path)


# Texts


@given(
    st.lists(st.text(st.sampled_from(list("god filmba'’.,<>/\n é日1İ")) | st.characters(), max_size=40), max_size=6),
    st.sampled_from(["words", "keras"]),
    st.sampled_from(["last", "first"]),
    st.sampled_from(["end", "front"]),
)
def test_many_texts_at_once_are_read_as_each_alone(texts: list[str], tokenizer: str, keep: str, padding: str):
    texts = [text.encode("utf-8", "replace").decode() for text in texts]
    reader = TextReader(WORDS, tokenizer, 3, keep, padding)
    for found, text in zip(reader.inputs_of(texts), texts, strict=True):
        expected = reader.read(text).inputs
        assert found.dtype == expected.dtype
        assert found.tolist() == expected.tolist()


@pytest.mark.parametrize(("keep", "ids"), [("last", [3, 1, 2]), ("first", [2, 4, 3])])
def test_of_many_words_some_are_read(keep: str, ids: list[int]):
    reading = TextReader(WORDS, "words", 3, keep, "end").read("film bad good strange film")
    assert reading.words == 5
    assert reading.inputs.tolist() == ids
    assert len(reading.read) == 3


def test_front_padding_stands_before_the_words_and_is_no_word():
    reading = TextReader(WORDS, "keras", 5, "first", "front").read("Good film!")
    assert reading.inputs.tolist() == [0, 0, 0, 3, 2]
    assert reading.read == (("good", True), ("film", True))


@pytest.mark.parametrize("padding", ["end", "front"])
def test_a_text_without_a_word_has_nothing_to_read(padding: str):
    assert len(TextReader(WORDS, "words", 5, "last", padding).read("?!").inputs) == 0


def test_keras_makes_a_word_of_a_line_break():
    assert TextReader(WORDS, "keras", 5, "last", "end").read("good<br />film").words == 3
    assert TextReader(WORDS, "words", 5, "last", "end").read("good<br />film").words == 2


# Symbols


def test_symbols_have_their_ids():
    assert SymbolReader(("A", "B", "?")).read(" B  A ? ").inputs.tolist() == [3, 2, 4]
    assert SymbolReader(("A", "B", "?")).arguments() == {"vocabulary": 5}


def test_what_is_no_symbol_is_named_with_its_place():
    with pytest.raises(DataError, match="Symbol 2 is 'C'; write symbols with blanks between: A B"):
        SymbolReader(("A", "B")).read("A C")


def test_more_symbols_than_can_be_read_are_refused_before_they_are_looked_at():
    reader = SymbolReader(("A", "B"))
    assert len(reader.read("A " * 20_000).inputs) == 20_000
    with pytest.raises(DataError, match=r"^There are 2,500,000 steps; the most is 20,000\. Give fewer\.$"):
        reader.read("C " * 2_500_000)


# Numbers


def test_the_numbers_of_a_step_stand_beside_each_other():
    np.testing.assert_array_equal(NumberReader(2).read("1, 2; 3\n4").inputs, np.array([[1, 2], [3, 4]], np.float32))


def test_a_series_is_scaled_and_its_end_is_read():
    for before in ("99 ", "99 " * 50_000):
        found = NumberReader(1, SCALER, 3).read(f"{before}12 14 16").inputs[:, 0]
        np.testing.assert_allclose(found, [1.0, 2.0, 3.0])


@given(
    st.lists(st.floats(-1e6, 1e6, allow_subnormal=False), min_size=1, max_size=20),
    st.sampled_from([" ", ",", ";\n", ", "]),
)
def test_numbers_come_through_whatever_stands_between_them(values: list[float], between: str):
    found = NumberReader(1).read(between.join(map(repr, values))).inputs[:, 0]
    np.testing.assert_allclose(found, values, rtol=1e-6, atol=1e-30)


@pytest.mark.parametrize(
    ("reader", "text", "sentence"),
    [
        (NumberReader(1), "1 two", "Number 2 is 'two', which is none"),
        (NumberReader(1), "1 inf", "Number 2 is 'inf'; only finite numbers"),
        (NumberReader(2), "1 2 3", "There are 3 numbers, but a step has 2"),
        (NumberReader(1, SCALER, 3), "1 2", "There are 2 steps; the model reads the last 3"),
        (NumberReader(1), "1 " * 100_001, r"There are 100,001 numbers; the most is 100,000\. Give the last ones"),
        (NumberReader(2), "1 2 " * 20_001, "There are 20,001 steps; the most is 20,000"),
    ],
)
def test_numbers_that_cannot_be_read(reader: NumberReader, text: str, sentence: str):
    with pytest.raises(DataError, match=sentence):
        reader.read(text)
