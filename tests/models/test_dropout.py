"""Where each dropout silences, and how much."""

from typing import Any

import pytest
import torch
from torch import Tensor

from lstm_core.models.network import Network

BATCH, STEPS, HIDDEN = 40, 30, 32


def network(**changed: Any) -> Network:
    torch.manual_seed(0)
    return Network(**{"vocabulary": 50, "outputs": 2, "embedding_size": HIDDEN, "hidden_size": HIDDEN, **changed})


def seen_by(module: torch.nn.Module, model: Network) -> Tensor:
    """What a part of the network is given in one pass of a training."""
    inputs: list[Tensor] = []
    handle = module.register_forward_pre_hook(lambda _, given: inputs.append(given[0].detach()))
    model.train()
    torch.manual_seed(1)
    tokens = torch.randint(2, 50, (BATCH, STEPS), generator=torch.Generator().manual_seed(3))
    model(tokens, torch.full((BATCH,), STEPS))
    handle.remove()
    return inputs[0]


def silenced(values: Tensor) -> float:
    return float((values == 0).float().mean())


@pytest.mark.parametrize("share", [0.2, 0.6])
def test_dropout_silences_its_share_of_what_was_pooled(share: float):
    model, whole = network(dropout=share), network()
    given, quiet = seen_by(model.head, model), seen_by(whole.head, whole)
    assert silenced(quiet) == 0
    assert silenced(given) == pytest.approx(share, abs=0.05)
    kept = given != 0
    torch.testing.assert_close(given[kept], quiet[kept] / (1 - share))  # what is left makes up for it


@pytest.mark.parametrize("share", [0.2, 0.6])
@pytest.mark.parametrize("directions", [1, 2])
def test_layer_dropout_silences_its_share_between_layers_alone(share: float, directions: int):
    model, whole = (network(layers=3, layer_dropout=one, directions=directions, cell="gru") for one in (share, 0.0))
    first, *higher = model.recurrent.forward_layers
    assert silenced(seen_by(first, model)) == 0
    for layer in higher:
        assert silenced(seen_by(layer, model)) == pytest.approx(share, abs=0.05)
    assert silenced(seen_by(model.head, model)) == 0
    between, plain = (seen_by(one.recurrent.forward_layers[1], one) for one in (model, whole))
    kept = between != 0
    torch.testing.assert_close(between[kept], plain[kept] / (1 - share))


def test_layer_dropout_draws_anew_at_every_step():
    model = network(layers=2, layer_dropout=0.5)
    between = seen_by(model.recurrent.forward_layers[1], model)
    assert not torch.equal(between[0] == 0, between[1] == 0)


def test_embedding_dropout_silences_the_same_values_of_all_words_of_a_text():
    model = network(embedding_dropout=0.4)
    given = seen_by(model.recurrent.forward_layers[0], model) == 0
    assert given.float().mean() == pytest.approx(0.4, abs=0.05)
    assert torch.equal(given, given[:1].expand_as(given))
    assert not torch.equal(given[0, 0], given[0, 1])


def test_word_dropout_makes_whole_words_unknown():
    model = network(word_dropout=0.3)
    given = seen_by(model.embedding, model)
    assert (given == 1).float().mean() == pytest.approx(0.3, abs=0.05)
