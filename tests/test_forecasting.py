"""A series from its values to its report: scaled by whatever, forecasts come back in their own unit."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from lstm_core.config import RunConfig
from lstm_core.data.scaler import Scaler
from lstm_core.data.series import co2
from lstm_core.errors import DataError
from lstm_core.evaluation.forecast_outputs import ForecastOutputs
from lstm_core.experiment import run
from lstm_core.home import Home
from lstm_core.inside.microscope import look
from lstm_core.labs import LABS
from lstm_core.models.network import Network
from lstm_core.readers import NumberReader
from lstm_core.trained import TrainedModel


def says_nothing_new(scaler: Scaler, horizon: int) -> TrainedModel:
    """Its network says 0 to everything: the mean of what it was trained on."""
    reader = NumberReader(1, scaler, window=3)
    arguments: dict[str, Any] = {**reader.arguments(), "outputs": horizon, "hidden_size": 2}
    network = Network(**arguments)
    torch.nn.init.zeros_(network.head.weight)
    torch.nn.init.zeros_(network.head.bias)
    return TrainedModel(network, arguments, reader, ())


STEPS_OF_TWO = Scaler(np.array([2.0]), np.array([5.0]), differences=True)


def test_forecast_differences_go_on_from_the_last_value():
    model = says_nothing_new(STEPS_OF_TWO, horizon=2)
    assert model.forecast(np.array([[1.0], [7.0], [100.0]])).tolist() == [102, 104]
    (answer,) = model.predict(["1 7 100"])
    assert answer
    assert answer.outputs == (102, 104)


def test_past_the_horizon_it_goes_on_from_its_own_forecasts():
    model = says_nothing_new(STEPS_OF_TWO, horizon=2)
    assert model.ahead(np.array([[5.0], [1.0], [7.0], [100.0]]), 5).tolist() == [102, 104, 106, 108, 110]
    assert model.ahead(np.array([[1.0], [7.0], [100.0]])).tolist() == [102, 104]
    with pytest.raises(DataError, match="has 2 values; the model reads the last 3"):
        model.ahead(np.array([[1.0], [7.0]]))
    with pytest.raises(DataError, match="There are 2 columns of values; the model reads 1"):
        model.ahead(np.ones((5, 2)))


def test_under_the_microscope_every_step_goes_on_from_its_own_value():
    seen = look(says_nothing_new(STEPS_OF_TWO, horizon=1), "1 7 100")
    assert seen.tokens == ("7", "100")  # the steps that led there
    assert seen.answers.tolist() == [[9], [102]]


def test_a_model_of_differences_is_read_back(tmp_path: Path):
    says_nothing_new(STEPS_OF_TWO, horizon=1).save(tmp_path)
    assert TrainedModel.load(tmp_path).forecast(np.array([[1.0], [7.0], [100.0]])).tolist() == [102]


SCALINGS = ("standard", "differences", "none")


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """CO₂ forecast three months ahead, once for each way to scale."""
    folder = tmp_path_factory.mktemp("series")
    for scaling in SCALINGS:
        settings = {"scaling": scaling, "horizon": 3, "epochs": 2, "hidden_size": 4}
        config = RunConfig.from_flat({**LABS["co2"].config.flat(), **settings})
        for _ in run(config, Home(folder), folder / scaling):
            pass
    return folder


@pytest.fixture(scope="module")
def reports(trained: Path) -> dict[str, dict[str, Any]]:
    return {one: json.loads((trained / one / "report.json").read_text(encoding="utf-8")) for one in SCALINGS}


def test_truth_and_rules_are_the_same_however_it_is_scaled(reports: dict[str, dict[str, Any]]):
    values = co2().values[:, 0]
    for report in reports.values():
        truth = report["forecast"]["truth"]
        start = len(values) - len(truth) - 2
        assert truth == values[start : start + len(truth)].tolist()  # to the last digit
        assert report["baselines"] == reports["none"]["baselines"]


def test_what_is_kept_for_the_evaluation_is_what_is_reported(trained: Path, reports: dict[str, dict[str, Any]]):
    for scaling, report in reports.items():
        kept = ForecastOutputs.load(trained / scaling)
        assert kept.validation
        assert kept.test.direct[:, 0] == pytest.approx(report["forecast"]["one_step"], rel=1e-6)
        assert np.abs(kept.test.direct_errors(kept.target)).mean() == pytest.approx(report["mae"], rel=1e-6)
        errors = np.abs(kept.validation.direct_errors(kept.target))
        assert errors.mean() < {"differences": 4, "standard": 100, "none": 400}[scaling]


def test_differences_stay_near_a_rising_series_where_values_cannot(reports: dict[str, dict[str, Any]]):
    assert reports["differences"]["mae"] < 4 < reports["standard"]["mae"]


def test_the_report_says_how_free_running_keeps_time(reports: dict[str, dict[str, Any]]):
    report = reports["differences"]
    seasons = report["by_season"]
    assert len(seasons) == len(report["forecast"]["truth"]) // 12
    first = [report["forecast"][name][:12] for name in ("truth", "free_running")]
    assert seasons[0]["rmse"] == pytest.approx(np.sqrt(np.mean(np.square(np.subtract(*first)))))
