"""The training loop: a generator of points, to be read aloud."""

import math
import time
from collections.abc import Callable, Iterable, Iterator, Sequence

import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from lstm_core.data.batches import Batch
from lstm_core.errors import LabError
from lstm_core.objectives import Objective
from lstm_core.training.events import Point
from lstm_core.training.kept_weights import KeptWeights
from lstm_core.training.optimizers import Schedule
from lstm_core.training.shards import Autocast, Backward, at_once

_POINTS = 1_500  # training points a run at the most: what a chart can show and a person can tell apart
_VALIDATIONS = 20  # a run at the least


def train(
    network: nn.Module,
    epoch_of_batches: Callable[[], Iterable[Batch]],
    validate: Callable[[bool], tuple[float, float]],
    *,
    objective: Objective,
    epochs: int,
    steps_per_epoch: int,
    optimizer: Optimizer,
    schedule: Schedule,
    clip_norm: float,
    kept: KeptWeights,
    autocast: Autocast,
    stopped: Callable[[], bool] = lambda: False,
    seconds: float = 0.0,
    backward: Backward = at_once,
) -> Iterator[Point]:
    """Trains `network` in place and yields a point every few steps. Whoever iterates may stop at any point.

    epoch_of_batches() gives the batches of one epoch. validate(thorough) gives (loss, figure) on the validation
    part: thorough at the end of an epoch, else on a fixed piece of it. clip_norm 0 switches clipping off. stopped() is
    asked after every step; once it is true the training ends with the point it has. seconds: already spent on learning.
    backward: what computes the gradient of a batch.
    Raises LabError when the loss is no longer a number, naming the step.
    """
    total, clock = epochs * steps_per_epoch, _Clock(seconds)
    running = _Running(seconds)
    log_every, validate_every = math.ceil(total / _POINTS), max(1, min(steps_per_epoch, total // _VALIDATIONS))
    step = 0
    try:
        for _ in range(epochs):
            for batch in epoch_of_batches():
                with clock:
                    loss, figure = _step(network, batch, objective, optimizer, clip_norm, autocast, backward)
                    schedule.after_step()
                    kept.after_step()
                    running.add(loss, figure, len(batch.targets))
                    step += 1
                    epoch_ends = step % steps_per_epoch == 0
                ends = step == total or stopped()
                if step % log_every == 0 or ends:
                    yield running.point(step, step / steps_per_epoch, clock)
                if ends and step != total:
                    return
                if step % validate_every == 0 or epoch_ends:
                    running.wait(clock)
                    with kept.in_place():
                        validation_loss, validation_figure = validate(epoch_ends)
                    _refuse_no_number(validation_loss, step)
                    epoch = step / steps_per_epoch
                    yield Point("validation", step, epoch, clock.seconds, validation_loss, validation_figure)
            schedule.after_epoch(validation_loss)
            if kept.after_epoch(validation_loss):
                break
    finally:  # also when it was stopped, or when whoever iterates has enough
        kept.settle()


def _step(
    network: nn.Module,
    batch: Batch,
    objective: Objective,
    optimizer: Optimizer,
    clip_norm: float,
    autocast: Autocast,
    backward: Backward,
) -> tuple[Tensor, Tensor]:
    """One step down the gradient of one batch; returns its loss and figure, detached."""
    network.train()
    loss, figure = backward(network, batch, objective, autocast)
    if clip_norm:
        nn.utils.clip_grad_norm_(network.parameters(), clip_norm)
    optimizer.step()
    return loss, figure


def _refuse_no_number(loss: float, step: int) -> None:
    if not math.isfinite(loss):
        raise LabError(f"The loss is no longer a number at step {step}. Train again with a lower learning rate.")


class _Clock:
    """Seconds spent inside its `with` blocks."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds

    def __enter__(self) -> None:
        self._began = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self.seconds += time.perf_counter() - self._began


class _Running:
    """Losses and figures since the point before, left on the device: reading them out waits for it."""

    def __init__(self, seconds: float = 0.0) -> None:
        self._seconds = seconds
        self._since: list[tuple[Tensor, Tensor, int]] = []  # loss, figure and examples of a step

    def add(self, loss: Tensor, figure: Tensor, examples: int) -> None:
        self._since.append((loss, figure, examples))

    def wait(self, clock: _Clock) -> None:
        """Until the device has done what the steps asked of it, so that this does not count as something else."""
        with clock:
            if self._since:
                self._since[-1][0].item()

    def point(self, step: int, epoch: float, clock: _Clock) -> Point:
        with clock:
            losses, figures = (torch.stack(one).tolist() for one in list(zip(*self._since, strict=True))[:2])
        for place, loss in enumerate(losses, step - len(losses) + 1):
            _refuse_no_number(loss, place)
        examples = [count for _, _, count in self._since]
        total, seconds = sum(examples), clock.seconds
        rate = total / max(seconds - self._seconds, 1e-9)
        self._seconds, self._since = seconds, []
        return Point("training", step, epoch, seconds, _mean(losses, examples), _mean(figures, examples), rate)


def _mean(values: Sequence[float], weights: Sequence[int]) -> float:
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights)
