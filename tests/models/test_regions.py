"""A text cut into regions, and what a network makes of them."""

from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.models.network import Network
from lstm_core.models.regions import from_regions, region_sizes, to_regions

lengths_of = st.lists(st.integers(1, 40), min_size=1, max_size=5)


def network(**changed: Any) -> Network:
    torch.manual_seed(0)
    return Network(**{"vocabulary": 50, "outputs": 2, "embedding_size": 4, "hidden_size": 3, **changed}).eval()


def texts(lengths: list[int]) -> tuple[torch.Tensor, torch.Tensor]:
    """Token t of text b is 1 + 40 b + t."""
    counts, steps = torch.tensor(lengths), torch.arange(max(lengths))
    tokens = 1 + 40 * torch.arange(len(lengths))[:, None] + steps
    return tokens * (steps < counts[:, None]), counts


@given(st.integers(1, 2_000), st.integers(1, 2_000))
def test_regions_are_equal_and_no_longer_than_asked_for_and_as_few_as_will_do(length: int, most: int):
    size = int(region_sizes(torch.tensor([length]), most)[0])
    regions = -(-length // most)
    assert size <= most
    assert length <= regions * size < length + regions


def test_a_hundred_and_twenty_words_are_three_regions_of_forty():
    assert region_sizes(torch.tensor([120, 50, 51, 1]), 50).tolist() == [40, 50, 26, 1]


@given(lengths_of, st.integers(1, 30))
def test_every_word_is_in_its_region_and_none_is_lost(lengths: list[int], region_length: int):
    tokens, counts = texts(lengths)
    columns, real = to_regions(tokens, counts, region_length)
    regions = -(-max(lengths) // region_length)
    assert columns.shape == (max(region_sizes(counts, region_length)), regions * len(lengths))
    for b, length in enumerate(lengths):
        read = [
            int(columns[t, k * len(lengths) + b])
            for k in range(regions)
            for t in range(int(real[k * len(lengths) + b]))
        ]
        assert read == tokens[b, :length].tolist()


@given(lengths_of, st.integers(1, 30))
def test_every_row_knows_its_place_in_the_text(lengths: list[int], region_length: int):
    tokens, counts = texts(lengths)
    columns, _ = to_regions(tokens, counts, region_length)
    rows, places = from_regions(columns[:, :, None].contiguous(), counts, region_length)
    for b, length in enumerate(lengths):
        found = {int(place): int(row) for row, place in zip(rows[:, b, 0], places[:, b], strict=True) if place < length}
        assert found == dict(enumerate(tokens[b, :length].tolist()))


@pytest.mark.parametrize("pooling", ["last", "mean", "max", "mean+max", "attention"])
@pytest.mark.parametrize("directions", [1, 2])
def test_one_region_is_the_whole_text(pooling: str, directions: int):
    tokens, counts = texts([9, 4])
    whole = network(pooling=pooling, directions=directions)
    one_region = network(pooling=pooling, directions=directions, region_length=9)
    assert torch.equal(whole(tokens, counts), one_region(tokens, counts))


@pytest.mark.parametrize("directions", [1, 2])
def test_regions_are_pooled_as_texts_of_their_own_would_be(directions: int):
    """The maximum over a text is the largest of the maxima of its regions, each read alone; no state goes from one to the next."""
    tokens, counts = texts([12, 7])
    model = network(pooling="max", directions=directions, region_length=4)
    model.head, model.dropout = torch.nn.Identity(), torch.nn.Identity()
    model.head.weight = torch.zeros(1)
    found = model(tokens, counts)
    for b, length in enumerate([12, 7]):
        pieces = [tokens[b : b + 1, k : min(k + 4, length)] for k in range(0, length, 4)]
        maxima = torch.cat([model(piece, torch.tensor([piece.shape[1]])) for piece in pieces])
        torch.testing.assert_close(found[b], maxima.amax(0))


@pytest.mark.parametrize("pooling", ["last", "mean", "max", "mean+max", "attention"])
@pytest.mark.parametrize("directions", [1, 2])
@given(lengths=lengths_of, most=st.integers(1, 30))
def test_a_text_has_the_same_logits_alone_and_beside_others(
    pooling: str, directions: int, lengths: list[int], most: int
):
    tokens, counts = texts(lengths)
    model = network(vocabulary=250, pooling=pooling, directions=directions, region_length=most)
    together = model(tokens, counts)
    for b, length in enumerate(lengths):
        torch.testing.assert_close(model(tokens[b : b + 1, :length], counts[b : b + 1])[0], together[b])


def test_what_stands_in_the_padding_of_a_region_does_not_matter():
    tokens, counts = texts([12, 5])
    assert to_regions(tokens, counts, 4)[1].tolist() == [4, 3, 4, 2, 4, 0]
    model = network(region_length=4, directions=2)
    other = torch.where(tokens == 0, 9, tokens)
    torch.testing.assert_close(model(other, counts), model(tokens, counts))
