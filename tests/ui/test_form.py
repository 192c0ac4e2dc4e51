"""The form says what the config says."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from lstm_core.config import SETTINGS, RunConfig, Setting
from lstm_core.data.catalog import DATA_SETS
from lstm_core.labs import LABS, default_config

Draw = Callable[[Callable[[], None]], AppTest]


def page() -> None:
    import streamlit as st

    from ui.form import fill, settings_form

    wanted = st.session_state.pop("wanted", None)
    if wanted:
        fill(wanted)
    st.session_state["said"] = settings_form()


def drawn(data_set: str) -> list[Setting]:
    """The settings that have a widget, the data set itself aside."""
    return [one for one in SETTINGS.values() if one.applies_to(data_set) and one.name not in ("data_set", "file")]


@pytest.mark.parametrize("name", LABS)
def test_a_config_goes_in_and_comes_out(name: str, draw: Draw) -> None:
    at = draw(page)
    at.session_state["wanted"] = LABS[name].config
    at.run()
    assert not at.exception
    assert at.session_state["said"] == LABS[name].config


@pytest.mark.parametrize("limit", ["minimum", "maximum"])
@pytest.mark.parametrize("data_set", ["toy-reviews", "adding", "sine"])
def test_every_number_may_be_at_its_limit(data_set: str, limit: str, draw: Draw) -> None:
    at = draw(page)
    at.session_state["wanted"] = default_config(data_set)
    at.run()
    expected = at.session_state["said"].flat()
    for setting in drawn(data_set):
        if not setting.choices:
            value = setting.kind(getattr(setting, limit))
            if setting.name == "validation_share" and limit == "minimum":
                value = 0.01  # no part that watches, no early stopping
            expected[setting.name] = value
            at.number_input(setting.name).set_value(value)
    at.run()
    assert not at.exception
    assert at.session_state["said"] == RunConfig.from_flat(expected)


@pytest.mark.parametrize("data_set", ["toy-reviews", "imdb", "digits"])
def test_every_choice_can_be_made(data_set: str, draw: Draw) -> None:
    at = draw(page)
    at.session_state["wanted"] = default_config(data_set)
    at.run()
    for setting in drawn(data_set):
        for choice in setting.choices:
            at.selectbox(setting.name).set_value(choice).run()
            assert not at.exception
            assert at.session_state["said"].flat()[setting.name] == choice


@pytest.mark.parametrize("data_set", DATA_SETS)
def test_only_what_applies_to_a_data_set_is_asked(data_set: str, draw: Draw) -> None:
    if DATA_SETS[data_set].needs_file:
        return
    at = draw(page)
    at.selectbox("data_set").set_value(data_set).run()
    assert not at.exception
    assert {node.key for node in at.main if getattr(node, "key", None) in SETTINGS} == {
        "data_set",
        *(setting.name for setting in drawn(data_set)),
    }
    assert at.session_state["said"] == default_config(data_set)


def test_a_data_set_that_needs_a_file_is_offered_once_it_has_one(draw: Draw) -> None:
    at = draw(page)
    titles = [DATA_SETS[name].title for name in DATA_SETS if not DATA_SETS[name].needs_file]
    assert at.selectbox("data_set").options == titles
    own = {**RunConfig().flat(), "data_set": "own-series", "file": "0" * 32 + ".parquet"}
    at.session_state["wanted"] = RunConfig.from_flat(own)
    at.run()
    assert not at.exception
    assert at.selectbox("data_set").options == [*titles, DATA_SETS["own-series"].title]
    assert at.session_state["said"] == RunConfig.from_flat(own)


def test_small_learning_rates_are_not_rounded_away(draw: Draw) -> None:
    at = draw(page)
    at.number_input("learning_rate").set_value(0.000_05).run()
    assert at.session_state["said"].training.learning_rate == 0.000_05
    shown = at.number_input("learning_rate").proto.format % 0.000_05
    assert float(shown) == 0.000_05
