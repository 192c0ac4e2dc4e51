import itertools
import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from fakes import Lookup
from torch import Tensor, nn

from lstm_core.data.batches import Batch
from lstm_core.errors import LabError
from lstm_core.models.network import Network
from lstm_core.objectives import CLASSES
from lstm_core.training import loop, optimizers
from lstm_core.training.events import Point
from lstm_core.training.kept_weights import KeptWeights
from lstm_core.training.loop import train


def batch_of(tokens: list[list[int]], labels: list[int]) -> Batch:
    lengths = torch.tensor([len(row) for row in tokens])
    return Batch(torch.tensor(tokens), lengths, torch.tensor(labels))


ONE_OF_EACH = batch_of([[0], [1]], [0, 1])


def undecided() -> Lookup:
    """Gives both classes the same probability until it has learned something."""
    return Lookup([[0.0, 0.0], [0.0, 0.0]])


def never_mind(thorough: bool) -> tuple[float, float]:
    return 0.5, 0.5


class Recording(torch.optim.SGD):
    """Notes the length of each gradient it is given."""

    def __init__(self, network: nn.Module, learning_rate: float = 0.0) -> None:
        super().__init__(network.parameters(), lr=learning_rate)
        self.norms: list[float] = []

    def step(self, closure: Any = None) -> None:
        gradients = [parameter.grad for group in self.param_groups for parameter in group["params"]]
        self.norms.append(math.sqrt(sum(float(gradient.square().sum()) for gradient in gradients)))
        super().step(closure)


def training(
    network: nn.Module,
    epoch: Callable[[], Iterable[Batch]],
    *,
    steps_per_epoch: int,
    epochs: int = 1,
    validate: Callable[[bool], tuple[float, float]] = never_mind,
    optimizer: torch.optim.Optimizer | None = None,
    clip_norm: float = 1.0,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Point]:
    optimizer = optimizer or Recording(network)
    return train(
        network,
        epoch,
        validate,
        objective=CLASSES,
        epochs=epochs,
        steps_per_epoch=steps_per_epoch,
        optimizer=optimizer,
        schedule=optimizers.schedule("constant", optimizer, learning_rate=0.1, steps=epochs * steps_per_epoch),
        clip_norm=clip_norm,
        kept=KeptWeights(network, averaging=0.0, patience=0),
        autocast=nullcontext,
        stopped=stopped,
    )


def of(split: str, points: Iterable[Point]) -> list[Point]:
    return [point for point in points if point.split == split]


# Learning


def separable() -> list[Batch]:
    """The class is whether a 3 occurs anywhere."""
    texts = [[2, 4, 5, 3], [4, 2, 5, 5], [3, 4, 4, 2], [5, 5, 2, 4]]
    return [batch_of(texts[:2], [1, 0]), batch_of(texts[2:], [1, 0])]


def learn(seed: int, epochs: int = 60) -> tuple[list[Point], Network]:
    torch.manual_seed(seed)
    network = Network(vocabulary=6, outputs=2, embedding_size=4, hidden_size=6, dropout=0.1)
    optimizer = torch.optim.Adam(network.parameters(), 0.02)
    return list(training(network, separable, steps_per_epoch=2, epochs=epochs, optimizer=optimizer)), network


def test_what_can_be_told_apart_is_learned():
    points, network = learn(seed=0)
    losses = [point.loss for point in of("training", points)]
    assert losses[0] > 0.5
    assert losses[-1] < 0.1
    assert of("training", points)[-1].metric == 1.0
    network.eval()
    for batch in separable():
        assert torch.equal(network(batch.inputs, batch.lengths).argmax(dim=1), batch.targets)


def test_the_same_seed_gives_the_same_numbers():
    def numbers(seed: int) -> list[tuple[float, ...]]:
        return [(point.step, point.loss, point.metric) for point in learn(seed, epochs=5)[0]]

    assert numbers(1) == numbers(1)
    assert numbers(1) != numbers(2)


def test_whoever_iterates_may_stop_and_use_the_network():
    network = undecided()
    before = network.table.detach().clone()
    run = training(network, lambda: [ONE_OF_EACH] * 10, steps_per_epoch=10, epochs=3, optimizer=Recording(network, 0.1))
    assert [point.step for point in itertools.islice(of_training(run), 4)] == [1, 2, 3, 4]
    run.close()
    after = network.table.detach().clone()
    assert not torch.equal(before, after)
    assert network(ONE_OF_EACH.inputs, ONE_OF_EACH.lengths).argmax(dim=1).tolist() == [0, 1]
    assert list(run) == []
    assert torch.equal(network.table, after)


def of_training(points: Iterator[Point]) -> Iterator[Point]:
    return (point for point in points if point.split == "training")


def test_a_training_that_is_stopped_ends_at_once_with_the_point_it_has(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(loop, "_POINTS", 2)
    asked = itertools.count(1)
    run = training(
        undecided(), lambda: [ONE_OF_EACH] * 10, steps_per_epoch=10, epochs=2, stopped=lambda: next(asked) == 7
    )
    assert [(point.split, point.step) for point in run if point.split == "training"] == [("training", 7)]
    assert next(asked) == 8


def test_the_network_is_in_training_mode_again_after_a_validation():
    network = undecided()

    def validate(thorough: bool) -> tuple[float, float]:
        network.eval()
        return 0.0, 0.0

    modes = []
    network.register_forward_pre_hook(lambda module, _: modes.append(module.training))
    list(training(network, lambda: [ONE_OF_EACH] * 3, steps_per_epoch=3, validate=validate))
    assert modes == [True, True, True]


# Points


SIZES = [(1, 1), (1, 7), (3, 5), (2, 10), (1, 19), (1, 20), (2, 50), (8, 21), (70, 3), (130, 1)]


@pytest.mark.parametrize(("epochs", "steps_per_epoch"), SIZES)
def test_points_come_often_enough_and_not_too_often(epochs: int, steps_per_epoch: int, monkeypatch: pytest.MonkeyPatch):
    asked: list[bool] = []

    def validate(thorough: bool) -> tuple[float, float]:
        asked.append(thorough)
        return 0.25, 0.75

    monkeypatch.setattr(loop, "_POINTS", 40)
    epoch = [ONE_OF_EACH] * steps_per_epoch
    points = list(
        training(undecided(), lambda: epoch, steps_per_epoch=steps_per_epoch, epochs=epochs, validate=validate)
    )
    trained, validated, total = of("training", points), of("validation", points), epochs * steps_per_epoch
    ends = [epoch * steps_per_epoch for epoch in range(1, epochs + 1)]
    for curve in (trained, validated):
        steps = [point.step for point in curve]
        assert steps == sorted(set(steps))
        assert steps[-1] == total
        assert [point.epoch for point in curve] == [step / steps_per_epoch for step in steps]
    assert len(validated) >= min(20, total)
    assert min(20, total) <= len(trained) <= 40 + 1
    assert [point.step for point, thorough in zip(validated, asked, strict=True) if thorough] == ends
    assert {(point.loss, point.metric) for point in validated} == {(0.25, 0.75)}
    seconds = [point.seconds for point in points]
    assert seconds == sorted(seconds)
    assert all(point.examples_per_second > 0 for point in trained)


def test_there_are_as_many_points_as_a_chart_can_show():
    assert 200 <= loop._POINTS <= 2_000


def test_a_training_point_is_the_mean_of_all_examples_since_the_point_before(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(loop, "_POINTS", 2)
    network = Lookup([[2.0, 0.0], [0.0, 0.0]])
    wrong, right = batch_of([[0]], [1]), batch_of([[0], [0], [0]], [0, 0, 0])
    points = of("training", training(network, lambda: [wrong, right] * 3, steps_per_epoch=6))
    assert points[0].step == 3
    loss_right, loss_wrong = math.log1p(math.exp(-2)), math.log1p(math.exp(2))
    # steps 1 to 3 are wrong, right, wrong; steps 4 to 6 are right, wrong, right
    assert points[0].metric == pytest.approx(3 / 5)
    assert points[0].loss == pytest.approx((3 * loss_right + 2 * loss_wrong) / 5)
    assert points[1].metric == pytest.approx(6 / 7)
    assert points[1].loss == pytest.approx((6 * loss_right + loss_wrong) / 7)


def test_the_clock_of_training_stands_still_while_something_is_measured_or_shown(monkeypatch: pytest.MonkeyPatch):
    now = 0.0

    def tick() -> float:
        nonlocal now
        now += 1.0
        return now

    def validate(thorough: bool) -> tuple[float, float]:
        nonlocal now
        now += 1_000.0
        return 0.0, 0.0

    monkeypatch.setattr(loop, "time", SimpleNamespace(perf_counter=tick))
    network = undecided()
    points = list(training(network, lambda: [ONE_OF_EACH] * 4, steps_per_epoch=4, validate=validate))
    seconds = [point.seconds for point in of("training", points)]
    assert seconds[-1] < 1_000
    passed = [later - earlier for earlier, later in pairwise([0.0, *seconds])]
    assert [point.examples_per_second for point in of("training", points)] == [2 / more for more in passed]


def test_what_the_device_still_has_to_do_before_a_validation_counts_as_training(monkeypatch: pytest.MonkeyPatch):
    """A GPU works on after a step was asked for; only reading a number out waits for it."""
    monkeypatch.setattr(loop, "_POINTS", 2)
    read: list[str] = []
    wait = loop._Running.wait
    monkeypatch.setattr(loop._Running, "wait", lambda self, clock: (read.append("waited"), wait(self, clock)))

    def validate(thorough: bool) -> tuple[float, float]:
        read.append("validated")
        return 0.0, 0.0

    list(training(undecided(), lambda: [ONE_OF_EACH] * 6, steps_per_epoch=6, validate=validate))
    assert read == ["waited", "validated"] * 6


# What goes wrong


class Poisoned(nn.Module):
    """Gives no numbers from the n-th training step on."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(2))
        self.left = step

    def forward(self, tokens: Tensor, lengths: Tensor, prefix: int = 0) -> Tensor:
        self.left -= 1
        return self.weight.expand(len(tokens), 2) * (1.0 if self.left > 0 else math.nan)


def test_a_loss_that_is_no_number_ends_the_training_with_its_step_and_a_way_on():
    run = training(Poisoned(step=3), lambda: [ONE_OF_EACH] * 5, steps_per_epoch=5)
    with pytest.raises(LabError, match=r"no longer a number at step 3\. .*lower learning rate\.$"):
        list(run)


def test_the_step_is_named_exactly_where_points_are_rare(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(loop, "_POINTS", 2)
    run = training(Poisoned(step=13), lambda: [ONE_OF_EACH] * 20, steps_per_epoch=20)
    with pytest.raises(LabError, match=r"no longer a number at step 13\."):
        list(run)


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_validation_loss_that_is_no_number_ends_the_training_the_same_way(value: float):
    def validate(thorough: bool) -> tuple[float, float]:
        return value, 0.5

    run = training(undecided(), lambda: [ONE_OF_EACH], steps_per_epoch=1, validate=validate)
    with pytest.raises(LabError, match="no longer a number at step 1"):
        list(run)


@pytest.mark.parametrize("clip_norm", [1.0, 0.01])
def test_a_long_gradient_is_shortened(clip_norm: float):
    network = Steep()
    optimizer = Recording(network)
    list(training(network, lambda: [ONE_OF_EACH] * 3, steps_per_epoch=3, optimizer=optimizer, clip_norm=clip_norm))
    assert optimizer.norms == pytest.approx([clip_norm] * 3, rel=1e-3)


def test_without_clipping_a_long_gradient_stays_long():
    network = Steep()
    optimizer = Recording(network)
    list(training(network, lambda: [ONE_OF_EACH], steps_per_epoch=1, optimizer=optimizer, clip_norm=0.0))
    assert optimizer.norms[0] > 1_000


def test_a_short_gradient_stays_and_none_is_added_to_the_one_before():
    network = undecided()
    optimizer = Recording(network)
    list(training(network, lambda: [ONE_OF_EACH] * 3, steps_per_epoch=3, optimizer=optimizer, clip_norm=100.0))
    assert optimizer.norms == pytest.approx([0.5] * 3)


class Steep(nn.Module):
    """A small change of its weights changes the logits by very much."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.tensor([-1.0, 0.0]))

    def forward(self, tokens: Tensor, lengths: Tensor, prefix: int = 0) -> Tensor:
        return 10_000 * self.weight * torch.where(tokens == 0, 1.0, -1.0)
