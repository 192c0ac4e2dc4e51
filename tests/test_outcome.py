"""The outcome of a generator, and what is heard on the way."""

from collections.abc import Generator

import pytest

from lstm_core.outcome import outcome, retold


def counting(end: int) -> Generator[int, None, str]:
    yield from range(end)
    return f"{end} counted"


def test_a_generator_is_run_to_its_end_and_heard():
    heard: list[int] = []
    assert outcome(counting(3), heard.append) == "3 counted"
    assert heard == [0, 1, 2]
    assert outcome(counting(0)) == "0 counted"


def test_what_is_said_can_be_put_in_other_words():
    heard: list[str] = []
    assert outcome(retold(counting(2), lambda number: f"number {number}"), heard.append) == "2 counted"
    assert heard == ["number 0", "number 1"]


def test_one_that_is_left_is_closed_and_an_error_comes_through():
    closed = []

    def failing() -> Generator[int, None, None]:
        try:
            yield 1
            raise ValueError("no")
        finally:
            closed.append(True)

    with pytest.raises(ValueError, match="no"):
        outcome(failing())
    steps = retold(failing(), str)
    assert next(steps) == "1"
    del steps
    assert closed == [True, True]
