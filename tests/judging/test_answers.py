"""What is kept of a training, and made anew for a run that kept nothing."""

import json
from pathlib import Path

import numpy as np
import pytest

from lstm_core.config import RunConfig
from lstm_core.data import kept_texts
from lstm_core.errors import LabError
from lstm_core.evaluation.forecast_outputs import ForecastOutputs
from lstm_core.evaluation.outputs import EVALUATION, FILE, ClassOutputs
from lstm_core.experiment import run
from lstm_core.home import Home
from lstm_core.judging.answering import answered
from lstm_core.outcome import outcome


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory, tiny: RunConfig) -> Home:
    home = Home(tmp_path_factory.mktemp("answers"))
    for _ in run(tiny, home, home.run("one")):
        pass
    return home


def test_the_outputs_are_those_the_report_was_made_of(trained: Home) -> None:
    outputs = ClassOutputs.load(trained.run("one"))
    report = json.loads((trained.run("one") / "report.json").read_text())
    assert (outputs.predicted == outputs.labels).mean() == pytest.approx(report["accuracy"])
    texts = kept_texts.read(outputs.texts, trained.texts).to_pylist()
    assert len(texts) == len(outputs.labels) == report["examples"]
    assert {one["text"] for one in report["mistakes"]} <= set(texts)
    assert len(outputs.validation_labels)


def test_a_run_that_kept_nothing_answers_again(trained: Home, tiny: RunConfig) -> None:
    folder = trained.run("one")
    before, evaluation = ClassOutputs.load(folder), json.loads((folder / EVALUATION).read_text())
    (folder / EVALUATION).unlink()
    (folder / FILE).unlink()
    outcome(answered(tiny, trained, folder))
    assert np.allclose(ClassOutputs.load(folder).probabilities, before.probabilities)
    assert json.loads((folder / EVALUATION).read_text())["classes"] == evaluation["classes"]


def test_without_a_validation_part_none_is_kept(tmp_path: Path, tiny: RunConfig) -> None:
    config = RunConfig.from_flat({**tiny.flat(), "validation_share": 0.0, "epochs": 1})
    for _ in run(config, Home(tmp_path), tmp_path / "run"):
        pass
    assert len(ClassOutputs.load(tmp_path / "run").validation_labels) == 0


def test_several_answers_of_a_sequence_are_so_many_examples(tmp_path: Path) -> None:
    settings = {"data_set": "copy-memory", "examples": 100, "length": 10, "epochs": 1, "hidden_size": 4}
    config = RunConfig.from_flat({**settings, "embedding_size": 4, "device": "cpu"})
    for _ in run(config, Home(tmp_path), tmp_path / "run"):
        pass
    outputs = ClassOutputs.load(tmp_path / "run")
    assert outputs.answers == 10
    assert len(outputs.labels) == 10 * len(kept_texts.read(outputs.texts, Home(tmp_path).texts))


@pytest.mark.parametrize("horizon", [1, 3])
def test_a_series_is_followed_past_the_horizon(horizon: int, tmp_path: Path) -> None:
    settings = {
        "data_set": "sunspots",
        "window": 12,
        "horizon": horizon,
        "epochs": 1,
        "hidden_size": 4,
        "device": "cpu",
    }
    for _ in run(RunConfig.from_flat({**settings, "precision": "fp32"}), Home(tmp_path), tmp_path / "run"):
        pass
    outputs, report = ForecastOutputs.load(tmp_path / "run"), json.loads((tmp_path / "run" / "report.json").read_text())
    assert outputs.target.shape == (309,)
    assert np.abs(outputs.test.direct_errors(outputs.target)).mean() == pytest.approx(report["mae"])
    assert outputs.test.far.shape[1] > horizon
    assert outputs.test.far[:, :horizon] == pytest.approx(outputs.test.direct, abs=1e-3)
    assert outputs.test.end == 309
    assert outputs.validation
    assert outputs.validation.end <= outputs.test.first
    assert outputs.times[0] == "1700"


def test_numbers_without_a_series_keep_their_errors(tmp_path: Path) -> None:
    settings = {"data_set": "adding", "examples": 200, "length": 20, "epochs": 1, "hidden_size": 4, "device": "cpu"}
    for _ in run(RunConfig.from_flat(settings), Home(tmp_path), tmp_path / "run"):
        pass
    found = json.loads((tmp_path / "run" / EVALUATION).read_text())
    assert found["task"] == "sequence-regression"
    assert "autocorrelation" not in found["residuals"]  # they are in no order


def test_a_run_without_a_model_cannot_answer(tmp_path: Path, tiny: RunConfig) -> None:
    with pytest.raises(LabError, match="has no trained model"):
        outcome(answered(tiny, Home(tmp_path), tmp_path / "run"))
