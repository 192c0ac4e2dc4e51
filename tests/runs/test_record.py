import re

import pytest

from lstm_core.config import RunConfig
from lstm_core.runs.record import Progress, RunRecord, Status, run_key


def record(status: Status, metrics: dict[str, float]) -> RunRecord:
    return RunRecord("one", "key", RunConfig(), status, "", False, 1.0, None, None, Progress(), {}, metrics)


def test_the_key_is_the_same_for_the_same_config_data_and_code():
    one = RunConfig.parse({"training": {"epochs": 3, "seed": 1}, "model": {"layers": 2}})
    same = RunConfig.parse({"model": {"layers": 2}, "training": {"seed": 1, "epochs": 3}})
    assert run_key(one, "data 1", "0.1") == run_key(same, "data 1", "0.1")
    assert re.fullmatch("[0-9a-f]{32}", run_key(one, "data 1", "0.1"))


def test_the_key_changes_with_the_config_the_data_and_the_code():
    config, other = RunConfig(), RunConfig.from_flat({"seed": 1})
    keys = {
        run_key(config, "data 1", "0.1"),
        run_key(other, "data 1", "0.1"),
        run_key(config, "data 2", "0.1"),
        run_key(config, "data 1", "0.2"),
        run_key(config, "data 1\n0.1", ""),
    }
    assert len(keys) == 5


@pytest.mark.parametrize("status", Status)
def test_a_run_has_ended_once_it_neither_waits_nor_runs(status: Status):
    assert status.ended == (status not in ("queued", "running"))


@pytest.mark.parametrize("status", Status)
def test_there_is_a_model_to_try_once_a_run_with_a_report_has_ended(status: Status):
    assert record(status, {"accuracy": 0.5}).has_model == status.ended
    assert not record(status, {}).has_model
