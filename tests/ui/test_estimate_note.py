"""What the form promises before the start."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from lstm_core.config import RunConfig
from lstm_core.estimation.estimate import cost_key
from lstm_core.execution.processes import this_process
from lstm_core.home import Home
from lstm_core.runs.costs import Cost, CostStore
from lstm_core.runs.store import RunStore

Draw = Callable[[Callable[[], None]], AppTest]


def page() -> None:
    import streamlit as st

    from lstm_core.config import RunConfig
    from ui.estimate_note import estimate_note

    estimate_note(RunConfig.from_flat(st.session_state.get("values", {})))


@pytest.fixture
def costs(ui_store: RunStore) -> CostStore:
    return CostStore(Home.default().database)


def said(at: AppTest) -> list[str]:
    assert not at.exception
    return [caption.value for caption in at.caption]


def test_weights_are_told_at_once_and_the_rest_is_asked_for(costs: CostStore, draw: Draw) -> None:
    at = draw(page)
    at.session_state["values"] = {"embedding_size": 1, "hidden_size": 1, "vocabulary_size": 10, "pooling": "last"}
    # 10 words; four gates of one input, one hidden value and two biases; two classes of one value and a bias
    assert said(at.run())[0] == f"up to **{10 + 4 * 4 + 2 * 2}** weights to learn"
    assert "Measuring" in said(at)[1]
    asked = costs.asked()
    assert asked
    assert asked[1] == RunConfig.from_flat(at.session_state["values"])


def test_what_was_measured_is_told_for_all_epochs(costs: CostStore, draw: Draw) -> None:
    config = RunConfig()
    costs.keep(cost_key(config, Home.default()), config, "machine", Cost(20.0, 1_100_000_000))
    at = draw(page)
    assert said(at)[1].endswith("About 2 min 00 s of training and 1.1 GB of memory on this machine.")
    at.session_state["values"] = {"epochs": 3, "learning_rate": 0.5}
    assert "About 1 min 00 s" in said(at.run())[1]


def test_a_worker_that_trains_is_waited_for(ui_store: RunStore, costs: CostStore, draw: Draw) -> None:
    ui_store.submit(RunConfig(), "key", claimed_by=this_process())
    assert "as soon as the worker is free" in said(draw(page))[1]


def test_what_cannot_be_measured_says_why(costs: CostStore, draw: Draw) -> None:
    config = RunConfig()
    costs.keep(cost_key(config, Home.default()), config, "machine", Cost(problem="All texts have one label."))
    assert "All texts have one label." in said(draw(page))[1]
