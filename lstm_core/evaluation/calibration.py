"""Whether a probability means what it says, and a temperature that mends it.

Letters: N examples, C classes. Confidence is the probability of the class that is said.
"""

from dataclasses import dataclass

import numpy as np

from lstm_core.evaluation.likelihood import logs

_BINS = 15
_LOWEST, _HIGHEST = 0.05, 20.0  # temperatures that are tried


@dataclass(frozen=True)
class Bin:
    """The examples whose confidence lies in one stretch of [0, 1]."""

    confidence: float  # their mean confidence
    accuracy: float  # the share of them that is right
    examples: int


def bins(confidence: np.ndarray, right: np.ndarray) -> list[Bin]:
    """Fifteen stretches of equal width (k/15, (k+1)/15], without the empty ones; confidence and right are (N,)."""
    edges = np.linspace(0, 1, _BINS + 1)
    places = np.clip(np.searchsorted(edges, confidence, side="left") - 1, 0, _BINS - 1)
    return [
        Bin(float(confidence[inside].mean()), float(right[inside].mean()), int(inside.sum()))
        for inside in (places == number for number in range(_BINS))
        if inside.any()
    ]


def expected_error(found: list[Bin]) -> float:
    """Expected calibration error: how far confidence and accuracy lie apart, on average over the examples.

    Guo, Pleiss, Sun & Weinberger, "On Calibration of Modern Neural Networks", 2017, equation 3.
    """
    total = sum(one.examples for one in found)
    return sum(one.examples * abs(one.accuracy - one.confidence) for one in found) / total


def temperature(labels: np.ndarray, probabilities: np.ndarray) -> float:
    """What the logits are to be divided by for the lowest cross-entropy, from 0.05 to 20 (Guo et al. 2017, section 4.2).

    To be fitted on a validation part. labels (N,), probabilities (N, C). Above 1: the model was too sure of itself.
    """
    from scipy.optimize import minimize_scalar  # heavy

    rows = np.arange(len(labels))

    def cross_entropy(log_temperature: float) -> float:
        return float(-_log_scaled(probabilities, np.exp(log_temperature))[rows, labels].mean())

    found = minimize_scalar(cross_entropy, bounds=(np.log(_LOWEST), np.log(_HIGHEST)), method="bounded")
    return float(np.exp(found.x))


def scaled(probabilities: np.ndarray, temperature: float) -> np.ndarray:
    """The probabilities (N, C) as they are when the logits are divided by `temperature`; no answer changes."""
    found: np.ndarray = np.exp(_log_scaled(probabilities, temperature))
    return found


def _log_scaled(probabilities: np.ndarray, temperature: float) -> np.ndarray:
    logits = logs(probabilities) / temperature
    highest = logits.max(axis=1, keepdims=True)
    found: np.ndarray = logits - highest - np.log(np.exp(logits - highest).sum(axis=1, keepdims=True))
    return found
