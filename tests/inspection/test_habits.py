"""At which words a unit opens, counted by hand."""

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.inspection.habits import Habits, habits
from lstm_core.inspection.trace import trace
from lstm_core.models.network import Network


def network(**changed: Any) -> Network:
    torch.manual_seed(0)
    arguments: dict[str, Any] = {"vocabulary": 9, "outputs": 2, "embedding_size": 3, "hidden_size": 4}
    return Network(**{**arguments, **changed})


@given(
    st.lists(st.lists(st.integers(1, 8), min_size=1, max_size=9), min_size=1, max_size=4),
    st.integers(1, 2),
    st.sampled_from([0, 3]),
)
def test_a_word_s_mean_is_that_over_all_places_where_it_stands(texts: list[list[int]], directions: int, region: int):
    asked = network(directions=directions, region_length=region)
    lengths = torch.tensor([len(text) for text in texts])
    padded = torch.zeros(len(texts), int(lengths.max()), dtype=torch.int64)
    for row, text in enumerate(texts):
        padded[row, : len(text)] = torch.tensor(text)
    for layer in range(directions):
        found = habits(asked, [(padded, lengths)], layer, "f")
        seen = [trace(asked, np.array(text, np.int32)).layers[layer].values["f"] for text in texts]
        words, values = np.concatenate(texts), np.concatenate(seen)
        assert found.kinds.tolist() == sorted(set(words.tolist()))
        for place, word in enumerate(found.kinds):
            assert found.counts[place] == (words == word).sum()
            np.testing.assert_allclose(found.means[place], values[words == word].mean(axis=0), atol=1e-5)


def test_numbers_are_put_into_ranges_of_as_many_each():
    values = torch.arange(100.0).view(1, 100, 1)
    found = habits(network(vocabulary=0, features=1), [(values, torch.tensor([100]))], 0, "i")
    assert found.counts.tolist() == [10] * 10
    assert found.kinds == pytest.approx(np.linspace(0, 99, 11)[:-1])


def test_what_is_above_the_mean_closes_nothing():
    means, counts = np.array([[0.1], [0.55], [0.6], [0.7], [0.8]]), np.array([4, 9, 9, 9, 9])
    highest, lowest = Habits(np.arange(5), means, counts).strongest(0, 3, 5)
    assert np.average(means[:, 0], weights=counts) == pytest.approx(0.606, abs=0.001)
    assert (highest.tolist(), lowest.tolist()) == ([4, 3], [1, 2])
    even = Habits(np.arange(2), np.array([[0.5], [0.5]]), np.array([9, 9]))
    assert [len(part) for part in even.strongest(0, 3, 5)] == [0, 0]


def test_the_strongest_were_seen_often_enough():
    asked = network()
    tokens = torch.tensor([[1, 2, 3, 4, 5, 1, 2, 3, 4, 1, 2, 3, 6, 7, 8]])
    found = habits(asked, [(tokens, torch.tensor([15]))], 0, "o")
    highest, lowest = found.strongest(2, 2, 2)
    often = [place for place in range(len(found.kinds)) if found.counts[place] >= 2]
    means = found.means[often, 2]
    assert found.means[highest[0], 2] == means.max()
    assert found.means[lowest[0], 2] == means.min()
    assert not set(highest) & set(lowest)
