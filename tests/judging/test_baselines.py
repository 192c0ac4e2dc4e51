"""Simple methods on the data of a run."""

from pathlib import Path

import numpy as np
import pytest

from lstm_core.config import RunConfig
from lstm_core.evaluation.outputs import ClassOutputs
from lstm_core.experiment import run
from lstm_core.home import Home
from lstm_core.judging.baselines import baselines
from lstm_core.outcome import outcome


def test_texts_have_three_of_them_on_the_same_test_part(tmp_path: Path, tiny: RunConfig) -> None:
    home = Home(tmp_path)
    for _ in run(tiny, home, tmp_path / "run"):
        pass
    labels = ClassOutputs.load(tmp_path / "run").labels
    found = outcome(baselines(tiny.data, home))
    assert [one["kind"] for one in found["baselines"]] == ["majority", "bag-of-words", "nb-svm"]
    for one in found["baselines"]:
        assert one["accuracy"] == pytest.approx((np.array(one["predicted"]) == labels).mean())
    assert found["baselines"][1]["accuracy"] > found["baselines"][0]["accuracy"]


@pytest.mark.parametrize(
    ("data_set", "kinds"),
    [
        ("delayed-recall", ["majority", "bag-of-words", "nb-svm"]),
        ("copy-memory", ["majority"]),
        ("digits", ["majority", "values"]),
    ],
)
def test_every_kind_of_sequence_has_its_own(data_set: str, kinds: list[str], tmp_path: Path) -> None:
    config = RunConfig.from_flat({"data_set": data_set, "examples": 200, "length": 10})
    found = outcome(baselines(config.data, Home(tmp_path)))
    assert [one["kind"] for one in found["baselines"]] == kinds


def test_values_have_the_mean_and_a_fitted_line(tmp_path: Path) -> None:
    config = RunConfig.from_flat({"data_set": "adding", "examples": 2_000, "length": 20})
    mean, line = outcome(baselines(config.data, Home(tmp_path)))["baselines"]
    assert mean["title"] == "always the mean"
    assert 0 < line["mae"] < mean["mae"]


def test_a_series_has_six_methods_with_errors_by_step(tmp_path: Path) -> None:
    config = RunConfig.from_flat({"data_set": "sunspots", "window": 12, "horizon": 2})
    found = outcome(baselines(config.data, Home(tmp_path)))["baselines"]
    assert len(found) == 6
    best = min(found, key=lambda one: one["mae"])
    assert best["title"] == "autoregression (AR)"
    assert len({len(one["by_step"]["mae"]) for one in found}) == 1
    assert all(np.mean(one["by_origin"]) == pytest.approx(one["mae"], rel=1e-5) for one in found)
    naive = next(one for one in found if one["title"] == "last value")["by_step"]["mae"]
    assert naive[0] < naive[3]  # half a cycle later it is the farthest off
