"""Pushes of words: they add up, and they are what a formula says where there is one."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from lstm_core.inspection.attribution import integrated_gradients, leave_one_out, log_odds
from lstm_core.models.network import Network

MODELS = [
    {"cell": "lstm", "pooling": "mean+max"},
    {"cell": "gru", "pooling": "last"},
    {"cell": "rnn", "pooling": "attention", "directions": 2},
    {"cell": "lstm", "pooling": "max", "layers": 2},
    {"cell": "lstm", "pooling": "mean", "region_length": 5},
    {"cell": "lstm", "pooling": "mean+max", "region_length": 4, "directions": 2},
]


def network(seed: int, outputs: int = 2, **settings: object) -> Network:
    """With large weights, so that it is sure of itself and jumps."""
    torch.manual_seed(seed)
    made = Network(vocabulary=30, outputs=outputs, embedding_size=6, hidden_size=5, dropout=0.5, **settings)  # type: ignore[arg-type]
    with torch.no_grad():
        for weight in made.parameters():
            weight.mul_(3)
    return made.eval()


def words(seed: int, count: int) -> Tensor:
    return torch.from_numpy(np.random.default_rng(seed).integers(1, 30, count))


@given(st.integers(0, 10_000), st.integers(1, 23), st.sampled_from(MODELS), st.sampled_from([2, 4]))
def test_gradients_add_up_to_the_difference_of_the_scores(
    seed: int, count: int, settings: dict[str, object], outputs: int
) -> None:
    made, ids = network(seed, outputs, **settings), words(seed, count)
    found = integrated_gradients(made, ids, log_odds(1))
    assert found.words.shape == (count,)
    difference = found.full - found.empty
    assert found.words.sum() == pytest.approx(difference, rel=0.02, abs=0.02)
    assert found.gap == pytest.approx(difference - found.words.sum())


@pytest.mark.parametrize("settings", MODELS)
def test_the_score_is_that_of_the_network(settings: dict[str, object]) -> None:
    made, ids = network(1, **settings), words(2, 17)
    with torch.inference_mode():
        logits = made(ids[None], torch.tensor([17]))[0]
        nothing = made(torch.ones_like(ids)[None], torch.tensor([17]))[0]
    for method in (integrated_gradients, leave_one_out):
        found = method(made, ids, log_odds(1))
        assert found.full == pytest.approx(float(logits[1] - logits[0]), abs=1e-4)
        assert found.empty == pytest.approx(float(nothing[1] - nothing[0]), abs=1e-4)


@pytest.mark.parametrize("settings", MODELS)
def test_a_left_out_word_is_one_that_is_unknown(settings: dict[str, object]) -> None:
    made, ids = network(3, **settings), words(4, 9)
    without = ids.clone()
    without[4] = 1
    with torch.inference_mode():
        full, less = (made(one[None], torch.tensor([9]))[0] for one in (ids, without))
    expected = float((full[1] - full[0]) - (less[1] - less[0]))
    assert leave_one_out(made, ids, log_odds(1)).words[4] == pytest.approx(expected, abs=1e-4)


def test_unknown_words_and_padding_push_nothing() -> None:
    ids = torch.tensor([0, 0, 1, 7, 1])
    for method in (integrated_gradients, leave_one_out):
        found = method(network(5), ids, log_odds(0)).words
        assert found[[0, 1, 2, 4]] == pytest.approx(np.zeros(4))
        assert found[3] != 0


def test_the_other_of_two_classes_is_pushed_the_other_way() -> None:
    made, ids = network(6), words(7, 8)
    one, other = (integrated_gradients(made, ids, log_odds(index)).words for index in (0, 1))
    assert one == pytest.approx(-other, abs=0.02)


def test_log_odds_of_several_classes() -> None:
    logits = torch.tensor([[0.2, 1.0, -0.5]])
    share = logits.softmax(dim=1)[0, 1]
    assert float(log_odds(1)(logits)) == pytest.approx(float(torch.log(share / (1 - share))), abs=1e-6)
