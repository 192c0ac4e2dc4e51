import torch
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.models.pooling import Pooling, attention


@given(st.lists(st.integers(1, 6), min_size=1, max_size=4))
def test_attention_is_the_weighted_mean_of_the_real_steps(lengths: list[int]):
    outputs, scores = torch.randn(6, len(lengths), 3), torch.randn(6, len(lengths), 1)
    pooled = attention(outputs, torch.tensor(lengths), scores)
    for b, length in enumerate(lengths):
        weights = scores[:length, b, 0].softmax(dim=0)
        torch.testing.assert_close(pooled[b], sum(weights[t] * outputs[t, b] for t in range(length)))


def test_equal_scores_give_the_mean():
    pooling = Pooling("attention", 3)
    torch.nn.init.zeros_(pooling.score.weight)
    outputs = torch.randn(5, 2, 3)
    torch.testing.assert_close(pooling(outputs, torch.tensor([5, 5])), outputs.mean(dim=0))
