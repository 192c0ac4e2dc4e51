"""Curves and calibration as a page reads them; areas are scikit-learn's."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, roc_auc_score

from lstm_core.evaluation.class_evaluation import evaluation
from lstm_core.evaluation.outputs import ClassOutputs

SURE = np.array([[0.01, 0.99], [0.99, 0.01]], np.float32)
NOTHING = np.empty(0, np.int64), np.empty((0, 2), np.float32)


def random_outputs(seed: int, examples: int, classes: int) -> ClassOutputs:
    chance = np.random.default_rng(seed)
    labels = chance.permutation(np.arange(examples) % classes)  # every class occurs
    probabilities = chance.dirichlet(np.ones(classes), examples).astype(np.float32)
    return ClassOutputs(labels, probabilities, labels[:5], probabilities[:5])


@given(st.integers(0, 2**32 - 1), st.integers(10, 700), st.integers(2, 5))
def test_the_areas_are_those_of_scikit_learn(seed: int, examples: int, classes: int) -> None:
    outputs = random_outputs(seed, examples, classes)
    found = evaluation(outputs, [f"class {number}" for number in range(classes)])
    shown = [1] if classes == 2 else range(classes)
    for number, curve in zip(shown, found["curves"], strict=True):
        scores, inside = outputs.probabilities[:, number], outputs.labels == number
        assert curve["auc"] == pytest.approx(roc_auc_score(inside, scores))
        assert curve["average_precision"] == pytest.approx(average_precision_score(inside, scores))
        across, up = curve["roc"]
        assert (across[0], up[0], across[-1], up[-1]) == (0, 0, 1, 1)
        assert len(across) == len(up) <= 300
    json.dumps(found, allow_nan=False)


def test_without_a_validation_part_no_temperature_is_fitted() -> None:
    outputs = random_outputs(0, 50, 2)
    found = evaluation(ClassOutputs(outputs.labels, outputs.probabilities, *NOTHING), ["no", "yes"])
    assert set(found["calibration"]) == {"before"}


def test_where_every_validation_answer_is_right_no_temperature_is_fitted() -> None:
    outputs = replace(random_outputs(0, 50, 2), validation_labels=np.array([1, 0]), validation_probabilities=SURE)
    assert "after" not in evaluation(outputs, ["a", "b"])["calibration"]
    wrong = replace(outputs, validation_labels=np.array([1, 1]))
    assert evaluation(wrong, ["a", "b"])["calibration"]["temperature"] > 1


def test_a_test_part_of_one_class_has_no_curve() -> None:
    probabilities = np.array([[0.4, 0.6], [0.9, 0.1]], np.float32)
    found = evaluation(ClassOutputs(np.array([0, 0]), probabilities, *NOTHING), ["no", "yes"])
    assert found["curves"] == [{"class": "yes"}]


def test_the_temperature_is_fitted_on_the_validation_part_alone() -> None:
    outputs = random_outputs(3, 200, 2)
    sure = np.where(np.eye(2)[outputs.labels] > 0, 0.7, 0.3).astype(np.float32)
    sure[0] = sure[0, ::-1]
    found = evaluation(ClassOutputs(outputs.labels, outputs.probabilities, outputs.labels, sure), ["no", "yes"])
    assert found["calibration"]["temperature"] < 0.2  # the validation part is right but for one
