"""A batch in parts on several threads has the gradient of the whole."""

from contextlib import nullcontext
from typing import Any

import pytest
import torch

from lstm_core.data.batches import Batch
from lstm_core.models.network import Network
from lstm_core.objectives import CLASSES
from lstm_core.training.shards import _halves, at_once, in_parts


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


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("examples", [1, 2, 7])
def test_loss_figure_and_gradient_are_those_of_the_whole_batch(count: int, examples: int, together: bool):
    model = network(directions=2)
    expected = at_once(model, batch(examples), CLASSES, nullcontext)
    whole = gradient(model)
    with in_parts(count, together) as backward:
        found = backward(model, batch(examples), CLASSES, nullcontext)
    torch.testing.assert_close(found, expected)
    torch.testing.assert_close(gradient(model), whole)


def test_the_gradient_at_once_is_that_of_backward():
    model, plain = network(), network()
    at_once(model, batch(), CLASSES, nullcontext)
    whole = batch()
    CLASSES.loss(plain(whole.inputs, whole.lengths), whole.targets).backward()
    torch.testing.assert_close(gradient(model), gradient(plain))


def test_side_by_side_or_in_turn_the_numbers_are_the_same_to_the_last_digit():
    found = []
    for together in (True, False):
        model = network(dropout=0.5, embedding_dropout=0.5, word_dropout=0.3, directions=2)
        with in_parts(3, together) as backward:
            losses = [float(backward(model, batch(40), CLASSES, nullcontext)[0]) for _ in range(5)]
        found.append((losses, gradient(model)))
    assert found[0][0] == found[1][0]
    assert all(torch.equal(one, same) for one, same in zip(found[0][1], found[1][1], strict=True))


@pytest.mark.parametrize("together", [True, False])
def test_what_is_silenced_differs_between_the_steps_and_between_the_parts(together: bool):
    model, same = network(dropout=0.5), batch(1)
    twice = Batch(same.inputs.repeat(8, 1), same.lengths.repeat(8), same.targets.repeat(8))
    with in_parts(2, together) as backward:
        losses = [float(backward(model, twice, CLASSES, nullcontext)[0]) for _ in range(5)]
    assert len(set(losses)) == 5
    torch.manual_seed(torch.initial_seed())
    assert losses[0] != float(at_once(model, twice.part(slice(0, 4)), CLASSES, nullcontext)[0])


@pytest.mark.parametrize("together", [True, False])
def test_the_threads_of_torch_are_as_many_as_before(together: bool):
    threads = torch.get_num_threads()
    with in_parts(2, together) as backward:
        backward(network(), batch(), CLASSES, nullcontext)
    assert torch.get_num_threads() == threads


@pytest.mark.parametrize("together", [True, False])
def test_what_goes_wrong_in_a_part_is_not_lost(together: bool):
    broken, threads = batch(4), torch.get_num_threads()
    with in_parts(2, together) as backward, pytest.raises(IndexError):
        backward(network(), Batch(broken.inputs + 100, broken.lengths, broken.targets), CLASSES, nullcontext)
    assert torch.get_num_threads() == threads


@pytest.mark.parametrize(("count", "parts"), [(1, 4), (7, 2), (64, 3), (5, 5)])
def test_parts_cover_the_batch_and_differ_by_one_at_most(count: int, parts: int):
    slices = _halves(count, parts)
    assert [row for part in slices for row in range(part.start, part.stop)] == list(range(count))
    sizes = {part.stop - part.start for part in slices}
    assert min(sizes) >= 1
    assert max(sizes) - min(sizes) <= 1
