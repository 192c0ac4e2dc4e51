from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import torch
from fakes import sequences_of
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.data.batches import Batch, Sequences, Shelf, ordered, shuffled
from lstm_core.text.vocabulary import PADDING

CPU = torch.device("cpu")


def pad(sequences: Sequences, indices: np.ndarray) -> Batch:
    return Shelf(sequences, CPU).batch(indices)


def shuffled_batches(sequences: Sequences, batch_size: int, random: np.random.Generator) -> Iterator[Batch]:
    return (pad(sequences, cut) for cut in shuffled(sequences, batch_size, random))


def ordered_batches(sequences: Sequences, batch_size: int) -> Iterator[tuple[np.ndarray, Batch]]:
    return ((cut, pad(sequences, cut)) for cut in ordered(sequences, batch_size))


def numbered(lengths: list[int]) -> Sequences:
    """Sequence n consists of nothing but n + 2 and has n as its label."""
    return sequences_of([[n + 2] * length for n, length in enumerate(lengths)], list(range(len(lengths))))


def padding_share(batches: Iterable[Batch]) -> float:
    sizes = [(batch.inputs.numel(), int(batch.lengths.sum())) for batch in batches]
    return 1 - sum(real for _, real in sizes) / sum(every for every, _ in sizes)


def test_a_batch_is_padded_at_the_end_to_its_longest_sequence():
    sequences = sequences_of([[5, 6, 7], [8], [9, 10], [11, 12, 13, 14]], [0, 1, 0, 1])
    batch = pad(sequences, np.array([2, 0, 1]))
    assert batch.inputs.tolist() == [[9, 10, PADDING], [5, 6, 7], [8, PADDING, PADDING]]
    assert batch.lengths.tolist() == [2, 3, 1]
    assert batch.targets.tolist() == [0, 0, 1]
    assert {batch.inputs.dtype, batch.lengths.dtype, batch.targets.dtype} == {torch.int64}


def test_the_last_sequence_of_all_can_be_padded_too():
    assert pad(sequences_of([[5, 6, 7], [8]]), np.array([0, 1])).inputs.tolist() == [[5, 6, 7], [8, PADDING, PADDING]]


def test_a_part_of_the_sequences_keeps_their_words_and_labels():
    part = numbered([3, 1, 2]).take(np.array([2, 0]))
    assert len(part) == 2
    batch = pad(part, np.arange(2))
    assert batch.inputs.tolist() == [[4, 4, PADDING], [2, 2, 2]]
    assert batch.targets.tolist() == [2, 0]


lengths_of = st.lists(st.integers(1, 12), min_size=1, max_size=150)


@given(lengths_of, st.integers(1, 40), st.integers(0, 1_000))
def test_every_sequence_comes_once_an_epoch_and_whole(lengths: list[int], batch_size: int, seed: int):
    batches = list(shuffled_batches(numbered(lengths), batch_size, np.random.default_rng(seed)))
    seen = []
    for batch in batches:
        assert batch.inputs.shape == (len(batch.targets), int(batch.lengths.max()))
        for tokens, length, label in zip(batch.inputs, batch.lengths, batch.targets, strict=True):
            assert tokens.tolist() == [int(label) + 2] * int(length) + [PADDING] * (len(tokens) - int(length))
            assert length == lengths[label]
            seen.append(int(label))
    assert sorted(seen) == list(range(len(lengths)))
    assert len(batches) == -(-len(lengths) // batch_size)
    assert all(len(batch.targets) <= batch_size for batch in batches)


@given(lengths_of, st.integers(1, 40))
def test_measuring_sees_every_sequence_once_with_its_index(lengths: list[int], batch_size: int):
    seen: list[int] = []
    for indices, batch in ordered_batches(numbered(lengths), batch_size):
        assert batch.targets.tolist() == indices.tolist()
        assert len(indices) <= batch_size
        seen.extend(indices.tolist())
    assert sorted(seen) == list(range(len(lengths)))
    assert [lengths[n] for n in seen] == sorted(lengths)


def test_an_epoch_is_shuffled_anew_and_the_seed_decides_how():
    sequences = numbered([1 + n % 5 for n in range(60)])

    def order(random: np.random.Generator) -> list[int]:
        return [label for batch in shuffled_batches(sequences, 4, random) for label in batch.targets.tolist()]

    random = np.random.default_rng(1)
    first, second = order(random), order(random)
    assert first != second
    assert order(np.random.default_rng(1)) == first
    assert order(np.random.default_rng(2)) != first


def test_a_sequence_meets_others_in_every_epoch():
    random = np.random.default_rng(1)

    def partners() -> set[frozenset[int]]:
        batches = shuffled_batches(numbered([5] * 60), 4, random)
        return {frozenset(batch.targets.tolist()) for batch in batches}

    assert not partners() & partners()


def test_batches_of_similar_length_do_not_come_sorted_by_length():
    sequences = numbered(np.random.default_rng(0).integers(1, 100, 2_000).tolist())
    longest = [int(batch.lengths.max()) for batch in shuffled_batches(sequences, 16, np.random.default_rng(0))]
    assert longest != sorted(longest)
    assert abs(float(np.corrcoef(longest, np.arange(len(longest)))[0, 1])) < 0.4


def test_little_is_padding_compared_with_random_batches():
    sequences = numbered(np.random.default_rng(0).integers(1, 100, 2_000).tolist())
    random = np.random.default_rng(0)
    careful = padding_share(shuffled_batches(sequences, 16, random))
    order = random.permutation(2_000)
    careless = padding_share(pad(sequences, order[start : start + 16]) for start in range(0, 2_000, 16))
    assert careless > 0.3
    assert careful < 0.1
    assert padding_share(batch for _, batch in ordered_batches(sequences, 16)) < 0.02


def test_numbers_are_padded_with_zeros():
    flat = np.array([[1, 2], [3, 4], [5, 6]], np.float32)
    sequences = Sequences(flat, np.array([0, 2]), np.array([2, 1]), np.array([[0.5], [1.5]], np.float32))
    batch = pad(sequences, np.array([1, 0]))
    assert batch.inputs.tolist() == [[[5, 6], [0, 0]], [[1, 2], [3, 4]]]
    assert batch.targets.tolist() == [[1.5], [0.5]]


def test_sequences_of_one_length_may_overlap():
    """Windows of a series share its values."""
    series = np.arange(5, dtype=np.float32)[:, None]
    windows = Sequences(series, np.arange(3), np.full(3, 3), np.zeros((3, 1), np.float32))
    assert pad(windows, np.array([0, 2])).inputs.squeeze(2).tolist() == [[0, 1, 2], [2, 3, 4]]


@given(st.lists(st.lists(st.integers(1, 9), min_size=1, max_size=6), min_size=1, max_size=5))
def test_padding_in_front_is_what_all_have_and_the_rest_up_to_the_longest(tokens: list[list[int]]):
    sequences = replace(sequences_of(tokens), padded_to=8)
    batch = Shelf(sequences, torch.device("cpu")).batch(np.arange(len(tokens)))
    read = [[0] * batch.prefix + row for row in batch.inputs.tolist()]
    assert read == [[0] * (8 - len(one)) + one for one in tokens]
    assert batch.prefix == 8 - max(map(len, tokens))
    assert (batch.lengths + batch.prefix == 8).all()
    assert sequences.take(np.array([0])).padded_to == 8


def test_a_part_of_a_batch_is_as_long_as_the_longest_in_it():
    shelf = Shelf(sequences_of([[1], [2, 3], [4, 5, 6]]), torch.device("cpu"))
    part = shelf.batch(np.arange(3)).part(slice(0, 2))
    assert part.inputs.tolist() == [[1, 0], [2, 3]]
    assert part.lengths.tolist() == [1, 2]


def test_some_are_drawn_from_everywhere_and_always_the_same():
    """A file sorted by class has one class alone at its beginning."""
    sequences = sequences_of([[1]] * 200, [0] * 100 + [1] * 100)
    some = sequences.drawn(20)
    assert len(some) == 20
    assert 5 < some.targets.sum() < 15
    assert some.targets.tolist() == sequences.drawn(20).targets.tolist() == sorted(some.targets)
    assert sequences.drawn(500) is sequences
