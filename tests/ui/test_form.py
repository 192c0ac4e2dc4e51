"""The form says what the config says."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from lstm_core.config import SETTINGS, RunConfig
from lstm_core.labs import LABS

Draw = Callable[[Callable[[], None]], AppTest]


def page() -> None:
    import streamlit as st

    from ui.form import fill, settings_form, size_note

    wanted = st.session_state.pop("wanted", None)
    if wanted:
        fill(wanted)
    config = settings_form()
    st.session_state["said"] = config
    st.caption(size_note(config))


@pytest.mark.parametrize("name", LABS)
def test_a_config_goes_in_and_comes_out(name: str, draw: Draw) -> None:
    at = draw(page)
    at.session_state["wanted"] = LABS[name].config
    at.run()
    assert not at.exception
    assert at.session_state["said"] == LABS[name].config


@pytest.mark.parametrize("limit", ["minimum", "maximum"])
def test_every_number_may_be_at_its_limit(limit: str, draw: Draw) -> None:
    at = draw(page)
    expected = at.session_state["said"].flat()
    for setting in SETTINGS.values():
        if not setting.choices:
            value = setting.kind(getattr(setting, limit))
            expected[setting.name] = value
            at.number_input(setting.name).set_value(value)
    at.run()
    assert not at.exception
    assert at.session_state["said"] == RunConfig.from_flat(expected)


def test_every_choice_can_be_made(draw: Draw) -> None:
    at = draw(page)
    for setting in SETTINGS.values():
        for choice in setting.choices:
            at.selectbox(setting.name).set_value(choice).run()
            assert not at.exception
            assert at.session_state["said"].flat()[setting.name] == choice


def test_small_learning_rates_are_not_rounded_away(draw: Draw) -> None:
    at = draw(page)
    at.number_input("learning_rate").set_value(0.000_05).run()
    assert at.session_state["said"].training.learning_rate == 0.000_05
    shown = at.number_input("learning_rate").proto.format % 0.000_05
    assert float(shown) == 0.000_05


def test_the_size_is_told_before_the_start(draw: Draw) -> None:
    at = draw(page)
    at.number_input("embedding_size").set_value(1)
    at.number_input("hidden_size").set_value(1)
    at.number_input("vocabulary_size").set_value(10)
    at.selectbox("pooling").set_value("last").run()
    # 10 words; four gates of one input, one hidden value and two biases; two classes of one value and a bias
    assert at.caption[0].value == f"up to **{10 + 4 * 4 + 2 * 2}** weights to learn"
