"""What every state of a run and every class needs to be shown."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from lstm_core.data.catalog import DATA_SETS
from lstm_core.runs.record import Status
from ui.charts import COLORS
from ui.run_view import BADGES


def all_badges() -> None:
    from lstm_core.runs.record import Status
    from ui.run_view import badge

    for status in Status:
        badge(status)


def test_every_state_has_a_badge(draw: Callable[[Callable[[], None]], AppTest]) -> None:
    at = draw(all_badges)
    assert not at.exception
    assert all(status.value in text.value for status, text in zip(Status, at.markdown, strict=True))


def test_states_are_told_apart_by_more_than_their_colour() -> None:
    assert len({icon for _, icon in BADGES.values()}) == len(Status)


def test_good_and_bad_have_a_colour_of_their_own() -> None:
    for name in ("toy-reviews", "imdb"):
        assert set(DATA_SETS[name].classes) <= set(COLORS)
