import math

import pytest
import torch
from torch.nn.functional import embedding

from lstm_core.models.embedding import Embedding
from lstm_core.models.network import Network


def test_a_look_up_and_its_gradient_are_those_of_pytorch():
    layer, tokens, weights = Embedding(9, 4), torch.randint(0, 9, (5, 3)), torch.randn(5, 3, 4)
    assert torch.equal(layer(tokens), embedding(tokens, layer.weight))
    (found,) = torch.autograd.grad((layer(tokens) * weights).sum(), layer.weight)
    (expected,) = torch.autograd.grad((embedding(tokens, layer.weight) * weights).sum(), layer.weight)
    torch.testing.assert_close(found, expected)


@pytest.mark.parametrize("scale", [0.1, 1.0, 3.0])
def test_the_scale_is_the_standard_deviation_at_the_start(scale: float):
    torch.manual_seed(0)
    network = Network(vocabulary=500, outputs=2, embedding_size=40, embedding_scale=scale, hidden_size=2)
    assert float(network.embedding.weight.detach().std()) == pytest.approx(scale, rel=0.02)


def test_sixteen_bits_are_handed_on_where_they_are_computed_with():
    layer, tokens = Embedding(9, 4), torch.tensor([[1, 2]])
    assert layer(tokens).dtype == torch.float32
    with torch.autocast("cpu", torch.bfloat16):
        assert layer(tokens).dtype == torch.bfloat16


def test_words_move_apart_along_one_direction_by_their_ratio():
    torch.manual_seed(0)
    layer, ratios = Embedding(4, 16, 1e-9), torch.tensor([[0.0], [2.0], [-1.0], [50.0]])
    layer.move_apart(ratios, scale=2.0)
    rows = layer.weight.detach()
    direction = rows[1] / 2
    torch.testing.assert_close(direction.abs(), torch.full((16,), 2 / math.sqrt(16)), atol=1e-6, rtol=0)
    torch.testing.assert_close(
        rows[[0, 2, 3]], torch.stack([0 * direction, -direction, 3 * direction]), atol=1e-6, rtol=0
    )


@pytest.mark.parametrize("region_length", [0, 2])
def test_embedding_dropout_silences_the_same_values_at_all_words_of_a_text_or_region(region_length: int):
    torch.manual_seed(0)
    network = Network(
        vocabulary=9, outputs=2, embedding_size=50, hidden_size=2, embedding_dropout=0.5, region_length=region_length
    )
    texts, lengths = torch.randint(2, 9, (3, 4)), torch.tensor([4, 4, 4])
    network.train()
    steps, _ = network.steps(texts, lengths)
    silenced = steps == 0
    assert silenced.shape[1] == (6 if region_length else 3)
    assert 0.3 < silenced.float().mean() < 0.7
    assert (silenced == silenced[0]).all()
    assert not torch.equal(silenced[0, 0], silenced[0, 1])
    network.eval()
    assert (network.steps(texts, lengths)[0] != 0).all()
