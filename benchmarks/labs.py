"""Every lab at its own settings, with several seeds: `python -m benchmarks.labs [LAB ...] [--seeds 3]`.

Without names all labs that need no download run (five minutes on two quiet cores). Prints for each figure that a lab is judged by
its mean over the seeds, the worst of them, what is asked for, and what the best simple rule gets; the last line is JSON. No setting
was chosen by these figures: they are those of the test part, or of the training where that is said.
"""

import argparse
import json
import math
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.table import Row, print_json, print_table
from lstm_core import runtime
from lstm_core.config import RunConfig
from lstm_core.experiment import run
from lstm_core.home import Home
from lstm_core.labs import LABS
from lstm_core.training.events import Point, Prepared, Reported

SOLVED = 0.01  # squared error of the adding problem, as in 1997


@dataclass(frozen=True)
class Trained:
    """What one training came to."""

    facts: dict[str, Any]
    metrics: dict[str, Any]
    points: Sequence[Point]

    @property
    def seconds(self) -> float:
        return self.points[-1].seconds


@dataclass(frozen=True)
class Goal:
    """A figure and its bound; a figure that larger is better has `more`."""

    lab: str
    figure: str
    read: Callable[[Trained], float]
    bound: float | None = None
    more: bool = False
    rule: str = ""  # the figure of simple rules to lay beside it

    def met(self, value: float) -> bool | None:
        return None if self.bound is None else value >= self.bound if self.more else value <= self.bound


def accuracy(lab: str, bound: float | None) -> Goal:
    return Goal(lab, "accuracy", lambda one: float(one.metrics["accuracy"]), bound, more=True)


def error(lab: str, name: str, bound: float | None) -> Goal:
    return Goal(lab, name, lambda one: float(one.metrics[name]), bound, rule=name)


def commonest_answer(one: Trained) -> float:
    answers = [sum(column) for column in zip(*one.metrics["confusion_matrix"], strict=True)]
    return max(answers) / sum(answers)


def fifth_period(one: Trained) -> float:
    """Points, of 63, by which the free-running forecast is early or late in its fifth period."""
    return abs(float(one.metrics["by_season"][4]["late"]))


def best_validation(one: Trained) -> float:
    return max(point.metric for point in one.points if point.split == "validation" and point.epoch % 1 == 0)


def sequences_until_solved(one: Trained) -> float:
    solved = (point.epoch for point in one.points if point.split == "validation" and point.loss < SOLVED)
    return next(solved, float("inf")) * float(one.facts["training_examples"])


GOALS = (
    Goal("sine", "training loss", lambda one: float(one.metrics["train_loss"]), 0.0005),
    error("sine-tuned", "mse", 1e-5),
    Goal("sine-tuned", "points out of time in period 5", fifth_period, 6.3),  # a tenth of a period
    Goal("sum-of-ten", "share of the commonest answer", commonest_answer, 0.95, more=True),
    Goal("sum-of-ten", "distance of the loss from ln 2", lambda one: abs(one.metrics["loss"] - math.log(2)), 0.02),
    accuracy("sum-of-ten-tuned", 0.98),
    Goal("sum-of-ten-tuned", "seconds", lambda one: one.seconds, 10),
    accuracy("token-sequences", 0.8595),
    accuracy("token-sequences-tuned", None),
    error("adding", "mse", SOLVED),
    Goal("adding", "sequences until solved", sequences_until_solved, 74_000),
    accuracy("delayed-recall", 0.99),
    accuracy("copy-memory", 0.99),
    accuracy("digits", 0.95),
    error("sunspots", "mae", None),
    error("co2", "mae", None),
    accuracy("imdb-keras", 0.8469),
    accuracy("imdb-keras-tuned", 0.8469),
    Goal("imdb-notebook", "best validation accuracy", best_validation, 0.878, more=True),
)  # fmt: skip


def trained(lab: str, seed: int, home: Home) -> Trained:
    config = RunConfig.from_flat({**LABS[lab].config.flat(), "seed": seed})
    facts, metrics, points = {}, {}, []
    for event in run(config, home, home.folder / "benchmark"):
        match event:
            case Prepared():
                facts = event.facts
            case Point():
                points.append(event)
            case Reported():
                metrics = event.metrics
    return Trained(facts, metrics, points)


def row(goal: Goal, runs: Sequence[Trained]) -> Row:
    values = [goal.read(one) for one in runs]
    worst = (min if goal.more else max)(values)
    sign = "≥" if goal.more else "≤"
    return {
        "lab": goal.lab,
        "figure": goal.figure,
        "mean": mean(values),
        "worst": worst,
        "asked for": None if goal.bound is None else f"{sign} {goal.bound:,g}",
        "all there": {None: None, True: "yes", False: "no"}[goal.met(worst)],
        "best simple rule": simple_rule(goal, runs[0].metrics),
        "s to train": mean(one.seconds for one in runs),
    }


def simple_rule(goal: Goal, metrics: dict[str, Any]) -> float | None:
    if goal.figure == "accuracy":
        return float(metrics["baseline_accuracy"])
    errors = [float(figures[goal.rule]) for figures in metrics.get("baselines", {}).values() if goal.rule in figures]
    return min(errors, default=None)


def main() -> None:
    offline = [lab for lab in dict.fromkeys(goal.lab for goal in GOALS) if LABS[lab].config.data.data_set != "imdb"]
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("labs", nargs="*", metavar="LAB", default=offline)
    parser.add_argument("--seeds", type=int, default=3)
    given = parser.parse_args()
    runtime.prepare_process()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for lab in given.labs:
            runs = [trained(lab, seed, Home(Path(folder))) for seed in range(given.seeds)]
            rows += (own := [row(goal, runs) for goal in GOALS if goal.lab == lab])
            for one in own:
                print(json.dumps(one, ensure_ascii=False), flush=True)
    print_table(rows)
    print_json(rows)


if __name__ == "__main__":
    main()
