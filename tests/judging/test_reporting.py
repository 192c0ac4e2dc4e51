"""The report of each task, against plain numpy on what the network says."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lstm_core import experiment
from lstm_core.config import RunConfig
from lstm_core.data.number_sequences import adding
from lstm_core.data.series import sunspots
from lstm_core.home import Home
from lstm_core.judging import reporting
from lstm_core.trained import TrainedModel

SMALL = {"epochs": 1, "hidden_size": 4, "embedding_size": 4, "device": "cpu", "precision": "fp32"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("home"))


def run(home: Home, **settings: Any) -> tuple[TrainedModel, dict[str, Any]]:
    folder: Path = home.run(settings["data_set"])
    for _ in experiment.run(RunConfig.from_flat({**SMALL, **settings}), home, folder):
        pass
    return TrainedModel.load(folder), json.loads((folder / "report.json").read_text())


def test_classes(place: Home):
    _, report = run(place, data_set="delayed-recall", examples=200, length=10)
    matrix = np.array(report["confusion_matrix"])
    assert report["task"] == "classification"
    assert matrix.shape == (4, 4)
    assert matrix.sum() == report["examples"] == 40
    assert report["accuracy"] == pytest.approx(np.trace(matrix) / 40)
    for place_, one in enumerate(report["per_class"]):
        assert one["examples"] == matrix[place_].sum()
    assert report["f1"] == pytest.approx(np.mean([one["f1"] for one in report["per_class"]]))


def test_several_answers_of_a_sequence_count_one_by_one_and_show_its_text(place: Home):
    _, report = run(place, data_set="copy-memory", examples=200, length=10)
    assert report["examples"] == 40 * 10
    for mistake in report["mistakes"]:
        symbols = mistake["text"].split()
        assert len(symbols) == 31
        assert mistake["label"] in symbols[:10]
        assert mistake["predicted"] != mistake["label"]


def test_values_beside_those_of_always_saying_the_mean(place: Home):
    _, report = run(place, data_set="adding", examples=200, length=20, validation_share=0.05, split_seed=3)
    data = adding(200, 20, 3)
    truth = np.array(report["pairs"]["truth"])
    said = np.array(report["pairs"]["predicted"])
    assert report["task"] == "sequence-regression"
    assert len(truth) == report["examples"] == 40
    assert set(np.round(truth, 5)) <= set(np.round(data.targets[:, 0].tolist(), 5))
    assert report["mse"] == pytest.approx(np.square(truth - said).mean(), rel=1e-5)
    assert report["mae"] == pytest.approx(np.abs(truth - said).mean(), rel=1e-5)
    assert report["rmse"] == pytest.approx(report["mse"] ** 0.5)
    mean = report["baselines"]["always the mean"]
    assert mean["mse"] == pytest.approx(truth.var() + (data.targets.mean() - truth.mean()) ** 2, rel=0.1)


def test_a_forecast_in_the_unit_of_the_series_one_step_ahead(place: Home):
    model, report = run(place, data_set="sunspots", window=11, horizon=1)
    values = sunspots().values
    drawn = report["forecast"]
    count = report["examples"]
    first = len(values) - count
    assert report["task"] == "forecasting"
    assert drawn["times"] == [str(1700 + first + n) for n in range(count)]
    np.testing.assert_allclose(drawn["truth"], values[first:, 0])
    np.testing.assert_allclose(drawn["history"], values[max(0, first - 200) : first, 0])
    said = [float(model.forecast(values[place - 11 : place])[0]) for place in range(first, len(values))]
    np.testing.assert_allclose(drawn["one_step"], said, rtol=1e-4)
    assert report["mae"] == pytest.approx(np.abs(values[first:, 0] - said).mean(), rel=1e-4)
    assert report["baselines"]["last value"]["mae"] == pytest.approx(np.abs(np.diff(values[first - 1 :, 0])).mean())


def test_free_running_is_fed_with_its_own_answers(place: Home):
    model, report = run(place, data_set="sunspots", window=11, horizon=1)
    known = sunspots().values[: len(sunspots().values) - report["examples"], 0].tolist()
    for _ in range(5):
        known.append(float(model.forecast(np.array(known[-11:])[:, None])[0]))
    np.testing.assert_allclose(report["forecast"]["free_running"][:5], known[-5:], rtol=1e-4)


def test_of_many_seasons_the_first_ones_and_the_last_are_told(place: Home, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reporting, "_SEASONS", 3)
    _, report = run(place, data_set="sunspots", window=11, scaling="standard")
    last = len(report["forecast"]["truth"]) // 11
    assert last > 3
    assert [one["number"] for one in report["by_season"]] == [1, 2, last]
