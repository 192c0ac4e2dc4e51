"""A lab folder in any state, its store filled the way a worker does it."""

import json
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from lstm_core.config import RunConfig
from lstm_core.execution.processes import this_process
from lstm_core.home import Home
from lstm_core.labs import default_config
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

    def stopped(self) -> RunRecord:
        return self.finished(Status.STOPPED, "Stopped by you. What was learned until then is kept.")

    def stopped_before_training(self) -> RunRecord:
        run = self.queued()
        self.store.request_stop(run.id)
        return self.now(run)

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


def has(at: AppTest, key: str) -> bool:
    return any(getattr(node, "key", None) == key for node in at.main)
