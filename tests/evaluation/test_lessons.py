"""What is said about a run, and above all when nothing is."""

import math
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.evaluation.curve import CurvePoint
from lstm_core.evaluation.lessons import Lesson, lessons
from lstm_core.labs import LABS, Record

loss_values = st.integers(0, 10**9).map(lambda thousandths: thousandths / 1_000)


def curve(
    validation: Sequence[float | None], training: Sequence[float | None] | None = None, steps: int = 1_000
) -> list[CurvePoint]:
    """One point an epoch; training falls steadily below the validation where it is not given."""
    lowest = min((loss for loss in validation if loss is not None), default=1.0)
    fallen = training or [lowest * 0.9**n for n in range(len(validation))]
    points: list[CurvePoint] = []
    for epoch, (seen, measured) in enumerate(zip(fallen, validation, strict=True), 1):
        step = round(steps * epoch / len(validation))
        if seen is not None:
            points.append((step, float(epoch), "training", seen, 1 - seen / 2, step * 0.1))
        if measured is not None:
            points.append((step, float(epoch), "validation", measured, 1 - measured / 2, step * 0.1))
    return points


def of_record(record: Record, steps_per_epoch: int) -> list[CurvePoint]:
    """Points as a run would have them: a loss that was not written down is left out."""
    points: list[CurvePoint] = []
    for row in record.epochs:
        step = row.epoch * steps_per_epoch
        if row.training_loss is not None:
            points.append((step, float(row.epoch), "training", row.training_loss, row.training_metric or 0.0, 0.0))
        if row.validation_loss is not None:
            points.append(
                (step, float(row.epoch), "validation", row.validation_loss, row.validation_metric or 0.0, 0.0)
            )
    return points


def codes(points: Sequence[CurvePoint], metrics: dict[str, Any] | None = None, **extra: Any) -> list[str]:
    return [lesson.code for lesson in lessons(points, metrics or {}, **extra)]


def the(code: str, found: list[Lesson]) -> Lesson:
    return next(lesson for lesson in found if lesson.code == code)


# The classroom's own figures


def test_the_notebook_overfits_from_its_tenth_epoch():
    found = lessons(of_record(LABS["imdb-notebook"].theirs[0], 625), {"accuracy": 0.8651})
    (lesson,) = found
    assert (lesson.code, lesson.epoch) == ("overfits", 10)
    for figure in ("0.322", "0.675", "epoch 25", "93.5%", "99.3%", "overfitting"):
        assert figure in lesson.sentence


def test_the_sum_of_ten_says_one_class_because_of_its_six_updates():
    lab = LABS["sum-of-ten"].theirs[0]
    metrics = {**lab.end, "examples": 200, "baseline_accuracy": 0.43}
    classes = ("5 or less", "more than 5")
    (lesson,) = lessons(of_record(lab, 1), metrics, classes=classes, noun="sequences")
    assert lesson.code == "one-class"
    assert "“more than 5” to all 200 test sequences (one predicted class)" in lesson.sentence
    assert "0.694 is that of knowing nothing, ln 2 = 0.693" in lesson.sentence
    assert "Six updates cannot train it" in lesson.sentence


@pytest.mark.parametrize(("name", "steps"), [("imdb-keras", 313), ("token-sequences", 25), ("sine", 1)])
def test_no_lesson_where_their_figures_are_too_few_to_be_sure(name: str, steps: int):
    for record in LABS[name].theirs:
        assert codes(of_record(record, steps), dict(record.end)) == []


# One class


@pytest.mark.parametrize(
    ("matrix", "said"),
    [
        ([[0, 114], [0, 86]], True),
        ([[100, 0], [100, 0]], True),
        ([[0, 3, 0], [0, 9, 0], [0, 1, 0]], True),
        ([[1, 113], [0, 86]], False),
        ([[0, 200], [0, 0]], False),  # there is only one class to be found
        ([[0, 0], [0, 0]], False),
        ([], False),
    ],
)
def test_one_class_is_said_where_one_column_is_filled(matrix: list[list[int]], said: bool):
    assert ("one-class" in codes([], {"confusion_matrix": matrix})) == said


def test_one_class_after_many_steps_has_another_reason():
    metrics = {"confusion_matrix": [[0, 5], [0, 5]], "loss": 0.6931}
    sentence = the("one-class", lessons(curve([0.69] * 3, [0.69] * 3, steps=5_000), metrics)).sentence
    assert "class 1" in sentence
    assert "cannot train" not in sentence
    assert "learning rate" in sentence


@pytest.mark.parametrize(("loss", "named"), [(0.6939, True), (0.70, True), (0.66, False), (0.8, False)])
def test_the_loss_of_knowing_nothing_is_named_only_where_it_is_near(loss: float, named: bool):
    metrics = {"confusion_matrix": [[0, 5], [0, 5]], "loss": loss}
    assert ("knowing nothing" in lessons([], metrics)[0].sentence) == named


def test_the_loss_of_knowing_nothing_of_ten_classes():
    matrix = [[5] + [0] * 9 for _ in range(10)]
    assert "ln 10 = 2.303" in lessons([], {"confusion_matrix": matrix, "loss": 2.31})[0].sentence


# Overfitting


@pytest.mark.parametrize(
    ("validation", "epoch"),
    [
        ([0.6, 0.4, 0.5, 0.6], 2),
        ([0.4, 0.5, 0.6], 1),
        ([0.6, 0.4, 0.41, 0.42], None),  # within a tenth
        ([0.6, 0.4, 0.6, 0.41], None),  # came back
        ([0.6, 0.4, 0.6], None),  # once is not sure
        ([0.02, 0.01, 0.015, 0.02], None),  # a hundredth of a nat
        ([0.6, 0.5, 0.4, 0.35], None),
        ([0.4, 0.6], None),
    ],
)
def test_overfitting_is_a_validation_loss_that_turned(validation: list[float | None], epoch: int | None):
    found = [lesson.epoch for lesson in lessons(curve(validation), {}) if lesson.code == "overfits"]
    assert found == ([epoch] if epoch else [])


def test_a_training_loss_that_rises_too_is_not_overfitting():
    assert "overfits" not in codes(curve([0.6, 0.4, 0.5, 0.6], [0.6, 0.4, 0.5, 0.6]))


def test_two_losses_that_waver_together_are_not_overfitting():
    wavering = {"metric": "mae"}
    assert "overfits" not in codes(curve([8e-7, 7.8e-7, 9e-7, 9.1e-7], [1.2e-6, 1.0e-6, 9e-7, 8.6e-7]), **wavering)
    assert "overfits" in codes(curve([8e-7, 7.8e-7, 9e-7, 9.1e-7], [1.2e-6, 1.0e-6, 4e-7, 2e-7]), **wavering)


def test_early_stopping_kept_the_best():
    assert "kept the weights of epoch 2" in lessons(curve([0.6, 0.4, 0.5, 0.6]), {}, patience=2)[0].sentence


def test_overfitting_of_values_speaks_of_losses():
    sentence = lessons(curve([6e-4, 4e-4, 5e-4, 6e-4]), {}, metric="mae")[0].sentence
    assert "training loss went from" in sentence
    assert "accuracy" not in sentence


# Baselines


@pytest.mark.parametrize(
    ("accuracy", "examples", "said"),
    [(0.50, 1_000, True), (0.52, 1_000, True), (0.54, 1_000, False), (0.54, 100, True), (0.9, 100, False)],
)
def test_no_better_than_the_most_frequent_class(accuracy: float, examples: int, said: bool):
    metrics = {"accuracy": accuracy, "baseline_accuracy": 0.5, "examples": examples}
    assert (codes([], metrics) == ["no-better"]) == said


def test_no_better_than_a_simple_forecast_names_the_best_rule():
    baselines = {"last value": {"mae": 0.4, "mse": 0.2}, "linear fit of two lags": {"mae": 0.0, "mse": 0.0}}
    (lesson,) = lessons([], {"mae": 0.01, "baselines": baselines}, metric="mae")
    assert lesson.code == "no-better"
    assert "“linear fit of two lags” is off by 0 on average, the network by 0.01" in lesson.sentence
    assert codes([], {"mae": 0.3, "baselines": {"last value": {"mae": 0.4}}}, metric="mae") == []


# Still falling, jumping


@pytest.mark.parametrize(
    ("validation", "said"),
    [
        ([0.6, 0.5, 0.4], True),
        ([0.6, 0.5, 0.4, 0.39], False),
        ([0.6, 0.5, 0.52], False),
        ([0.6, 0.4], False),
        ([0.6] * 4 + [0.5, 0.5, 0.4, 0.4], True),
    ],
)
def test_still_falling_at_the_end(validation: list[float | None], said: bool):
    assert ("still-falling" in codes(curve(validation))) == said


@pytest.mark.parametrize(
    ("validation", "said"),
    [
        ([0.5, 0.9, 0.4, 0.8, 0.3], True),
        ([0.5, 0.9, 0.4, 0.35, 0.3], False),  # once happens
        ([0.5, 0.55, 0.5, 0.55, 0.5], False),
        ([0.05, 0.06, 0.04, 0.06, 0.04], False),  # a hundredth of a nat
    ],
)
def test_a_loss_that_jumps(validation: list[float | None], said: bool):
    found = [lesson for lesson in lessons(curve(validation, [0.3] * 5), {}) if lesson.code == "jumps"]
    assert bool(found) == said
    assert all("Lower the learning rate" in lesson.sentence and lesson.epoch == 2 for lesson in found)


# Whatever comes


@given(st.lists(st.tuples(loss_values, loss_values), max_size=40), st.sampled_from(["accuracy", "mae"]))
def test_any_curve_gets_whole_sentences(losses: list[tuple[float, float]], metric: str):
    found = lessons(curve([v for _, v in losses], [t for t, _ in losses]) if losses else [], {}, metric=metric)
    assert len({lesson.code for lesson in found}) == len(found)
    for lesson in found:
        assert lesson.sentence.endswith(".")
        assert "nan" not in lesson.sentence
        assert lesson.epoch is None or 1 <= lesson.epoch <= len(losses)


@given(level=st.floats(0.01, 10), epochs=st.integers(1, 50))
def test_a_flat_curve_teaches_nothing(level: float, epochs: int):
    assert codes(curve([level] * epochs, [level] * epochs)) == []


@given(st.lists(st.floats(0.001, 1), min_size=3, max_size=30))
def test_a_validation_loss_at_its_lowest_does_not_overfit(losses: list[float]):
    assert "overfits" not in codes(curve(sorted(losses, reverse=True)))


@given(st.lists(st.lists(st.integers(0, 50), min_size=3, max_size=3), min_size=3, max_size=3))
def test_one_class_means_one_class(matrix: list[list[int]]):
    filled = sum(any(column) for column in zip(*matrix, strict=True))
    present = sum(any(row) for row in matrix)
    assert ("one-class" in codes([], {"confusion_matrix": matrix})) == (filled == 1 and present >= 2)


def test_chance_is_the_logarithm_of_the_classes():
    assert f"{math.log(3):.3f}" in lessons([], {"confusion_matrix": [[1, 0, 0]] * 3, "loss": math.log(3)})[0].sentence
