import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.data.front_padding import Keep, pad_front

SEQUENCES = [[5, 6, 7], [8], [], [9, 10], [11, 12, 13, 14]]


def padded(sequences: list[list[int]], length: int, keep: Keep) -> np.ndarray:
    flat = np.array([token for one in sequences for token in one], np.int32)
    offsets = np.cumsum([0, *(len(one) for one in sequences)], dtype=np.int64)
    return pad_front(flat, offsets, length, keep)


def test_keras_keeps_the_end_when_it_truncates_before():
    # pad_sequences(sequences, maxlen=3), by hand
    assert padded(SEQUENCES, 3, "last").tolist() == [[5, 6, 7], [0, 0, 8], [0, 0, 0], [0, 9, 10], [12, 13, 14]]


def test_keras_keeps_the_beginning_when_it_truncates_after():
    # pad_sequences(sequences, maxlen=3, truncating="post"), by hand
    assert padded(SEQUENCES, 3, "first").tolist() == [[5, 6, 7], [0, 0, 8], [0, 0, 0], [0, 9, 10], [11, 12, 13]]


@pytest.mark.parametrize("keep", ["first", "last"])
def test_padding_lies_before_the_tokens(keep: Keep):
    assert padded([[5, 6]], 5, keep).tolist() == [[0, 0, 0, 5, 6]]


@pytest.mark.parametrize("sequences", [[], [[]], [[], []]])
def test_nothing_becomes_padding(sequences: list[list[int]]):
    found = padded(sequences, 2, "last")
    assert found.dtype == np.int32
    assert found.tolist() == [[0, 0]] * len(sequences)


def test_a_part_of_the_sequences_needs_no_copy_of_its_tokens():
    assert pad_front(np.arange(10, 20), np.array([2, 4, 9]), 3, "last").tolist() == [[0, 12, 13], [16, 17, 18]]


@given(st.lists(st.lists(st.integers(1, 99), max_size=9), max_size=9), st.integers(1, 12))
def test_any_sequences(sequences: list[list[int]], length: int):
    fill = [[0] * (length - len(one)) for one in sequences]
    first = [before + one[:length] for before, one in zip(fill, sequences, strict=True)]
    last = [before + one[-length:] for before, one in zip(fill, sequences, strict=True)]
    assert padded(sequences, length, "first").tolist() == first
    assert padded(sequences, length, "last").tolist() == last
