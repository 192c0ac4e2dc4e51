from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from lstm_core.data.generated_size import MAX_LENGTH
from lstm_core.data.number_sequences import ADDING_SHORTEST, NumberSequences, adding, digits, sum_of_ten
from lstm_core.errors import LabError

# The sum of ten numbers


@pytest.fixture
def _same_chance_afterwards() -> Iterator[None]:
    state = np.random.get_state()
    yield
    np.random.set_state(state)


@pytest.mark.usefixtures("_same_chance_afterwards")
def test_the_sum_of_ten_is_the_classroom_data():
    np.random.seed(42)
    values = np.random.rand(1000, 10, 1)
    found = sum_of_ten()
    np.testing.assert_array_equal(found.inputs, values.astype(np.float32))
    np.testing.assert_array_equal(found.targets, (values.sum(axis=1) > 5).ravel())
    assert (found.inputs.dtype, found.targets.dtype) == (np.float32, np.int64)
    assert found.targets.shape == (1000,)


def test_the_sum_of_ten_leaves_the_chance_of_others_alone():
    before = np.random.get_state()[1].tolist()
    sum_of_ten()
    assert np.random.get_state()[1].tolist() == before


def test_of_the_last_200_sums_114_are_small():
    found = sum_of_ten()
    assert np.bincount(found.targets[-200:]).tolist() == [114, 86]
    assert found.classes == ("5 or less", "more than 5")
    assert [found.classes[target] for target in found.targets[:2]] == [
        "more than 5" if row.sum() > 5 else "5 or less" for row in found.inputs[:2]
    ]


# The adding problem

sizes = st.tuples(st.integers(1, 40), st.integers(ADDING_SHORTEST, 130), st.integers(0, 2**32))


def starts_of(found: NumberSequences) -> list[int]:
    """The first step of each sequence: it has the first marker of all."""
    return [int(np.flatnonzero(row)[0]) for row in found.inputs[:, :, 1]]


@given(sizes)
def test_every_sequence_follows_the_rules_of_the_paper(size: tuple[int, int, int]):
    count, length, seed = size
    found = adding(count, length, seed)
    assert found.inputs.shape == (count, length * 11 // 10, 2)
    assert found.targets.shape == (count, 1)
    assert (found.inputs.dtype, found.targets.dtype) == (np.float32, np.float32)
    for start, pairs, target in zip(starts_of(found), found.inputs, found.targets, strict=True):
        assert not pairs[:start].any()
        assert length <= len(pairs) - start <= length * 11 / 10
        values, markers = pairs[start:].T
        assert (abs(values) <= 1).all()
        assert markers[0] == markers[-1] == -1
        chosen = np.flatnonzero(markers == 1)
        assert set(markers[1:-1].tolist()) <= {0, 1}
        assert target == pytest.approx(0.5 + values[chosen].sum() / 4)
        # with the first pair chosen, one marker is left, and the value does not count
        assert len(chosen) == (1 if values[0] == 0 else 2)
        assert chosen[0] < 10 or values[0] == 0
        assert chosen[-1] < length // 2


def test_everything_that_may_be_chosen_is_chosen_about_evenly():
    found = adding(30_000, 40, seed=3)
    starts = np.array(starts_of(found))
    assert np.bincount(44 - starts, minlength=45)[40:] == pytest.approx([6_000] * 5, rel=0.05)
    markers = found.inputs[np.arange(30_000)[:, None], starts[:, None] + np.arange(40), 1]
    chosen = (markers == 1).sum(axis=0)
    # a place before the tenth is the first of the two in 1 case of 10, the second in 9/10 * 1/19 on average
    assert chosen[1:10] == pytest.approx([30_000 * (1 / 10 + 9 / 190)] * 9, rel=0.06)
    assert chosen[10:20] == pytest.approx([30_000 / 19] * 10, rel=0.1)
    assert not chosen[20:].any()
    assert not chosen[0]
    assert np.mean(found.inputs[np.arange(30_000), starts, 0] == 0) == pytest.approx(1 / 10 + 9 / 190, rel=0.05)


def test_values_are_uniform_and_saying_one_half_errs_by_a_twenty_fourth():
    found = adding(20_000, 40, seed=4)
    values = found.inputs[:, -40:, 0]  # real in every sequence
    assert np.histogram(values[:, 20:], bins=4, range=(-1, 1))[0] == pytest.approx([100_000] * 4, rel=0.02)
    whole = found.targets[found.inputs[np.arange(20_000), starts_of(found), 0] != 0]
    assert np.mean((whole - 0.5) ** 2) == pytest.approx(1 / 24, rel=0.03)


def test_the_same_arguments_give_the_same_sequences_and_another_seed_others():
    one, same, other = adding(50, 100, 7), adding(50, 100, 7), adding(50, 100, 8)
    np.testing.assert_array_equal(one.inputs, same.inputs)
    np.testing.assert_array_equal(one.targets, same.targets)
    assert (one.inputs != other.inputs).any(axis=(1, 2)).all()


@pytest.mark.parametrize("length", [ADDING_SHORTEST - 1, MAX_LENGTH + 1])
def test_a_length_outside_the_limits_is_refused(length: int):
    with pytest.raises(LabError, match=f"between 20 and 1000 steps, but it is {length}"):
        adding(10, length, 0)


# Digits


def test_digits_are_pictures_row_by_row():
    found = digits()
    assert found.inputs.shape == (1797, 8, 8)
    assert (found.inputs.dtype, found.targets.dtype) == (np.float32, np.int64)
    assert (found.inputs.min(), found.inputs.max()) == (0, 1)
    assert found.classes == tuple("0123456789")
    assert np.bincount(found.targets).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    # the first picture is a zero: its fourth row is ink, nothing, ink
    assert found.targets[0] == 0
    assert (found.inputs[0, 3] * 16).tolist() == [0, 4, 12, 0, 0, 8, 8, 0]


def test_digits_can_be_told_apart():
    found = digits()
    flat = found.inputs.reshape(len(found.inputs), -1)
    model = LogisticRegression(max_iter=1000).fit(flat[:1_400], found.targets[:1_400])
    assert model.score(flat[1_400:], found.targets[1_400:]) > 0.88
