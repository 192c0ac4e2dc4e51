"""The process that looks inside models; its answers in this process, its pipe once for real."""

from pathlib import Path

import pytest
from started import Answering

from lstm_core.errors import LabError
from lstm_core.execution.asked import Newest
from lstm_core.execution.inspector import Answers, Inspector
from lstm_core.home import Home


@pytest.fixture
def home(answering: Answering) -> Home:
    """Of the seven runs."""
    return answering.inference._asked._home


def test_the_process_answers_with_the_gates_of_a_text(home: Home):
    inspector = Inspector(home)
    try:
        assert inspector.ready() is False
        seen = inspector.ask({"ask": "gates", "run": "run-0", "text": "the film was good"})
        assert seen["tokens"] == ["the", "film", "was", "good"]
        assert seen["classes"] == ["no", "yes"]
        with pytest.raises(LabError, match="nothing in it that the model reads"):
            inspector.ask({"ask": "gates", "run": "run-0", "text": "?!"})
    finally:
        inspector.close()


def test_another_unit_of_the_same_text_is_not_computed_anew(home: Home, monkeypatch: pytest.MonkeyPatch):
    answers = Answers(home)
    first = answers.gates("run-1", "the film was good", unit=0)
    monkeypatch.setattr("lstm_core.inside.microscope.look", None)
    second = answers.gates("run-1", "the film was good", unit=3)
    assert (first["unit"]["number"], second["unit"]["number"]) == (0, 3)
    assert first["heat"] == second["heat"]


def test_what_nobody_can_ask_is_a_mistake_of_this_code(tmp_path: Path):
    with pytest.raises(ValueError, match="nobody asks"):
        Answers(Home(tmp_path)).answer({"ask": "riches"})


def test_the_newest_are_kept():
    newest, made = Newest[int](2), []

    def make(number: int) -> int:
        made.append(number)
        return number

    for number in (1, 2, 1, 3, 1, 2):
        assert newest.get(number, lambda number=number: make(number)) == number
    assert made == [1, 2, 3, 2]
