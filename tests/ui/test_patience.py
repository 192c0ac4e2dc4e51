"""An answer that is still to come, on a page."""

from collections.abc import Callable
from concurrent.futures import Future

import pytest
from streamlit.testing.v1 import AppTest

from lstm_core.errors import LabError

Draw = Callable[[Callable[[], None]], AppTest]

answers: list[Future[str]] = []  # the last one is waited for


def ask_anew() -> None:
    answers.append(Future())


def page() -> None:
    import streamlit as st
    from test_patience import answers, ask_anew

    from ui.patience import patiently

    found = patiently(answers[-1], "Thinking", key="one", again=ask_anew)
    st.text(f"found: {found}")


def test_it_waits_without_standing_still_and_says_the_answer(draw: Draw) -> None:
    answers[:] = [Future()]
    at = draw(page)
    assert "Thinking" in at.caption[0].value
    answers[0].set_result("42")
    at.run()
    assert at.text[0].value == "found: 42"
    assert not at.caption


@pytest.mark.parametrize("problem", [LabError("It is too long."), ValueError("of nobody's concern")])
def test_a_failure_stays_until_it_is_asked_again(draw: Draw, problem: Exception) -> None:
    answers[:] = [Future()]
    at = draw(page)
    answers[0].set_exception(problem)
    for _ in range(2):
        at.run()
        assert at.error[0].value.startswith("It is too long." if isinstance(problem, LabError) else "This failed")
    assert len(answers) == 1
    at.button("again_one").click().run()
    assert len(answers) == 2
    assert not at.error
    assert "Thinking" in at.caption[0].value
