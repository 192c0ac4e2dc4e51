"""The report of a classifier: figures by scikit-learn, and the examples behind the worst mistakes."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from sklearn.metrics import accuracy_score, confusion_matrix, precision_recall_fscore_support

_MISTAKES = 50
_MOST_CHARACTERS = 20_000  # of a text kept in the report


def classification_report(
    labels: np.ndarray,
    probabilities: np.ndarray,
    classes: Sequence[str],
    loss: float,
    majority: int,
    text_of: Callable[[int], str],
) -> dict[str, Any]:
    """Plain values, ready for JSON.

    labels: (N,) class indices; probabilities: (N, C). majority: the most frequent class of the training part, what a model
    without any skill would always say. text_of(n) gives the text of example n. The mistakes are the 50 wrong answers given with
    the highest probability. `precision`, `recall` and `f1` are those of the second class of two, else the mean over the classes.
    """
    predicted = probabilities.argmax(axis=1)
    numbers = list(range(len(classes)))
    per_class = precision_recall_fscore_support(labels, predicted, labels=numbers, zero_division=0)
    precision, recall, f1 = (float(figure[1] if len(classes) == 2 else figure.mean()) for figure in per_class[:3])
    return {
        "format": "lstm-lab report 1",
        "examples": len(labels),
        "classes": list(classes),
        "accuracy": float(accuracy_score(labels, predicted)),
        "loss": loss,
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "baseline_accuracy": float((labels == majority).mean()),
        "per_class": [
            {"class": name, "precision": float(p), "recall": float(r), "f1": float(f), "examples": int(n)}
            for name, p, r, f, n in zip(classes, *per_class, strict=True)
        ],
        "confusion_matrix": confusion_matrix(labels, predicted, labels=numbers).tolist(),
        "mistakes": _worst(labels, predicted, probabilities, classes, text_of),
    }


def _worst(
    labels: np.ndarray,
    predicted: np.ndarray,
    probabilities: np.ndarray,
    classes: Sequence[str],
    text_of: Callable[[int], str],
) -> list[dict[str, Any]]:
    wrong = np.flatnonzero(predicted != labels)
    surest_first = wrong[np.argsort(-probabilities[wrong, predicted[wrong]], kind="stable")]
    return [
        {
            "text": text_of(int(n))[:_MOST_CHARACTERS],
            "label": classes[labels[n]],
            "predicted": classes[predicted[n]],
            "probability": float(probabilities[n, predicted[n]]),
        }
        for n in surest_first[:_MISTAKES]
    ]
