"""Values to mean 0 and deviation 1, and back."""

from dataclasses import dataclass
from typing import Self

import numpy as np


@dataclass(frozen=True)
class Scaler:
    """(value - mean) / scale, for each of F features."""

    mean: np.ndarray  # (F,) float64
    scale: np.ndarray  # (F,) float64, above 0

    @classmethod
    def fit(cls, training: np.ndarray) -> Self:
        """Mean and standard deviation of (T, F) values, T at least 1, of the training part alone.

        A feature that never changes has the scale 1, so it becomes 0 and comes back as it was.
        """
        deviation = training.std(axis=0)
        # The deviation of equal values is not always 0, since their mean is rounded.
        changes = (np.ptp(training, axis=0) > 0) & (deviation > 0)
        mean = np.where(changes, training.mean(axis=0), training[0])
        return cls(mean, np.where(changes, deviation, 1.0))

    @classmethod
    def identity(cls, features: int) -> Self:
        """Leaves F features as they are."""
        return cls(np.zeros(features), np.ones(features))

    def transform(self, values: np.ndarray) -> np.ndarray:
        """(..., F) values in their own unit to scaled ones."""
        scaled: np.ndarray = (values - self.mean) / self.scale
        return scaled

    def inverse(self, scaled: np.ndarray) -> np.ndarray:
        """(..., F) scaled values back to their own unit."""
        values: np.ndarray = scaled * self.scale + self.mean
        return values

    def inverse_targets(self, scaled: np.ndarray) -> np.ndarray:
        """Scaled values of the first feature, in any shape, back to their own unit."""
        values: np.ndarray = scaled * self.scale[0] + self.mean[0]
        return values
