"""What a page shows of a classifier beside its report: curves, calibration, and how sure its accuracy is. By scikit-learn.

Letters: N examples, C classes.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from sklearn.metrics import average_precision_score, precision_recall_curve, roc_auc_score, roc_curve

from lstm_core.evaluation import calibration
from lstm_core.evaluation.interval import wilson
from lstm_core.evaluation.likelihood import cross_entropy
from lstm_core.evaluation.outputs import ClassOutputs

_CURVE_POINTS = 300  # of a curve that is drawn; areas are those of the whole curve


def evaluation(outputs: ClassOutputs, classes: Sequence[str]) -> dict[str, Any]:
    """Plain values, ready for JSON; curves of the second class of two, else of each class against all others."""
    right, sequences = outputs.predicted == outputs.labels, len(outputs.labels) // outputs.answers
    shown = range(1, 2) if len(classes) == 2 else range(len(classes))
    return {
        "format": "lstm-lab evaluation 1",
        "task": "classification",
        "classes": list(classes),
        "interval": wilson(float(right.mean()) * sequences, sequences),  # answers of one may stand or fall together
        "curves": [_curves(classes[one], outputs.labels == one, outputs.probabilities[:, one]) for one in shown],
        "calibration": _calibration(outputs),
    }


def _curves(name: str, of_class: np.ndarray, scores: np.ndarray) -> dict[str, Any]:
    """of_class (N,) bool, scores (N,). No curves where the test part has no example of the class, or no other."""
    if not 0 < of_class.sum() < len(of_class):
        return {"class": name}
    false_positives, true_positives, _ = roc_curve(of_class, scores)
    precision, recall, _ = precision_recall_curve(of_class, scores, drop_intermediate=True)
    return {
        "class": name,
        "share": float(of_class.mean()),
        "auc": float(roc_auc_score(of_class, scores)),
        "average_precision": float(average_precision_score(of_class, scores)),
        "roc": _thinned(false_positives, true_positives),
        "precision_recall": _thinned(recall, precision),
    }


def _thinned(across: np.ndarray, up: np.ndarray) -> list[list[float]]:
    """[x values, y values], evenly many of them with both ends."""
    places = np.unique(np.linspace(0, len(across) - 1, min(len(across), _CURVE_POINTS)).round().astype(int))
    return [np.round(across[places], 6).tolist(), np.round(up[places], 6).tolist()]


def _calibration(outputs: ClassOutputs) -> dict[str, Any]:
    """On the test part, before and after the temperature that the validation part asks for, where it asks for one.

    Where every validation answer is right none can be fitted: the colder, the better it would look there, without end.
    """
    before, known = _measured(outputs.labels, outputs.probabilities), len(outputs.validation_labels)
    if not known:
        return {"before": before}
    if (outputs.validation_probabilities.argmax(axis=1) == outputs.validation_labels).all():
        return {"before": before, "validation_examples": known}
    temperature = calibration.temperature(outputs.validation_labels, outputs.validation_probabilities)
    after = _measured(outputs.labels, calibration.scaled(outputs.probabilities, temperature))
    return {
        "before": before,
        "temperature": temperature,
        "after": after,
        "validation_examples": known,
    }


def _measured(labels: np.ndarray, probabilities: np.ndarray) -> dict[str, Any]:
    right = probabilities.argmax(axis=1) == labels
    found = calibration.bins(probabilities.max(axis=1), right)
    return {
        "error": calibration.expected_error(found),
        "loss": cross_entropy(labels, probabilities),
        "bins": [asdict(one) for one in found],
    }
