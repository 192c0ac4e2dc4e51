"""The points of a curve, gathered by epoch."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

CurvePoint = tuple[
    int, float, str, float, float, float
]  # step, epochs so far, split, loss, metric, seconds of training


@dataclass(frozen=True)
class Epoch:
    """One epoch that was seen to its end; None where nothing was measured. The metric is accuracy, or mean absolute error."""

    epoch: int
    training_loss: float | None = None  # mean of the epoch's points, so measured while the weights changed
    training_metric: float | None = None
    validation_loss: float | None = None  # at the end of the epoch
    validation_metric: float | None = None


def by_epoch(points: Iterable[CurvePoint]) -> list[Epoch]:
    """The epochs in their order, without one that was broken off."""
    points = list(points)
    seen = math.floor(max((point[1] for point in points), default=0.0) + 1e-9)
    training: dict[int, list[CurvePoint]] = {}
    validation: dict[int, CurvePoint] = {}
    for point in points:
        epoch = math.ceil(point[1] - 1e-9)
        if point[2] == "training":
            training.setdefault(epoch, []).append(point)
        elif abs(point[1] - epoch) < 1e-9:
            validation[epoch] = point
    known = sorted(epoch for epoch in {*training, *validation} if 1 <= epoch <= seen)
    return [_epoch(epoch, training.get(epoch, []), validation.get(epoch)) for epoch in known]


def _epoch(epoch: int, training: list[CurvePoint], validation: CurvePoint | None) -> Epoch:
    return Epoch(
        epoch,
        _mean([point[3] for point in training]),
        _mean([point[4] for point in training]),
        validation[3] if validation else None,
        validation[4] if validation else None,
    )


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None
