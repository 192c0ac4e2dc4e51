"""Names from outside as a figure shows them: to the letter, though plotly reads tags and entities, and never longer than there is room."""

from collections import Counter
from collections.abc import Sequence
from html import escape
from unicodedata import east_asian_width

_WIDEST = frozenset("MW@%—…")


def label(name: str, room: float = 18) -> str:
    """room: what it may take, in heights of its letters."""
    return to_the_letter(shortened(name, room))


def labels(names: Sequence[str], room: float = 18) -> list[str]:
    """Of names beside each other: those that begin alike for as long as there is room are numbered."""
    short = [shortened(name, room) for name in names]
    often, seen = Counter(short), Counter[str]()
    told_apart = []
    for name in short:
        seen[name] += 1
        told_apart.append(f"{name} ({seen[name]})" if often[name] > 1 else name)
    return [to_the_letter(name) for name in told_apart]


def to_the_letter(name: str) -> str:
    return escape(name, quote=False)


def shortened(name: str, room: float) -> str:
    """With an ellipsis where it is cut."""
    if width(name) <= room:
        return name
    used, kept = 1.0, 0  # the ellipsis is one wide
    for letter in name:
        used += width(letter)
        if used > room:
            break
        kept += 1
    return f"{name[:kept].rstrip()}…"


def width(text: str) -> float:
    """About, in heights of its letters: no font is measured."""
    return sum(_width(letter) for letter in text)


def _width(letter: str) -> float:
    if letter in _WIDEST or east_asian_width(letter) in "WF":
        return 1.0
    return 0.7 if letter.isupper() else 0.3 if letter in "iljtf.,:;'| " else 0.55
