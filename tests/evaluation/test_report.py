import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, f1_score, precision_score, recall_score

from lstm_core.evaluation.report import classification_report

TWO = ("negative", "positive")


def report(labels: list[int], probabilities: Any, classes: tuple[str, ...] = TWO, majority: int = 0) -> dict[str, Any]:
    return classification_report(
        np.array(labels), np.array(probabilities, np.float32), classes, 0.5, majority, lambda n: f"text {n}"
    )


def sure_of(predicted: list[int], classes: int = 2) -> list[list[float]]:
    return np.eye(classes)[predicted].tolist()


def test_by_hand():
    # positive: two found, one missed, one wrongly seen; negative: four found
    found = report([1, 1, 1, 0, 0, 0, 0, 0], sure_of([1, 1, 0, 1, 0, 0, 0, 0]))
    assert found["examples"] == 8
    assert found["classes"] == ["negative", "positive"]
    assert found["accuracy"] == pytest.approx(6 / 8)
    assert found["loss"] == 0.5
    assert found["precision"] == pytest.approx(2 / 3)
    assert found["recall"] == pytest.approx(2 / 3)
    assert found["f1"] == pytest.approx(2 / 3)
    assert found["confusion_matrix"] == [[4, 1], [1, 2]]
    negative, positive = found["per_class"]
    assert negative == {
        "class": "negative",
        "precision": pytest.approx(4 / 5),
        "recall": pytest.approx(4 / 5),
        "f1": pytest.approx(4 / 5),
        "examples": 5,
    }
    assert (positive["class"], positive["examples"]) == ("positive", 3)


@pytest.mark.parametrize(("majority", "baseline"), [(0, 0.75), (1, 0.25)])
def test_the_baseline_always_says_the_majority_of_the_training_part(majority: int, baseline: float):
    assert report([0, 0, 0, 1], sure_of([1, 1, 1, 1]), majority=majority)["baseline_accuracy"] == baseline


answers = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=60)


@settings(max_examples=10)
@given(answers)
def test_the_figures_of_three_classes_are_the_means_of_scikit_learn(answers: list[tuple[int, int]]):
    labels, predicted = [label for label, _ in answers], [said for _, said in answers]
    found = report(labels, sure_of(predicted, 3), ("a", "b", "c"))
    assert found["accuracy"] == pytest.approx(accuracy_score(labels, predicted))
    for name, score in (("precision", precision_score), ("recall", recall_score), ("f1", f1_score)):
        expected = score(labels, predicted, labels=[0, 1, 2], average="macro", zero_division=0)
        assert found[name] == pytest.approx(expected)
    assert found["confusion_matrix"] == [[answers.count((t, p)) for p in range(3)] for t in range(3)]
    assert [one["examples"] for one in found["per_class"]] == [labels.count(number) for number in range(3)]


@settings(max_examples=10)
@given(answers.map(lambda pairs: [(label % 2, said % 2) for label, said in pairs]))
def test_the_figures_of_two_classes_are_those_of_the_second(answers: list[tuple[int, int]]):
    labels, predicted = [label for label, _ in answers], [said for _, said in answers]
    found = report(labels, sure_of(predicted))
    for name, score in (("precision", precision_score), ("recall", recall_score), ("f1", f1_score)):
        assert found[name] == pytest.approx(score(labels, predicted, zero_division=0))


def test_mistakes_come_surest_first_with_their_texts():
    found = report([0, 1, 1, 0], [[0.4, 0.6], [0.9, 0.1], [0.2, 0.8], [0.3, 0.7]])
    assert found["mistakes"] == [
        {"text": "text 1", "label": "positive", "predicted": "negative", "probability": pytest.approx(0.9)},
        {"text": "text 3", "label": "negative", "predicted": "positive", "probability": pytest.approx(0.7)},
        {"text": "text 0", "label": "negative", "predicted": "positive", "probability": pytest.approx(0.6)},
    ]


def test_the_fifty_surest_mistakes_are_kept():
    sureness = np.random.default_rng(0).permutation(np.linspace(0.5, 1.0, 120, endpoint=False))
    found = report([0] * 120, np.column_stack([1 - sureness, sureness]))
    kept = [mistake["probability"] for mistake in found["mistakes"]]
    assert kept == pytest.approx(sorted(sureness.tolist(), reverse=True)[:50], rel=1e-5)


def test_without_a_mistake_there_are_none_to_show():
    assert report([0, 1], sure_of([0, 1]))["mistakes"] == []


def test_an_endless_text_is_cut():
    found = classification_report(np.array([0]), np.array([[0.0, 1.0]]), TWO, 0.1, 0, lambda _: "a" * 1_000_000)
    assert 1_000 < len(found["mistakes"][0]["text"]) < 100_000


@pytest.mark.parametrize("labels", [[0, 1, 1], [0], [1, 1]])
def test_a_report_is_ready_for_json(labels: list[int]):
    found = report(labels, sure_of([1] * len(labels)))
    assert json.loads(json.dumps(found, allow_nan=False)) == found
