"""What a curve of gradients says in words: how fast they fade or grow, how far they reach, and whether to worry."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

NOTHING = 1e-6  # of the largest: less is lost where 32-bit numbers are added up
_EXPLODES = 1e3  # times what it was at the loss
_STEADY = 0.002  # a factor this near to 1 halves in no fewer than 350 steps


@dataclass(frozen=True)
class Fading:
    """factor: what a step further back multiplies the gradient with, on average; reach: steps back to which more than a millionth of
    the largest gradient comes; alarm: vanishing, exploding, or nothing.
    """

    factor: float
    reach: int
    steps: int  # there are
    alarm: str

    @property
    def half_life(self) -> float:
        """Steps in which it halves; infinite where it does not fade."""
        return math.log(0.5) / math.log(self.factor) if 0 < self.factor < 1 else (0.0 if self.factor <= 0 else math.inf)


def fading(norms: Sequence[float] | np.ndarray) -> Fading:
    """norms (D,) of gradients by the distance to the loss, at least one."""
    values, steps = np.asarray(norms, np.float64), len(norms)
    if not np.isfinite(values).all():
        return Fading(_factor(values), steps - 1, steps, "exploding")
    largest = values.max()
    reach = int(np.flatnonzero(values > NOTHING * largest).max()) if largest > 0 else 0
    factor = _factor(values[: reach + 2])
    if factor > 1 and largest / _EXPLODES > values[0]:
        return Fading(factor, reach, steps, "exploding")
    return Fading(factor, reach, steps, "vanishing" if reach < steps - 1 and factor < 1 else "")


def _factor(values: np.ndarray) -> float:
    """Of the straight line through the logarithms, least squares."""
    there = np.flatnonzero((values > 0) & np.isfinite(values))
    if len(there) < 2:
        return 0.0 if len(values) > 1 else 1.0
    return float(np.exp(np.polyfit(there, np.log(values[there]), 1)[0]))


def in_words(found: Fading, one: str = "word", pooling: str = "") -> str:
    """one: what a step is called. For example: It halves every 1.4 steps: nothing older than 28 words can teach this model anything.

    pooling: where the curve leaves out that the model's own loss takes in earlier steps by a pooling, its name.
    """
    said = _of_the_memory(found, one, "through its memory" if pooling else "")
    if not pooling or found.steps < 2:
        return said
    return f"{said} The model pools ({pooling}) over all {one}s, so that in training its loss also reaches earlier ones directly."


def _of_the_memory(found: Fading, one: str, way: str) -> str:
    through = f"{way}, " if way else ""
    if found.steps < 2:
        return f"There is only one {one}, so there is no way back through time."
    if found.alarm == "exploding":
        how = f"by {found.factor - 1:.0%} with every step back" if found.factor > 1 else "beyond all numbers"
        return f"It grows {how}: it explodes, and only clipping keeps a training step in bounds."
    if found.factor <= 0:
        return (
            f"Nothing of it reaches the {one} before the last: {through}only the last one teaches this model anything."
        )
    if found.factor > 1 + _STEADY:
        return f"It grows by {found.factor - 1:.1%} with every step back, and stays in bounds over these {found.steps} steps."
    if found.factor > 1 - _STEADY:
        return f"It stays about the same all the way back to the first {one}."
    every = (
        f"It halves every {found.half_life:.2g} steps"
        if found.half_life < 100
        else f"It halves every {found.half_life:,.0f} steps"
    )
    if found.alarm == "vanishing":
        return f"{every}: {through}nothing older than {found.reach} {one}s can teach this model anything."
    return f"{every}, and more than a millionth of it still reaches the first {one}, {found.steps - 1} steps back."
