"""Questions to the process that looks inside: asked once, whatever comes of them."""

from collections.abc import Iterator
from typing import Any

import pytest

from lstm_core.errors import LabError
from ui.looked import Questions

QUESTION = {"ask": "gates", "run": "one"}


class Refusing:
    """An inspector that counts, and refuses until it is told not to."""

    def __init__(self) -> None:
        self.asked = 0
        self.refuses = True

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        self.asked += 1
        if self.refuses:
            raise LabError("That cannot be looked into.")
        return {"seen": self.asked}

    def close(self) -> None:
        pass


@pytest.fixture
def inspector() -> Refusing:
    return Refusing()


@pytest.fixture
def questions(inspector: Refusing) -> Iterator[Questions]:
    one = Questions(inspector)  # type: ignore[arg-type]
    yield one
    one.close()


def test_what_failed_is_said_every_time_and_asked_once(questions: Questions, inspector: Refusing) -> None:
    for _ in range(3):
        with pytest.raises(LabError, match="cannot be looked into"):
            questions.asked(QUESTION).result(20)
    assert inspector.asked == 1


def test_what_is_forgotten_is_asked_anew(questions: Questions, inspector: Refusing) -> None:
    assert questions.asked_before(QUESTION) is None
    assert questions.asked(QUESTION).exception(20)
    inspector.refuses = False
    questions.forget(QUESTION)
    assert questions.asked_before(QUESTION) is None
    assert questions.asked(QUESTION).result(20) == {"seen": 2}


def test_the_same_question_gives_the_same_answer(questions: Questions, inspector: Refusing) -> None:
    inspector.refuses = False
    first = questions.asked(QUESTION)
    assert questions.asked(dict(reversed(QUESTION.items()))) is first
    assert questions.asked_before(QUESTION) is first
    assert first.result(20) == {"seen": 1}
