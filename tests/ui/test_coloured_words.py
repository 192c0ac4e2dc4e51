"""Words coloured by their push, and what two texts differ in."""

import pytest

from lstm_core.execution.inference import Answer
from ui.predict_box import difference, only_here
from ui.pushes import coloured, legend

FOUND = {
    "towards": "positive",
    "away": "negative",
    "method": "gradients",
    "words": [["good", True, 2.0], ["<b>", False, 0.0], ["bad", True, -1.0]],
    "score": 1.2,
    "unknown_score": 0.1,
    "gap": 0.1,
}


def answer(text: str, share: float) -> Answer:
    read = tuple((word, True) for word in text.split())
    return Answer("positive", share, {"negative": 1 - share, "positive": share}, len(read), read)


def test_colour_and_line_say_which_way_a_word_pushes() -> None:
    shown = coloured(FOUND, {2})
    good, unknown, bad = shown.split("</span>")[:3]
    assert "2px solid #2F7ED8" in good
    assert "2.00 logits towards positive" in good
    assert "2px dotted #D97706" in bad
    assert "1.00 logits towards negative" in bad
    assert ("outline" in good, "outline" in bad) == (False, True)
    assert "not in the vocabulary" in unknown
    assert "<b>" not in shown


def test_words_that_were_not_read_leave_dots() -> None:
    assert "…" not in coloured(FOUND)
    assert coloured(FOUND, kept="last").index("…") < coloured(FOUND, kept="last").index("good")
    assert coloured(FOUND, kept="first").index("…") > coloured(FOUND, kept="first").index("bad")


def test_the_legend_says_whether_the_pushes_add_up() -> None:
    assert "add up to +1.00 of the +1.10 logits" in legend(FOUND)
    assert "gap 9.1%" in legend(FOUND)
    assert "n-grams answer beside it" in legend({**FOUND, "network_alone": True})
    assert "n-grams" not in legend(FOUND)
    assert "need not add up" in legend({**FOUND, "method": "leave-one-out"})


@pytest.mark.parametrize(
    ("one", "other", "places"),
    [
        ("the film was good", "the film was bad", [{3}, {3}]),
        ("the film", "the film was bad", [set(), {2, 3}]),
        ("not bad", "bad", [{0}, set()]),
        ("same", "same", [set(), set()]),
    ],
)
def test_the_words_that_differ_are_found(one: str, other: str, places: list[set[int]]) -> None:
    assert only_here([answer(one, 0.5), answer(other, 0.5)]) == places


def test_a_single_text_differs_in_nothing() -> None:
    assert only_here([answer("one", 0.5)]) == [set()]
    assert only_here([answer("one", 0.5), None]) == [set(), set()]


def test_the_difference_is_said_in_shares_and_logits() -> None:
    said = difference(answer("a", 0.5), answer("b", 0.75))
    assert "towards **positive**: from 50.0% to 75.0%, +1.10 logits" in said
    assert "towards **negative**" in difference(answer("a", 0.75), answer("b", 0.5))
