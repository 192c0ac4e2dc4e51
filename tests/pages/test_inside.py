"""The page Inside: what it asks the process that looks inside models, and what it hands to the microscope."""

import json
import time
from typing import Any

import pytest
from filled_lab import FilledLab, OpenPage, texts
from streamlit.testing.v1 import AppTest

from lstm_core.runs.record import RunRecord


def looked_at(at: AppTest, seconds: float = 60) -> AppTest:
    """The page once its question is answered; in a browser it refreshes itself."""
    end = time.monotonic() + seconds
    while "Looking inside" in texts(at) and time.monotonic() < end:
        at.run()
    assert not at.exception
    return at


def shown(at: AppTest) -> dict[str, Any]:
    """What the microscope got."""
    (component,) = at.get("bidi_component")
    data: dict[str, Any] = json.loads(component.proto.json)
    return data


def test_without_a_trained_model_it_says_how_to_get_one(lab: FilledLab, open_page: OpenPage):
    assert "no trained model yet" in texts(open_page("inside"))


def test_a_text_of_one_s_own_is_looked_into(trained: RunRecord, open_page: OpenPage):
    at = looked_at(open_page("inside", run=trained.id))
    at.text_input("inside_text").set_value("Not a good film").run()
    seen = shown(looked_at(at))
    assert seen["tokens"] == ["not", "a", "good", "film"]
    assert seen["view"] == "gates"
    assert set(seen["heat"]) == set("ifgoch")
    assert "the largest difference to PyTorch’s own layer is" in texts(at)


def test_a_unit_is_followed_and_sorting_says_by_what(trained: RunRecord, open_page: OpenPage):
    at = looked_at(open_page("inside", run=trained.id, view="Step by step"))
    at.number_input("inside_unit").set_value(5).run()
    at.selectbox("inside_sort").set_value("negation").run()
    seen = shown(looked_at(at))
    assert (seen["view"], seen["unit"]["number"]) == ("step", 4)
    assert "Followed: unit 5" in texts(at)


def test_a_link_opens_a_text(trained: RunRecord, open_page: OpenPage):
    at = looked_at(open_page("inside", run=trained.id, inside_text="a dull plot"))
    assert shown(at)["tokens"] == ["a", "dull", "plot"]


@pytest.mark.parametrize("text", ["?!", "👍"])
def test_a_text_without_a_word_gets_a_sentence(text: str, trained: RunRecord, open_page: OpenPage):
    at = looked_at(open_page("inside", run=trained.id))
    at.text_input("inside_text").set_value(text).run()
    assert "nothing in it that the model reads" in texts(looked_at(at))
