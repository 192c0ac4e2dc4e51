"""Is a difference more than noise? Means over seeds with their interval, and differences paired by seed."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from lstm_core.evaluation import student

LEVEL = 0.95


@dataclass(frozen=True)
class Interval:
    """A mean and between which values it lies in 95% of such experiments; without an interval (both ends nan) for one value alone."""

    mean: float
    low: float
    high: float
    count: int

    @property
    def excludes_zero(self) -> bool:
        return self.low > 0 or self.high < 0


def interval(values: Sequence[float]) -> Interval:
    """Student's t interval of the mean of at least one value, independent and about normally distributed."""
    count, mean = len(values), statistics.fmean(values)
    if count < 2:
        return Interval(mean, math.nan, math.nan, count)
    half = student.quantile(LEVEL, count - 1) * statistics.stdev(values) / math.sqrt(count)
    return Interval(mean, mean - half, mean + half, count)


def paired(one: dict[int, float], other: dict[int, float]) -> Interval | None:
    """The mean of one - other over the seeds both have: what the seeds share (split, order of the batches) falls out.

    None where they share no seed.
    """
    seeds = sorted(set(one) & set(other))
    return interval([one[seed] - other[seed] for seed in seeds]) if seeds else None


def chance_margin(baseline: float, examples: int) -> float:
    """How far above `baseline`, a share of right answers, chance alone gets in one of forty tries on so many examples."""
    return 1.96 * math.sqrt(max(baseline * (1 - baseline), 0.0) / max(examples, 1))


def error_margin(baseline: float, examples: int) -> float:
    """How far below `baseline`, a mean absolute error, chance alone gets in one of forty tries at most on so many examples.

    Absolute errors are taken to be spread as widely as their mean is large: so are exponentially distributed ones; of
    normally distributed errors it is three quarters of that.
    """
    return 1.96 * baseline / math.sqrt(max(examples, 1))
