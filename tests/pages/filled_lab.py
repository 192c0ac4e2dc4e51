"""A lab folder in any state, its store filled the way a worker does it."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from polling import eventually
from streamlit.testing.v1 import AppTest

from lstm_core.config import RunConfig
from lstm_core.data import kept_texts
from lstm_core.evaluation import forecast_evaluation
from lstm_core.evaluation.class_evaluation import evaluation
from lstm_core.evaluation.forecast_outputs import ForecastOutputs, Forecasts
from lstm_core.evaluation.outputs import EVALUATION, ClassOutputs
from lstm_core.execution.analyses import analysis_file, write_result
from lstm_core.execution.processes import this_process
from lstm_core.home import Home
from lstm_core.labs import LABS, default_config
from lstm_core.runs.record import Progress, RunRecord, Status
from lstm_core.runs.store import PointRow, RunStore

FACTS = {
    "device": "cpu",
    "precision": "fp32",
    "steps": 100,
    "parameters": 12_345,
    "vocabulary": 300,
    "training_examples": 3_200,
    "validation_examples": 200,
    "test_examples": 600,
    "baseline_accuracy": 0.515,
    "duplicates": 7,
    "longest": 40,
}
POINTS: list[PointRow] = [(1, 0.01, "training", 0.7, 0.5, 0.1), (50, 0.5, "validation", 0.3, 0.9, 2.0)]
METRICS = {"accuracy": 0.91, "loss": 0.25, "precision": 0.92, "recall": 0.9, "f1": 0.91, "baseline_accuracy": 0.51}
MISTAKE = {"text": "not <b>bad</b> at all", "label": "positive", "predicted": "negative", "probability": 0.99}

NUMBERS: dict[str, Any] = {
    "vocabulary": None,
    "duplicates": 0,
    "baseline_accuracy": None,
}  # facts where no words are read
VALUES = {
    "format": "lstm-lab report 1",
    "examples": 190,
    "loss": 0.0004,
    "mse": 0.0004,
    "mae": 0.0142,
    "rmse": 0.02,
    "baselines": {"last value": {"mae": 0.063, "mse": 0.005}, "linear fit of two lags": {"mae": 1e-13, "mse": 1e-26}},
    "worst": [{"at": "901", "truth": 0.99, "predicted": 0.94}],
}
FORECAST = {
    **VALUES,
    "task": "forecasting",
    "mase": 0.61,
    "season": 63,
    "by_season": [{"rmse": 0.2, "late": 2.5, "swing": 0.9}],
    "forecast": {
        "value": "sin x",
        "times": ["1", "2"],
        "truth": [0.1, 0.2],
        "one_step": [0.1, 0.21],
        "free_running": [0.1, 0.3],
        "history": [0.0],
    },
}


def curve(training: list[float], validation: list[float], steps_per_epoch: int = 10) -> list[PointRow]:
    """Two points an epoch, at its end."""
    points: list[PointRow] = []
    for epoch, (seen, measured) in enumerate(zip(training, validation, strict=True), 1):
        step = epoch * steps_per_epoch
        points.append((step, float(epoch), "training", seen, 1 - seen / 2, 0.2 * step))
        points.append((step, float(epoch), "validation", measured, 1 - measured / 2, 0.2 * step))
    return points


def classes_report(classes: list[str], counts: list[list[int]], loss: float) -> dict[str, Any]:
    total = sum(map(sum, counts))
    right = sum(counts[place][place] for place in range(len(counts)))
    figures = {"accuracy": right / total, "precision": 0.5, "recall": 0.5, "f1": 0.6014, "baseline_accuracy": 0.1}
    return {**figures, "examples": total, "loss": loss, "classes": classes, "confusion_matrix": counts, "mistakes": []}


def _baselines(labels: np.ndarray) -> dict[str, Any]:
    constant, noisy = np.zeros_like(labels), np.where(np.arange(len(labels)) % 2, labels, 0)
    figures = {"precision": 0.5, "recall": 0.5, "f1": 0.5}
    found = [
        {"kind": kind, "title": title, "accuracy": 0.5, "predicted": predicted.tolist(), **figures}
        for kind, title, predicted in (
            ("majority", "always saying “negative”", constant),
            ("bag-of-words", "TF-IDF with logistic regression", noisy),
        )
    ]
    return {"format": "lstm-lab baselines 1", "task": "classification", "examples": len(labels), "baselines": found}


OpenPage = Callable[..., AppTest]  # of the fixture `open_page`


class FilledLab:
    """One lab folder; every method leaves one more run in it, in the state it is named after."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder)
        self.store = RunStore(self.home.database)

    def queued(self, config: RunConfig | None = None) -> RunRecord:
        config = config or default_config("toy-reviews")
        return self.store.submit(config, f"key of {config.canonical()}", again=True)[0]

    def claimed(self, config: RunConfig | None = None) -> RunRecord:
        self.queued(config)
        run = self.store.claim(this_process())
        assert run
        return run

    def fetching(self) -> RunRecord:
        run = self.claimed()
        self.store.record(run.id, Progress("Fetching the data set", 5_000_000, 27_000_000))
        return self.now(run)

    def running(self) -> RunRecord:
        run = self.claimed()
        self.store.record(run.id, Progress("Training", 50, 100, 0.5, 2.0, 1_600.0), POINTS, FACTS)
        return self.now(run)

    def finished(self, status: Status = Status.FINISHED, message: str = "") -> RunRecord:
        """With a report and no model: enough for a page that asks nothing."""
        run = self.running()
        report = {**METRICS, "classes": ["negative", "positive"], "confusion_matrix": [[90, 10], [8, 92]]}
        folder = self.home.run(run.id)
        folder.mkdir(parents=True)
        (folder / "report.json").write_text(json.dumps({**report, "mistakes": [MISTAKE]}), encoding="utf-8")
        self.store.end(run.id, status, message, METRICS)
        return self.now(run)

    def ended(
        self, config: RunConfig, points: list[PointRow], facts: dict[str, Any], report: dict[str, Any]
    ) -> RunRecord:
        """Finished with these points and this report, whatever the task."""
        run = self.claimed(config)
        last = points[-1]
        progress = Progress("Training", last[0], last[0], float(config.training.epochs), last[5], 1_000.0)
        self.store.record(run.id, progress, points, {**FACTS, **facts})
        folder = self.home.run(run.id)
        folder.mkdir(parents=True)
        (folder / "report.json").write_text(json.dumps(report), encoding="utf-8")
        kept = {name: value for name, value in report.items() if name not in ("forecast", "pairs", "worst", "mistakes")}
        self.store.end(run.id, Status.FINISHED, "", kept)
        return self.now(run)

    def forecast(self) -> RunRecord:
        """The sine as in the classroom."""
        points = curve([0.5] * 9 + [0.04] * 41, [0.6] * 9 + [0.045] * 41, steps_per_epoch=1)
        return self.ended(LABS["sine"].config, points, {"metric": "mae", "noun": "windows", **NUMBERS}, FORECAST)

    def adding(self) -> RunRecord:
        """Values without a series."""
        report = {**VALUES, "task": "sequence-regression", "pairs": {"truth": [0.1, 1.9], "predicted": [0.2, 1.8]}}
        points = curve([0.17, 0.1, 0.02, 0.01], [0.17, 0.1, 0.02, 0.02])
        return self.ended(LABS["adding"].config, points, {"metric": "mae", "noun": "sequences", **NUMBERS}, report)

    def one_class(self) -> RunRecord:
        """The sum of ten as in the classroom."""
        points = curve([0.6975, 0.6968, 0.696, 0.695, 0.6945, 0.6939], [0.6965] * 6, steps_per_epoch=1)
        report = classes_report(["5 or less", "more than 5"], [[0, 114], [0, 86]], loss=0.6941)
        return self.ended(LABS["sum-of-ten"].config, points, {"noun": "sequences", **NUMBERS}, report)

    def overfitted(self) -> RunRecord:
        """The notebook on IMDB: lowest at epoch 10."""
        training = [0.6 * 0.85**epoch for epoch in range(25)]
        validation = [0.6 - 0.028 * epoch for epoch in range(10)] + [0.38 + 0.02 * epoch for epoch in range(15)]
        report = classes_report(["negative", "positive"], [[4_300, 700], [649, 4_351]], loss=0.67)
        return self.ended(LABS["imdb-notebook"].config, curve(training, validation), {}, report)

    def digits(self) -> RunRecord:
        counts = [[30 * (row == column) + (row == 8 and column == 9) for column in range(10)] for row in range(10)]
        report = classes_report(list("0123456789"), counts, loss=0.1)
        points = curve([0.5, 0.3, 0.2], [0.5, 0.3, 0.29])
        return self.ended(LABS["digits"].config, points, {"noun": "digits", **NUMBERS}, report)

    def stopped(self) -> RunRecord:
        return self.finished(Status.STOPPED, "Stopped by you. What was learned until then is kept.")

    def stopped_before_training(self) -> RunRecord:
        run = self.queued()
        self.store.request_stop(run.id)
        return self.now(run)

    def evaluated(self, classes: Sequence[str] = ("negative", "positive"), *, with_baselines: bool = True) -> RunRecord:
        """Finished, with everything that was answered: 200 examples, on three of four the model is right."""
        count, chance = len(classes), np.random.default_rng(0)
        labels = np.arange(200) % count
        probabilities = chance.dirichlet(np.ones(count), 200).astype(np.float32)
        right = np.arange(200) % 4 > 0
        probabilities[right, labels[right]] += 2
        probabilities /= probabilities.sum(axis=1, keepdims=True)
        texts = kept_texts.keep(
            [f"review {number} is {classes[one]}" for number, one in enumerate(labels)], self.home.texts
        )
        outputs = ClassOutputs(labels, probabilities, labels[:50], probabilities[:50], 1, texts)
        matrix = np.bincount(labels * count + outputs.predicted, minlength=count**2).reshape(count, count)
        report = classes_report(list(classes), matrix.tolist(), 0.3)
        run = self.ended(default_config("toy-reviews"), curve([0.5], [0.4]), {}, report)
        outputs.save(self.home.run(run.id))
        found = json.dumps(evaluation(outputs, classes))
        (self.home.run(run.id) / EVALUATION).write_text(found, encoding="utf-8")
        if with_baselines:
            write_result(analysis_file("baselines", run, self.home), _baselines(labels))
        return run

    def forecast_evaluated(self, *, validation: bool = True, columns: Sequence[str] = ("sin x",)) -> RunRecord:
        """A forecaster with everything that was answered: 200 values, the last 40 are the test part.

        Of several columns it forecasts the first, and is not fed with its own forecasts.
        """
        chance = np.random.default_rng(0)
        values, ahead = np.sin(np.arange(200) / 5), 3 if len(columns) == 1 else 1

        def part(first: int, end: int) -> Forecasts:
            starts = np.arange(first, end)
            direct = values[starts][:, None] + chance.normal(0, 0.1, (len(starts), 1))
            return Forecasts(first, end, direct, starts, np.repeat(direct, ahead, axis=1))

        outputs = ForecastOutputs(
            np.stack([values] * len(columns), axis=1),
            (),
            31,
            10,
            120,
            part(160, 200),
            part(120, 160) if validation else None,
            tuple(columns),
        )
        shown = {
            "times": list(range(160, 200)),
            "truth": values[160:].tolist(),
            "one_step": outputs.test.direct[:, 0].tolist(),
        }
        report = {**FORECAST, "forecast": {**shown, "free_running": None, "history": [0.0]}}
        run = self.ended(
            LABS["sine"].config, curve([0.5], [0.4]), {"metric": "mae", "noun": "windows", **NUMBERS}, report
        )
        outputs.save(self.home.run(run.id))
        found = json.dumps(forecast_evaluation.evaluation(outputs))
        (self.home.run(run.id) / EVALUATION).write_text(found, encoding="utf-8")
        rivals = [
            {"title": title, "mae": mae, "rmse": mae, "by_step": {"mae": [mae] * ahead}, "by_origin": [mae] * 40}
            for title, mae in (("last value", 0.5), ("seasonal naive", 0.2))
        ]
        write_result(analysis_file("baselines", run, self.home), {"baselines": rivals})
        return run

    def failed(self) -> RunRecord:
        run = self.running()
        self.store.end(run.id, Status.FAILED, "The loss is no longer a number at step 51.")
        return self.now(run)

    def now(self, run: RunRecord) -> RunRecord:
        """The run as it is in the store."""
        found = self.store.get(run.id)
        assert found
        return found


def texts(at: AppTest) -> str:
    """Every word on the page that is prose."""
    kinds = (at.markdown, at.caption, at.info, at.warning, at.error, at.html, at.subheader, at.progress)
    return "\n".join(str(getattr(one, "text", None) or one.value) for kind in kinds for one in kind)


def once_answered(at: AppTest) -> AppTest:
    """The page when the model has answered what is typed; in a browser it refreshes itself."""
    eventually(lambda: "Thinking" not in texts(at) or not at.run())
    assert not at.exception
    return at


def curves(at: AppTest) -> dict[str, Any]:
    """What the live chart of the page was given."""
    (component,) = at.get("bidi_component")
    data: dict[str, Any] = json.loads(component.proto.json)
    return data


def has(at: AppTest, key: str) -> bool:
    return any(getattr(node, "key", None) == key for node in at.main)
