"""How long a free-running forecast keeps time: one sentence, and the table behind it."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from lstm_core.evaluation.drift import Season
from ui import words

_IN_TIME = 0.05  # steps; less is said to be none
_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def keeping_time(seasons: Sequence[Season], length: int) -> None:
    """length: steps of a season."""
    if not seasons or not length:
        return
    st.markdown(words.plain(sentence(seasons, length)))
    with st.expander("Free-running, period by period", key="by_season"):
        st.html(table(seasons))


def sentence(seasons: Sequence[Season], length: int) -> str:
    """What is left at the end."""
    number, last = _numbered(seasons)[-1]
    name = f"{_ordinal(number)} period of {length} steps"
    if last["swing"] < 0.2:
        return f"In its {name} the free-running forecast has all but died away: {last['swing']:.0%} of the true swing is left."
    return (
        f"In its {name} the free-running forecast is {out_of_time(last)} and has {last['swing']:.0%} of the true swing."
    )


def _numbered(seasons: Sequence[Season]) -> list[tuple[int, Season]]:
    """Reports of earlier versions number none: theirs are the first ones."""
    return [(one.get("number", place), one) for place, one in enumerate(seasons, 1)]


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else _ENDINGS.get(number % 10, "th")
    return _ORDINALS.get(number, f"{number}{ending}")


def out_of_time(season: Season) -> str:
    late = season["late"]
    return "in time" if abs(late) < _IN_TIME else f"{abs(late):.1f} steps {'late' if late > 0 else 'early'}"


def table(seasons: Sequence[Season]) -> str:
    heads = ("period", "off by (RMSE)", "out of time", "of the true swing")
    rows = [
        (str(number), words.number(one["rmse"]), out_of_time(one), f"{one['swing']:.0%}")
        for number, one in _numbered(seasons)
    ]
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "".join(
        f"<tr><th scope='row'>{row[0]}</th>{''.join(f'<td>{cell}</td>' for cell in row[1:])}</tr>" for row in rows
    )
    return f'<div class="figures-table"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
