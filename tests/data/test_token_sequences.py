from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.data.generated_size import MAX_LENGTH
from lstm_core.data.token_sequences import TokenSequences, copy_memory, delayed_recall
from lstm_core.errors import LabError
from lstm_core.text.vocabulary import Vocabulary

TASKS = [copy_memory, delayed_recall]
Task = Callable[[int, int, int], TokenSequences]
sizes = st.tuples(st.integers(1, 30), st.integers(1, 60), st.integers(0, 2**32))


def as_words(found: TokenSequences) -> list[list[str]]:
    return [[found.words[token - 2] for token in row] for row in found.tokens]


@given(sizes)
def test_ten_symbols_are_to_be_copied_at_the_last_ten_steps(size: tuple[int, int, int]):
    count, length, seed = size
    found = copy_memory(count, length, seed)
    assert found.tokens.shape == (count, length + 21)
    assert found.targets.shape == (count, 10)
    for words, targets in zip(as_words(found), found.targets, strict=True):
        assert words[:10] == [found.classes[target] for target in targets]
        assert words[10:] == ["blank"] * length + ["copy"] + ["blank"] * 10


@given(sizes)
def test_the_first_symbol_is_to_be_recalled_at_the_question(size: tuple[int, int, int]):
    count, length, seed = size
    found = delayed_recall(count, length, seed)
    assert found.tokens.shape == (count, length + 2)
    assert found.targets.shape == (count,)
    for words, target in zip(as_words(found), found.targets, strict=True):
        assert words[0] == found.classes[target]
        assert set(words[1:-1]) <= set("wxyz")
        assert words[-1] == "?"


@pytest.mark.parametrize("task", TASKS)
def test_ids_are_those_of_a_vocabulary(task: Task):
    found = task(20, 5, 0)
    assert (found.tokens.dtype, found.targets.dtype) == (np.int32, np.int64)
    vocabulary = Vocabulary(found.words)
    assert [vocabulary.encode(words).tolist() for words in as_words(found)] == found.tokens.tolist()
    assert len(set(found.words)) == len(found.words)


@pytest.mark.parametrize(("task", "classes"), [(copy_memory, 8), (delayed_recall, 4)])
def test_every_class_and_every_word_is_about_as_frequent_as_its_equals(task: Task, classes: int):
    found = task(20_000, 4, 1)
    assert len(found.classes) == classes
    tally = np.bincount(found.targets.ravel())
    assert tally == pytest.approx([found.targets.size / classes] * classes, rel=0.05)
    assert np.unique(found.tokens).tolist() == [number + 2 for number in range(len(found.words))]


def test_distractors_are_even_and_say_nothing_about_the_answer():
    found = delayed_recall(20_000, 4, 1)
    for target in range(4):
        others = found.tokens[found.targets == target][:, 1:-1]
        assert np.bincount(others.ravel())[6:] == pytest.approx([others.size / 4] * 4, rel=0.05)


@pytest.mark.parametrize("task", TASKS)
def test_the_same_arguments_give_the_same_sequences_and_another_seed_others(task: Task):
    one, same, other = task(200, 30, 7), task(200, 30, 7), task(200, 30, 8)
    np.testing.assert_array_equal(one.tokens, same.tokens)
    np.testing.assert_array_equal(one.targets, same.targets)
    assert (one.tokens != other.tokens).any(axis=1).mean() > 0.9


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("length", [0, MAX_LENGTH + 1])
def test_a_length_outside_the_limits_is_refused(task: Task, length: int):
    with pytest.raises(LabError, match=f"between 1 and 1000 steps, but it is {length}"):
        task(10, length, 0)
