from pathlib import Path

import pytest

from benchmarks import labs
from lstm_core.home import Home
from lstm_core.labs import LABS
from lstm_core.training.events import Point


def trained(*losses: float, **metrics: object) -> labs.Trained:
    points = [Point("validation", 10 * n, float(n), 2.0 * n, loss, 1 - loss) for n, loss in enumerate(losses, 1)]
    return labs.Trained({"training_examples": 1_000}, metrics, points)


def test_every_goal_is_of_a_lab_there_is():
    assert {goal.lab for goal in labs.GOALS} <= set(LABS)


def test_the_worst_seed_decides():
    goal = labs.accuracy("sum-of-ten-tuned", 0.98)
    one = labs.row(goal, [trained(0.1, accuracy=accuracy, baseline_accuracy=0.57) for accuracy in (0.99, 0.97, 0.98)])
    assert (one["worst"], one["all there"], one["best simple rule"]) == (0.97, "no", 0.57)
    assert one["mean"] == pytest.approx(0.98)
    error = labs.error("co2", "mse", 0.5)
    rules = {"last value": {"mae": 1.0, "mse": 2.0}, "seasonal naive": {"mae": 0.5, "mse": 3.0}}
    other = labs.row(error, [trained(0.1, mse=mse, baselines=rules) for mse in (0.1, 0.4)])
    assert (other["worst"], other["all there"], other["best simple rule"]) == (0.4, "yes", 2.0)


def test_sequences_are_counted_until_the_adding_problem_is_solved():
    assert labs.sequences_until_solved(trained(0.04, 0.009, 0.001)) == 2_000
    assert labs.sequences_until_solved(trained(0.04, 0.02)) == float("inf")


def test_the_failure_of_the_sum_of_ten_comes_with_every_seed(tmp_path: Path):
    runs = [labs.trained("sum-of-ten", seed, Home(tmp_path)) for seed in range(2)]
    rows = [labs.row(goal, runs) for goal in labs.GOALS if goal.lab == "sum-of-ten"]
    assert [one["all there"] for one in rows] == ["yes", "yes"]
