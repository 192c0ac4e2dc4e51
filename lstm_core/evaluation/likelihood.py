"""Logarithms of probabilities as they are written down, where one may have been rounded to 0.

Letters: N examples, C classes.
"""

import numpy as np

_SMALLEST = 1e-37  # hardly above the smallest number of 32 bits


def logs(probabilities: np.ndarray) -> np.ndarray:
    """Natural logarithms, float64, of whatever shape; finite for a probability of 0 too."""
    found: np.ndarray = np.log(np.maximum(probabilities.astype(np.float64), _SMALLEST))
    return found


def cross_entropy(labels: np.ndarray, probabilities: np.ndarray) -> float:
    """The mean over examples of -log of what the right class got; labels (N,), probabilities (N, C)."""
    return float(-logs(probabilities[np.arange(len(labels)), labels]).mean())
