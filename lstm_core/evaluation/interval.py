"""How sure a share is that was counted on so many examples."""

import math

import numpy as np

_Z95 = 1.959963984540054  # the normal distribution holds 95 % within so many deviations


def wilson(right: float, examples: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927), within [0, 1]; of no example, all of it."""
    if not examples:
        return 0.0, 1.0
    share, z = right / examples, _Z95**2 / examples
    middle = (share + z / 2) / (1 + z)
    half = _Z95 / (1 + z) * math.sqrt(share * (1 - share) / examples + z / (4 * examples))
    return max(0.0, middle - half), min(1.0, middle + half)


def paired_difference(leads: np.ndarray) -> tuple[float, float]:
    """Two classifiers on the same examples: (difference of their accuracies, half the width of its 95 % interval).

    leads: (N,) of each example how much more of it the first one gets right, in [-1, 1]. The normal approximation; with one answer
    an example its variance is that of the difference of paired shares (McNemar 1947).
    """
    return float(leads.mean()), _Z95 * float(leads.std()) / math.sqrt(len(leads))
