"""A folder in which much was trained, made up in seconds: the same records and files as real trainings leave."""

import json
from typing import Any

import numpy as np
import torch

from lstm_core import runtime
from lstm_core.config import RunConfig
from lstm_core.data import kept_texts
from lstm_core.estimation.estimate import cost_key
from lstm_core.evaluation import class_evaluation, forecast_evaluation
from lstm_core.evaluation.forecast_outputs import ForecastOutputs, Forecasts
from lstm_core.evaluation.outputs import EVALUATION, ClassOutputs
from lstm_core.execution.analyses import analysis_file, write_result
from lstm_core.execution.processes import this_process
from lstm_core.home import Home
from lstm_core.labs import LABS
from lstm_core.runs.costs import Cost, CostStore
from lstm_core.runs.record import Progress, RunRecord, Status
from lstm_core.runs.store import PointRow, RunStore

_CLASSES = ("negative", "positive")
_REVIEWS, _WORDS = 25_000, 230  # as the test part of IMDB
_VALUES = 20_000  # of the series
_POINTS = 20_000  # of the long curve


def fill(home: Home, runs: int) -> tuple[str, str, list[str]]:
    """The run on reviews, the forecaster, and all others: `runs` together."""
    store, costs = RunStore(home.database), CostStore(home.database)
    machine = f"{runtime.machine()}, PyTorch {torch.__version__}"
    for lab in LABS.values():  # else the worker would measure them meanwhile
        costs.keep(cost_key(lab.config, home), lab.config, machine, Cost(1.0, 500_000_000))
    others = [_plain(store, home, number) for number in range(runs - 2)]
    return _of_reviews(store, home), _of_series(store, home), others


def _ended(store: RunStore, home: Home, config: RunConfig, points: int, report: dict[str, Any]) -> RunRecord:
    run, _ = store.submit(config, f"key {config.canonical()}", again=True, claimed_by=this_process())
    facts = {
        "device": "cpu",
        "precision": "fp32",
        "steps": points,
        "parameters": 123_456,
        "training_examples": 20_000,
        "validation_examples": 5_000,
        "test_examples": report["examples"],
        "metric": "accuracy" if "accuracy" in report else "mae",
    }
    store.record(run.id, Progress("Training", points, points, 5.0, 60.0, 1_000.0), list(_curve(points)), facts)
    folder = home.run(run.id)
    folder.mkdir(parents=True)
    (folder / "report.json").write_text(json.dumps(report), encoding="utf-8")
    figures = {name: value for name, value in report.items() if isinstance(value, float | int)}
    store.end(run.id, Status.FINISHED, "", figures)
    found = store.get(run.id)
    assert found
    return found


def _curve(points: int) -> list[PointRow]:
    falling = 0.2 + 0.5 * np.exp(-np.arange(points) / points * 5)
    return [
        (
            step,
            5 * (step + 1) / points,
            ("training", "validation")[step % 20 == 19],
            loss,
            1 - loss / 2,
            60 * step / points,
        )
        for step, loss in enumerate(falling.tolist())
    ]


def _classes_report(examples: int) -> dict[str, Any]:
    part = examples // 4
    return {
        "task": "classification",
        **dict.fromkeys(("accuracy", "precision", "recall", "f1"), 0.9),
        "baseline_accuracy": 0.5,
        "loss": 0.25,
        "examples": examples,
        "classes": list(_CLASSES),
        "confusion_matrix": [[2 * part - 100, 100], [100, 2 * part - 100]],
        "mistakes": [{"text": "word " * _WORDS, "label": "positive", "predicted": "negative", "probability": 0.9}] * 20,
    }


def _plain(store: RunStore, home: Home, number: int) -> str:
    config = LABS["toy-reviews"].config
    training = config.training.model_copy(update={"seed": number})
    return _ended(store, home, config.model_copy(update={"training": training}), 200, _classes_report(600)).id


def _of_reviews(store: RunStore, home: Home) -> str:
    chance = np.random.default_rng(0)
    run = _ended(store, home, LABS["imdb-quick"].config, _POINTS, _classes_report(_REVIEWS))
    labels = chance.integers(0, 2, _REVIEWS)
    sure = np.clip(0.5 + (labels - 0.5) * chance.normal(0.8, 0.5, _REVIEWS), 0.001, 0.999)
    probabilities = np.stack([1 - sure, sure], axis=1).astype(np.float32)
    vocabulary = np.array([f"word{number}" for number in range(5_000)], object)
    words = vocabulary[chance.integers(0, len(vocabulary), (_REVIEWS, _WORDS))]
    texts = kept_texts.keep([" ".join(row) for row in words], home.texts)
    outputs = ClassOutputs(labels, probabilities, labels[:5_000], probabilities[:5_000], 1, texts)
    outputs.save(home.run(run.id))
    (home.run(run.id) / EVALUATION).write_text(json.dumps(class_evaluation.evaluation(outputs, _CLASSES)))
    baselines = [
        {
            "kind": kind,
            "title": title,
            **dict.fromkeys(("accuracy", "precision", "recall", "f1"), 0.85),
            "predicted": np.where(chance.random(_REVIEWS) < right, labels, 1 - labels).tolist(),
        }
        for kind, title, right in (
            ("majority", "always saying “negative”", 0.5),
            ("bag-of-words", "TF-IDF with logistic regression", 0.88),
            ("nb-svm", "NB-SVM on bigrams", 0.89),
        )
    ]
    write_result(analysis_file("baselines", run, home), {"baselines": baselines})
    return run.id


def _of_series(store: RunStore, home: Home) -> str:
    chance, place = np.random.default_rng(0), np.arange(_VALUES)
    values = np.sin(place / 10) + chance.normal(0, 0.1, _VALUES)
    cut, half = int(_VALUES * 0.6), int(_VALUES * 0.8)

    def part(first: int, end: int) -> Forecasts:
        direct = values[first:end, None] + chance.normal(0, 0.1, (end - first, 1))
        starts = np.linspace(first, end - 24, 400).astype(int)
        return Forecasts(first, end, direct, starts, values[starts[:, None] + np.arange(24)] + 0.1)

    outputs = ForecastOutputs(values[:, None], (), 63, 50, cut, part(half, _VALUES), part(cut, half))
    shown = slice(half, half + 2_000)
    report: dict[str, Any] = {
        "task": "forecasting",
        "examples": _VALUES - half,
        "loss": 0.01,
        "mse": 0.01,
        "mae": 0.08,
        "rmse": 0.1,
        "mase": 0.6,
        "baselines": {"last value": {"mae": 0.13, "mse": 0.03}},
        "worst": [],
        "season": 63,
        "by_season": [],
        "forecast": {
            "value": "made up",
            "times": place[shown].tolist(),
            "truth": values[shown].tolist(),
            "of": _VALUES - half,
            "one_step": outputs.test.direct[:2_000, 0].tolist(),
            "free_running": None,
            "history": values[half - 200 : half].tolist(),
        },
    }
    run = _ended(store, home, LABS["sine"].config, 2_000, report)
    outputs.save(home.run(run.id))
    (home.run(run.id) / EVALUATION).write_text(json.dumps(forecast_evaluation.evaluation(outputs)))
    by_step = {"mae": [0.1] * 24, "rmse": [0.1] * 24}
    baselines = [
        {"title": title, "mae": 0.1, "rmse": 0.12, "by_step": by_step} for title in ("last value", "seasonal naive")
    ]
    write_result(analysis_file("baselines", run, home), {"baselines": baselines})
    return run.id
