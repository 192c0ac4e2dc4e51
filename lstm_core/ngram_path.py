"""The path of n-grams beside the LSTM, and how the two are weighed into one answer.

Letters: N texts.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import safetensors.numpy
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from lstm_core.data.batches import Sequences
from lstm_core.data.ngrams import LONGEST, NGrams
from lstm_core.evaluation.likelihood import cross_entropy, logs
from lstm_core.evaluation.measure import Measured

_FILE = "ngrams.safetensors"


@dataclass(frozen=True)
class NGramPath:
    """The logit of the answer is `lstm_weight * (that of the LSTM) + ngram_weight * (that of the n-grams) + bias`."""

    ngrams: NGrams
    lstm_weight: float
    ngram_weight: float
    bias: float

    @classmethod
    def weighed(cls, ngrams: NGrams, lstm: np.ndarray, validation: Sequences) -> Self:
        """Fits the three numbers on the validation part, which neither path learned from.

        lstm: (N, 2) probabilities. Where the part has one class alone there is nothing to fit, and the paths count the same.
        """
        if len(np.unique(validation.targets)) < 2:
            return cls(ngrams, 0.5, 0.5, 0.0)
        both = np.stack([_logits(lstm), ngrams.logits(validation)], axis=1)
        fitted = LogisticRegression(C=1e3).fit(both, validation.targets)
        lstm_weight, ngram_weight = fitted.coef_[0].tolist()
        return cls(ngrams, lstm_weight, ngram_weight, float(fitted.intercept_[0]))

    def probabilities(self, lstm: np.ndarray, sequences: Sequences) -> np.ndarray:
        """(N, 2) float32 from the (N, 2) of the LSTM alone."""
        logits = self.lstm_weight * _logits(lstm) + self.ngram_weight * self.ngrams.logits(sequences) + self.bias
        return np.stack([expit(-logits), expit(logits)], axis=1).astype(np.float32)

    def measured(self, lstm: Measured, sequences: Sequences) -> Measured:
        """What both together answer, from what the LSTM alone does."""
        both = self.probabilities(lstm.outputs, sequences)
        right = both.argmax(axis=1) == sequences.targets
        return Measured(cross_entropy(sequences.targets, both), float(right.mean()), both)

    def alone(self, lstm: Measured, sequences: Sequences) -> dict[str, float]:
        """How often each path is right without the other."""
        ngrams = (self.ngrams.logits(sequences) > 0) == sequences.targets
        return {"accuracy_lstm_alone": lstm.figure, "accuracy_ngrams_alone": float(ngrams.mean())}

    def save(self, folder: Path) -> dict[str, Any]:
        """Writes the large part into a file of its own and returns the rest as plain values."""
        arrays = _named("keys", self.ngrams.keys) | _named("ending_keys", self.ngrams.ending_keys)
        safetensors.numpy.save_file({**arrays, "weights": self.ngrams.weights}, folder / _FILE)
        return {
            "vocabulary": self.ngrams.vocabulary,
            "ngram_bias": self.ngrams.bias,
            "lstm_weight": self.lstm_weight,
            "ngram_weight": self.ngram_weight,
            "bias": self.bias,
        }

    @classmethod
    def load(cls, description: dict[str, Any], folder: Path) -> Self:
        """What `save` wrote. Raises ValueError when its parts do not fit together."""
        arrays = safetensors.numpy.load_file(folder / _FILE)
        keys, ending_keys = (_in_order(name, arrays) for name in ("keys", "ending_keys"))
        if sum(map(len, keys + ending_keys)) != len(arrays["weights"]):
            raise ValueError("n-grams and weights differ in number")
        ngrams = NGrams(description["vocabulary"], keys, arrays["weights"], description["ngram_bias"], ending_keys)
        return cls(ngrams, description["lstm_weight"], description["ngram_weight"], description["bias"])


def _named(name: str, keys: tuple[np.ndarray, ...]) -> dict[str, np.ndarray]:
    return {f"{name}_{order}": of_an_order for order, of_an_order in enumerate(keys, 1)}


def _in_order(name: str, arrays: dict[str, np.ndarray]) -> tuple[np.ndarray, ...]:
    return tuple(arrays[f"{name}_{order}"] for order in range(1, LONGEST + 1) if f"{name}_{order}" in arrays)


def _logits(probabilities: np.ndarray) -> np.ndarray:
    """(N, 2) -> (N,)"""
    of_each = logs(probabilities)
    difference: np.ndarray = of_each[:, 1] - of_each[:, 0]
    return difference
