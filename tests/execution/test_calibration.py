import pytest

from lstm_core.config import DataConfig, ModelConfig, RunConfig
from lstm_core.errors import DataError
from lstm_core.estimate import cost_key
from lstm_core.execution import calibration
from lstm_core.execution.calibration import Calibration
from lstm_core.home import Home
from lstm_core.runs.costs import Cost, CostStore

SMALL = RunConfig(data=DataConfig(examples=200), model=ModelConfig(hidden_size=4))


@pytest.fixture
def costs(home: Home) -> CostStore:
    return CostStore(home.database)


def test_what_somebody_waits_for_is_measured(home: Home, costs: CostStore):
    here, key = Calibration(home), cost_key(SMALL, home)
    assert not here.answer(lambda: False)
    costs.ask(key, SMALL)
    assert here.answer(lambda: False)
    cost = costs.find(key)
    assert cost
    assert cost.epoch_seconds > 0
    assert not here.answer(lambda: False)


def test_a_training_that_waits_comes_first(home: Home, costs: CostStore):
    costs.ask("key", SMALL)
    assert Calibration(home).answer(lambda: True)
    assert costs.find("key") is None
    assert costs.asked()  # it is measured later


def test_a_cost_is_measured_once(home: Home, monkeypatch: pytest.MonkeyPatch):
    here = Calibration(home)
    first = here.cost(SMALL)
    monkeypatch.setattr(calibration, "rehearse", None)
    assert here.cost(SMALL) == first
    assert Calibration(home).cost(SMALL) == first


@pytest.mark.parametrize(
    ("problem", "said"), [(DataError("One label."), "One label."), (MemoryError(), "could not be measured")]
)
def test_a_problem_is_an_answer_too(home: Home, monkeypatch: pytest.MonkeyPatch, problem: Exception, said: str):
    def fails(*_: object) -> Cost:
        raise problem

    monkeypatch.setattr(calibration, "rehearse", fails)
    cost = Calibration(home).cost(SMALL)
    assert cost
    assert said in cost.problem
