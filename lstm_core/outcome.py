"""What a generator returns at its end, besides what it says on its way there."""

from collections.abc import Callable, Generator
from typing import TypeVar

_Said = TypeVar("_Said")
_Other = TypeVar("_Other")
_Outcome = TypeVar("_Outcome")


def outcome(steps: Generator[_Said, None, _Outcome], hear: Callable[[_Said], object] = lambda said: None) -> _Outcome:
    """Runs it to its end; hear(said) gets what it yields."""
    try:
        while True:
            hear(next(steps))
    except StopIteration as end:
        result: _Outcome = end.value
        return result


def retold(
    steps: Generator[_Said, None, _Outcome], tell: Callable[[_Said], _Other]
) -> Generator[_Other, None, _Outcome]:
    """The same way to the same outcome, with tell(said) in the place of what it yields."""
    try:
        while True:
            yield tell(next(steps))
    except StopIteration as end:
        result: _Outcome = end.value
        return result
