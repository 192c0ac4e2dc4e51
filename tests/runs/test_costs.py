import pytest

from lstm_core.config import RunConfig, TrainingConfig
from lstm_core.home import Home
from lstm_core.runs.costs import Cost, CostStore
from lstm_core.runs.store import RunStore

ONE, OTHER = RunConfig(), RunConfig(training=TrainingConfig(batch_size=7))


@pytest.fixture
def costs(home: Home) -> CostStore:
    return CostStore(home.database)


def test_what_was_asked_last_is_measured_first(costs: CostStore):
    costs.ask("one", ONE)
    costs.ask("other", OTHER)
    assert costs.asked() == ("other", OTHER)
    costs.ask("one", ONE)
    assert costs.asked() == ("one", ONE)


def test_many_are_asked_for_together_and_the_last_one_is_measured_first(costs: CostStore):
    costs.ask_all({"one": ONE, "other": OTHER})
    assert costs.asked() == ("other", OTHER)
    costs.keep("other", OTHER, "here", Cost(1.0, 1))
    assert costs.asked() == ("one", ONE)
    assert costs.known(["one", "other", "third"]) == {"other": Cost(1.0, 1)}


def test_what_nobody_waits_for_any_more_is_left(costs: CostStore):
    costs.ask("one", ONE)
    assert costs.asked(within=0) is None


def test_a_known_cost_is_found_and_no_task(costs: CostStore):
    costs.ask("one", ONE)
    assert costs.find("one") is None
    costs.keep("one", ONE, "here", Cost(1.5, 10))
    costs.ask("one", ONE)
    assert costs.find("one") == Cost(1.5, 10)
    assert costs.asked() is None


def test_another_machine_measures_anew_and_problems_are_tried_again(costs: CostStore):
    costs.keep("here", ONE, "here", Cost(1.0, 1))
    costs.keep("there", ONE, "there", Cost(2.0, 2))
    costs.keep("broken", ONE, "here", Cost(problem="No file."))
    costs.ask("asked", ONE)
    costs.forget_other_machines("here")
    assert costs.asked() == ("asked", ONE)
    assert [costs.find(key) for key in ("here", "there", "broken")] == [Cost(1.0, 1), None, None]


def test_costs_lie_beside_the_runs(home: Home, costs: CostStore):
    run, _ = RunStore(home.database).submit(ONE, "key")
    costs.keep("one", ONE, "here", Cost(1.0, 1))
    assert RunStore(home.database).get(run.id)
    assert CostStore(home.database).find("one")
