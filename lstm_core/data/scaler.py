"""Values, or the steps between them, to mean 0 and deviation 1, and back."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np

_ROUNDING = 1e-13  # of the largest value, for numbers of 64 bits


@dataclass(frozen=True)
class Scaler:
    """(value - mean) / scale for each of F features, or the same of the differences between neighbours.

    A series with a trend leaves the range of its training part, where a network knows nothing; its differences do not.
    """

    mean: np.ndarray  # (F,) float64
    scale: np.ndarray  # (F,) float64, above 0
    differences: bool = False

    @classmethod
    def fit(cls, training: np.ndarray, *, differences: bool = False) -> Self:
        """Mean and standard deviation of (T, F) values of the training part alone; T is at least 1, or 2 for differences.

        A feature that never changes has the scale 1, so it becomes 0 and comes back as it was.
        """
        values = np.diff(training, axis=0) if differences else training
        deviation = values.std(axis=0)
        # Equal values, and equal differences the more so, deviate by what was rounded.
        changes = (np.ptp(values, axis=0) > _ROUNDING * np.abs(training).max(axis=0)) & (deviation > 0)
        mean = np.where(changes, values.mean(axis=0), values[0])
        return cls(mean, np.where(changes, deviation, 1.0), differences)

    @classmethod
    def identity(cls, features: int) -> Self:
        """Leaves F features as they are."""
        return cls(np.zeros(features), np.ones(features))

    def described(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {"mean": self.mean.tolist(), "scale": self.scale.tolist(), "differences": self.differences}

    @classmethod
    def of_description(cls, description: dict[str, Any]) -> Self:
        """The inverse of `described`."""
        mean, scale = np.array(description["mean"], float), np.array(description["scale"], float)
        return cls(mean, scale, bool(description.get("differences")))

    def transform(self, values: np.ndarray) -> np.ndarray:
        """(..., T, F) values in their own unit to scaled ones: as many, or one less for differences."""
        scaled: np.ndarray = ((np.diff(values, axis=-2) if self.differences else values) - self.mean) / self.scale
        return scaled

    def transform_targets(self, values: np.ndarray, last: np.ndarray) -> np.ndarray:
        """(N, K) values of the first feature to scaled ones; last: (N,) the value before each row."""
        steps = np.diff(values, axis=1, prepend=last[:, None]) if self.differences else values
        scaled: np.ndarray = (steps - self.mean[0]) / self.scale[0]
        return scaled

    def inverse_targets(self, scaled: np.ndarray, last: np.ndarray) -> np.ndarray:
        """The inverse of `transform_targets`."""
        values: np.ndarray = np.asarray(scaled, np.float64) * self.scale[0] + self.mean[0]
        return last[:, None] + values.cumsum(axis=1) if self.differences else values
