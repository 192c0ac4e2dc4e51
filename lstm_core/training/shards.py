"""The gradient of a batch: computed at once, or in parts on several threads whose gradients are added.

On a CPU parts are quicker than several threads inside every small kernel: those meet (and have to be woken) many times at every time
step, these once a batch. Where others want the cores too, the parts take turns on one of them: the same numbers to the last digit.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from itertools import pairwise
from typing import Any

import torch
from torch import Tensor, nn

from lstm_core.data.batches import Batch
from lstm_core.models.chance import drawing
from lstm_core.objectives import Objective

Autocast = Callable[[], AbstractContextManager[object]]
Backward = Callable[[nn.Module, Batch, Objective, Autocast], tuple[Tensor, Tensor]]


def at_once(network: nn.Module, batch: Batch, objective: Objective, autocast: Autocast) -> tuple[Tensor, Tensor]:
    """Leaves the gradient of the batch in the parameters; returns its loss and figure, detached."""
    parameters = list(network.parameters())
    loss, figure, gradients = _gradients(network, batch, objective, autocast, parameters)
    _leave(parameters, gradients)
    return loss, figure


@contextmanager
def in_parts(count: int, together: bool) -> Iterator[Backward]:
    """How a batch is gone through in `count` parts, at the same time or one after the other."""
    if count == 1:
        yield at_once
        return
    with ThreadPoolExecutor(count - 1, "shard", initializer=_prepare_thread) if together else _InTurn() as threads:
        yield _Shards(count, threads).backward


class _InTurn(Executor):
    """Does at once, in the thread that asks, what it is asked to do."""

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(work(*arguments, **named))
        return done


class _Shards:
    """The same as `at_once` in `count` parts. The threads stay for the whole training."""

    def __init__(self, count: int, threads: Executor) -> None:
        self._count, self._threads = count, threads
        self._generators = [torch.Generator().manual_seed(torch.initial_seed() + part) for part in range(1, count)]

    def backward(
        self, network: nn.Module, batch: Batch, objective: Objective, autocast: Autocast
    ) -> tuple[Tensor, Tensor]:
        parameters = list(network.parameters())

        def part(rows: slice, generator: torch.Generator | None) -> tuple[Tensor, Tensor, list[Tensor]]:
            drawing.generator = generator
            share = (rows.stop - rows.start) / len(batch.targets)
            return _gradients(network, batch.part(rows), objective, autocast, parameters, share)

        own, *others = _halves(len(batch.targets), self._count)
        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        try:
            waiting = [
                self._threads.submit(part, rows, generator)
                for rows, generator in zip(others, self._generators, strict=False)
            ]
            loss, figure, gradients = part(own, None)
            for future in waiting:
                other_loss, other_figure, other_gradients = future.result()
                loss, figure = loss + other_loss, figure + other_figure
                torch._foreach_add_(gradients, other_gradients)
        finally:
            torch.set_num_threads(threads)
        _leave(parameters, gradients)
        return loss, figure


def _halves(count: int, parts: int) -> list[slice]:
    """Rows of a batch in parts of nearly the same size, none empty."""
    parts = min(parts, count)
    edges = [count * part // parts for part in range(parts + 1)]
    return [slice(start, stop) for start, stop in pairwise(edges)]


def _gradients(
    network: nn.Module,
    batch: Batch,
    objective: Objective,
    autocast: Autocast,
    parameters: list[nn.Parameter],
    share: float = 1.0,
) -> tuple[Tensor, Tensor, list[Tensor]]:
    """Loss, figure and gradients of a batch that is this share of a larger one."""
    with autocast():
        outputs = network(batch.inputs, batch.lengths, batch.prefix)
    outputs = outputs.float()
    loss = objective.loss(outputs, batch.targets) * share
    gradients = torch.autograd.grad(loss, parameters, materialize_grads=True)
    return loss.detach(), objective.figure(outputs.detach(), batch.targets) * share, list(gradients)


def _leave(parameters: list[nn.Parameter], gradients: list[Tensor]) -> None:
    for parameter, gradient in zip(parameters, gradients, strict=True):
        parameter.grad = gradient


def _prepare_thread() -> None:
    """Both are settings of the thread."""
    torch.set_flush_denormal(True)
    torch.set_num_threads(1)
