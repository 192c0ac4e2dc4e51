"""What a finding says once it is mended, and once it is not to be."""

import ast
from pathlib import Path

import pytest
from said import Check, found, labelled

from lstm_core.data import doctor

TWICE = labelled(40, "a very good film number 0,good", "the plot was dull number 1,good")


@pytest.mark.parametrize(
    ("code", "advice", "done"),
    [
        ("duplicate-rows", "Keep only the first if", "Only the first of each is kept."),
        ("two-labels", "leave them out", "Left out."),
    ],
)
def test_once_mended_it_says_what_was_done(code: str, advice: str, done: str, check: Check) -> None:
    assert advice in str(found(check(TWICE), code).fix)
    mended = found(check(TWICE, mends={code: True}), code)
    assert (mended.fix, mended.mended) == (done, True)


def test_what_a_person_does_not_want_is_left_and_said_so(check: Check) -> None:
    content = labelled(40, ",good")
    assert found(check(content), "empty-text").fix == "These rows are left out."
    left = found(check(content, mends={"empty-text": False}), "empty-text")
    assert (left.fix, left.mended) == ("Left as it is.", False)


def test_everything_mended_on_request_says_what_was_done() -> None:
    folder = Path(doctor.__file__).parent
    calls = [node for file in folder.glob("*.py") for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    asked = [
        {keyword.arg for keyword in node.keywords}
        for node in calls
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Fault"
    ]
    assert sum("by_default" in keywords for keywords in asked) > 5
    assert all("done" in keywords for keywords in asked if "by_default" in keywords)
