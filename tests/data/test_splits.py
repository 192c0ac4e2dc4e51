from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.data.splits import Split, split_examples

identities = st.lists(st.integers(0, 30), min_size=1, max_size=80).map(lambda numbers: np.array(numbers, np.int64))
shares = st.fixed_dictionaries(
    {
        "validation_share": st.floats(0.01, 0.4),
        "test_share": st.floats(0.05, 0.4),
        "seed": st.integers(0, 2**31 - 1),
    }
)
HALVES: dict[str, Any] = {"validation_share": 0.1, "test_share": 0.2, "seed": 0}


def parts(split: Split) -> list[np.ndarray]:
    return [split.training, split.validation, split.test]


def everything(split: Split) -> list[int]:
    return sorted(np.concatenate(parts(split)).tolist())


def assert_same(one: Split, other: Split) -> None:
    for mine, yours in zip(parts(one), parts(other), strict=True):
        np.testing.assert_array_equal(mine, yours)


@given(identities, shares)
def test_every_example_is_in_exactly_one_part(identities: np.ndarray, chosen: dict[str, Any]):
    split = split_examples(identities, limit=len(identities), **chosen)
    assert everything(split) == list(range(len(identities)))


@given(identities, shares, st.integers(1, 100))
def test_equal_texts_are_on_one_side_and_used_together_or_not_at_all(
    identities: np.ndarray, chosen: dict[str, Any], limit: int
):
    split = split_examples(identities, limit=limit, **chosen)
    sides = [set(identities[part].tolist()) for part in parts(split)]
    unused = set(identities.tolist()) - set.union(*sides)
    assert sum(map(len, sides)) + len(unused) == len(set(identities.tolist()))
    used = everything(split)
    assert len(used) == len(set(used)) == sum(identity not in unused for identity in identities.tolist())


@given(identities, shares)
def test_the_shares_are_right_to_within_the_largest_group_of_equal_texts(
    identities: np.ndarray, chosen: dict[str, Any]
):
    split = split_examples(identities, limit=len(identities), **chosen)
    largest = int(np.bincount(identities).max())
    wanted_test = len(identities) * chosen["test_share"]
    wanted_validation = len(identities) * chosen["validation_share"]
    assert abs(len(split.test) - wanted_test) <= largest
    assert abs(len(split.validation) - wanted_validation) <= largest + 1


def test_the_shares_of_different_texts_are_exact():
    split = split_examples(np.arange(1_000), limit=1_000, validation_share=0.05, test_share=0.2, seed=3)
    assert [len(part) for part in parts(split)] == [750, 50, 200]


@given(identities, shares, st.integers(1, 100))
def test_never_more_than_the_limit_is_used(identities: np.ndarray, chosen: dict[str, Any], limit: int):
    assert len(everything(split_examples(identities, limit=limit, **chosen))) <= limit


@given(shares, st.integers(1, 60))
def test_of_different_texts_exactly_the_limit_is_used(chosen: dict[str, Any], limit: int):
    assert len(everything(split_examples(np.arange(60), limit=limit, **chosen))) == limit


@given(identities, shares)
def test_the_same_seed_gives_the_same_parts(identities: np.ndarray, chosen: dict[str, Any]):
    assert_same(split_examples(identities, limit=50, **chosen), split_examples(identities.copy(), limit=50, **chosen))


def test_another_seed_gives_other_parts():
    one = split_examples(np.arange(100), limit=100, **HALVES)
    other = split_examples(np.arange(100), limit=100, **{**HALVES, "seed": 1})
    for mine, yours in zip(parts(one), parts(other), strict=True):
        assert mine.tolist() != yours.tolist()


@pytest.mark.parametrize(("identities", "duplicates"), [([0, 1, 2], 0), ([0, 1, 0, 1, 0], 3), ([7, 7], 1)])
def test_repeated_texts_are_counted(identities: list[int], duplicates: int):
    assert split_examples(np.array(identities), limit=9, **HALVES).duplicates == duplicates
