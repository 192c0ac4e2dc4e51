"""Padding in front of all texts, read once for all of them, gives what reading it for each gives."""

from typing import Any

import pytest
import torch

from lstm_core.models.network import Network

PREFIX = 4


def network(**changed: Any) -> Network:
    torch.manual_seed(0)
    arguments = {"vocabulary": 30, "outputs": 2, "embedding_size": 4, "hidden_size": 5, "pooling": "last", **changed}
    return Network(**arguments)


def texts() -> tuple[torch.Tensor, torch.Tensor]:
    return torch.randint(2, 30, (3, 6), generator=torch.Generator().manual_seed(1)), torch.full((3,), 6)


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
@pytest.mark.parametrize("layers", [1, 2])
def test_logits_and_gradients_are_the_same(cell: str, layers: int):
    model, (tokens, lengths) = network(cell=cell, layers=layers), texts()
    padded = torch.nn.functional.pad(tokens, (PREFIX, 0))
    assert model._reads_the_same_from_all()
    results = []
    for logits in (model(tokens, lengths, PREFIX), model(padded, lengths + PREFIX)):
        gradients = torch.autograd.grad(logits.square().sum(), list(model.parameters()))
        assert gradients[0][0].abs().sum() > 0  # padding that is read is learned
        results.append((logits, *gradients))
    torch.testing.assert_close(results[0], results[1], atol=1e-6, rtol=1e-5)


@pytest.mark.parametrize(
    "changed", [{"pooling": "mean"}, {"directions": 2}, {"region_length": 3}, {"pooling": "attention"}]
)
def test_where_the_padding_is_looked_at_again_it_is_read_with_every_text(changed: dict[str, Any]):
    model, (tokens, lengths) = network(**changed).eval(), texts()
    assert not model._reads_the_same_from_all()
    padded = torch.nn.functional.pad(tokens, (PREFIX, 0))
    torch.testing.assert_close(model(tokens, lengths, PREFIX), model(padded, lengths + PREFIX))


@pytest.mark.parametrize("name", ["embedding_dropout", "recurrent_dropout", "layer_dropout"])
def test_what_is_silenced_differs_between_texts_and_so_does_their_padding(name: str):
    model = network(layers=2, **{name: 0.5})
    assert not model.train()._reads_the_same_from_all()
    assert model.eval()._reads_the_same_from_all()
