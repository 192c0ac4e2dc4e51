"""A batch in parts on several threads has the gradient of the whole."""

from contextlib import nullcontext
from typing import Any

import pytest
import torch

from lstm_core.data.batches import Batch
from lstm_core.models.network import Network
from lstm_core.objectives import CLASSES
from lstm_core.training.shards import Shards, _halves, at_once


def network(**changed: Any) -> Network:
    torch.manual_seed(0)
    arguments = {"vocabulary": 30, "outputs": 3, "embedding_size": 4, "hidden_size": 5, **changed}
    return Network(**arguments).train()


def batch(count: int = 7) -> Batch:
    random = torch.Generator().manual_seed(3)
    lengths = torch.randint(1, 9, (count,), generator=random).sort().values
    tokens = torch.randint(2, 30, (count, 8), generator=random) * (torch.arange(8) < lengths[:, None])
    return Batch(tokens[:, : int(lengths.max())], lengths, torch.randint(0, 3, (count,), generator=random))


def gradient(model: Network) -> list[torch.Tensor]:
    return [parameter.grad.clone() for parameter in model.parameters()]


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("examples", [1, 2, 7])
def test_loss_figure_and_gradient_are_those_of_the_whole_batch(count: int, examples: int):
    model, shards = network(directions=2), Shards(count)
    expected = at_once(model, batch(examples), CLASSES, nullcontext)
    whole = gradient(model)
    found = shards.backward(model, batch(examples), CLASSES, nullcontext)
    shards.close()
    torch.testing.assert_close(found, expected)
    torch.testing.assert_close(gradient(model), whole)


def test_the_gradient_at_once_is_that_of_backward():
    model, plain = network(), network()
    at_once(model, batch(), CLASSES, nullcontext)
    whole = batch()
    CLASSES.loss(plain(whole.inputs, whole.lengths), whole.targets).backward()
    torch.testing.assert_close(gradient(model), gradient(plain))


def test_what_is_silenced_can_be_repeated_and_differs_between_the_parts():
    losses = []
    for _ in range(2):
        model = network(dropout=0.5, embedding_dropout=0.5, word_dropout=0.3)
        shards = Shards(2)
        losses.append([float(shards.backward(model, batch(), CLASSES, nullcontext)[0]) for _ in range(5)])
        shards.close()
    assert losses[0] == losses[1]
    assert len(set(losses[0])) == 5
    model, same = network(dropout=0.5), batch(1)
    twice = Batch(same.inputs.repeat(8, 1), same.lengths.repeat(8), same.targets.repeat(8))
    first, second = twice.part(slice(0, 4)), twice.part(slice(4, 8))
    assert torch.equal(first.inputs, second.inputs)
    shards = Shards(2)
    silenced = [shards.backward(model, twice, CLASSES, nullcontext)[0]]
    torch.manual_seed(torch.initial_seed())
    assert float(silenced[0]) != float(at_once(model, first, CLASSES, nullcontext)[0])
    shards.close()


def test_the_threads_of_torch_are_as_many_as_before():
    threads = torch.get_num_threads()
    shards = Shards(2)
    shards.backward(network(), batch(), CLASSES, nullcontext)
    shards.close()
    assert torch.get_num_threads() == threads


def test_what_goes_wrong_in_a_thread_is_not_lost():
    shards, broken = Shards(2), batch(4)
    with pytest.raises(IndexError):
        shards.backward(network(), Batch(broken.inputs + 100, broken.lengths, broken.targets), CLASSES, nullcontext)
    shards.close()


@pytest.mark.parametrize(("count", "parts"), [(1, 4), (7, 2), (64, 3), (5, 5)])
def test_parts_cover_the_batch_and_differ_by_one_at_most(count: int, parts: int):
    slices = _halves(count, parts)
    assert [row for part in slices for row in range(part.start, part.stop)] == list(range(count))
    sizes = {part.stop - part.start for part in slices}
    assert min(sizes) >= 1
    assert max(sizes) - min(sizes) <= 1
