import pytest

from lstm_core.config import DataConfig, ModelConfig, RunConfig
from lstm_core.errors import DataError
from lstm_core.estimation.estimate import cost_key
from lstm_core.execution import calibration
from lstm_core.execution.calibration import Calibration
from lstm_core.execution.processes import this_process
from lstm_core.home import Home
from lstm_core.runs.costs import Cost, CostStore
from lstm_core.runs.record import Progress, Status
from lstm_core.runs.store import RunStore

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


def test_what_it_took_is_given_back(home: Home, costs: CostStore, monkeypatch: pytest.MonkeyPatch):
    said: list[str] = []
    monkeypatch.setattr(calibration, "rehearse", lambda *_: said.append("measured"))
    monkeypatch.setattr(calibration.runtime, "return_freed_memory", lambda: said.append("given back"))
    costs.ask("key", RunConfig())
    assert Calibration(home).answer(lambda: False)
    assert said == ["measured", "given back"]


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


@pytest.mark.parametrize(("status", "seconds"), [(Status.FINISHED, 2.0), (Status.STOPPED, 9.0)])
def test_a_training_that_came_to_its_end_knows_better(home: Home, costs: CostStore, status: Status, seconds: float):
    store, here = RunStore(home.database), Calibration(home)
    costs.keep(cost_key(SMALL, home), SMALL, here.machine, Cost(9.0, 1_000))
    run, _ = store.submit(SMALL, "key", claimed_by=this_process())
    store.record(run.id, Progress("Training", 60, 60, epoch=6.0, seconds=12.0))
    store.end(run.id, status)
    here.learn_from(run.id, store)
    assert costs.find(cost_key(SMALL, home)) == Cost(seconds, 1_000)


def test_what_comes_before_the_first_step_is_not_counted_for_every_epoch(home: Home, costs: CostStore):
    store, here = RunStore(home.database), Calibration(home)
    costs.keep(cost_key(SMALL, home), SMALL, here.machine, Cost(9.0, 1_000, once_seconds=3.0))
    run, _ = store.submit(SMALL, "key", claimed_by=this_process())
    store.record(run.id, Progress("Training", 60, 60, epoch=6.0, seconds=15.0))
    store.end(run.id, Status.FINISHED)
    here.learn_from(run.id, store)
    assert costs.find(cost_key(SMALL, home)) == Cost(2.0, 1_000, once_seconds=3.0)


def test_what_was_never_asked_for_is_not_learned(home: Home, costs: CostStore):
    store = RunStore(home.database)
    run, _ = store.submit(SMALL, "key", claimed_by=this_process())
    store.end(run.id, Status.FINISHED)
    Calibration(home).learn_from(run.id, store)
    assert costs.find(cost_key(SMALL, home)) is None
