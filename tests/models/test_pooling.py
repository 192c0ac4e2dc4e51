from random import Random

import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from lstm_core.models.mean_max import mean_max
from lstm_core.models.pooling import Pooling, attention, pool

sequence_lengths = st.lists(st.integers(1, 8), min_size=1, max_size=6)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=4))
def test_attention_is_the_weighted_mean_of_the_real_steps(lengths: list[int]):
    outputs, scores = torch.randn(6, len(lengths), 3), torch.randn(6, len(lengths), 1)
    pooled = attention(outputs, torch.arange(6)[:, None] < torch.tensor(lengths), scores)
    for b, length in enumerate(lengths):
        weights = scores[:length, b, 0].softmax(dim=0)
        torch.testing.assert_close(pooled[b], sum(weights[t] * outputs[t, b] for t in range(length)))


def test_equal_scores_give_the_mean():
    pooling = Pooling("attention", 3)
    torch.nn.init.zeros_(pooling.score.weight)
    outputs = torch.randn(5, 2, 3)
    torch.testing.assert_close(pooling(outputs, torch.tensor([5, 5])), outputs.mean(dim=0))


@given(sequence_lengths, st.sampled_from(["last", "mean", "max", "mean+max"]), st.randoms())
def test_pooling_is_what_a_plain_loop_gives_whatever_the_order_of_the_rows(
    lengths: list[int], kind: str, random: Random
):
    steps = max(lengths) + 2
    outputs, order = torch.rand(steps, len(lengths), 3) * 2 - 1, random.sample(range(steps), steps)
    rows = []
    for b, length in enumerate(lengths):
        columns = [[float(outputs[t, b, f]) for t in range(length)] for f in range(3)]
        kinds = {
            "last": [column[-1] for column in columns],
            "mean": [sum(column) / length for column in columns],
            "max": [max(column) for column in columns],
        }
        rows.append([value for one in kind.split("+") for value in kinds[one]])
    places = torch.tensor(order)[:, None]
    torch.testing.assert_close(pool(outputs[order], torch.tensor(lengths), places, kind), torch.tensor(rows))


def plain_mean_max(outputs: Tensor, lengths: Tensor) -> Tensor:
    padding = (torch.arange(len(outputs))[:, None] >= lengths)[:, :, None]
    mean = outputs.masked_fill(padding, 0).sum(0) / lengths[:, None]
    return torch.cat([mean, outputs.masked_fill(padding, -torch.inf).amax(0)], dim=1)


@given(sequence_lengths, st.booleans())
def test_the_gradient_of_mean_and_maximum_is_that_of_pytorch_and_equal_maxima_share_it(
    lengths: list[int], padded: bool
):
    steps = max(lengths) + padded
    outputs = (torch.randint(-3, 4, (steps, len(lengths), 3)) / 4).requires_grad_()
    counts, places, weights = torch.tensor(lengths), torch.arange(steps)[:, None], torch.randn(len(lengths), 6)
    (found,) = torch.autograd.grad((mean_max(outputs, counts, places) * weights).sum(), outputs)
    (expected,) = torch.autograd.grad((plain_mean_max(outputs, counts) * weights).sum(), outputs)
    torch.testing.assert_close(found, expected)


def test_sixteen_bits_are_added_up_in_thirty_two():
    outputs, lengths = torch.full((400, 2, 1), 0.3, dtype=torch.bfloat16), torch.tensor([400, 200])
    pooled = mean_max(outputs, lengths, torch.arange(400)[:, None])
    assert pooled.dtype == torch.float32
    torch.testing.assert_close(pooled, torch.full((2, 2), float(outputs[0, 0, 0])))
