"""Which column is what: text and label of a classification, time and values of a series. Guessed from cells first, names second."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import pandas as pd

from lstm_core.data.doctor.choices import Role, Task
from lstm_core.data.doctor.limits import MOST_CLASSES
from lstm_core.data.doctor.names import GROUP, INDEX, LABEL, PERSON, SERIES, TEXT, VALUE, WEATHER, is_called, speaks_of
from lstm_core.data.doctor.profile import Profile, profiles
from lstm_core.data.doctor.time_columns import find_time
from lstm_core.errors import MissingColumnError

_PARTS = {"train", "training", "test", "testing", "dev", "valid", "validation", "val"}
_AGAIN = 0.9  # share of cells that were there before: names of things rather than texts
_MOST_PAIRED = 6  # columns that together may tell series apart


@dataclass(frozen=True)
class Roles:
    """The task of a table and the role of those columns that have one."""

    task: Task | None  # None: it does not show what is to be learned
    by_column: Mapping[str, Role]
    profiles: Mapping[str, Profile]
    rivals: tuple[str, ...] = ()  # columns that might be the label, or the value, as well
    other_texts: tuple[str, ...] = ()  # columns that might be the text as well

    def columns(self, role: Role) -> list[str]:
        return [column for column, its in self.by_column.items() if its == role]

    def column(self, role: Role) -> str | None:
        return next(iter(self.columns(role)), None)

    def as_json(self) -> dict[str, str | list[str]]:
        """The column of each role; of the roles that several have, a list of them."""
        single = {role: found for role in ("text", "label", "part", "value") if (found := self.column(role))}
        groups, times, inputs = self.columns("group"), self.columns("time"), self.columns("input")
        return {
            **single,
            **({"group": groups[0] if len(groups) == 1 else groups} if groups else {}),
            **({"time": times[0] if len(times) == 1 else times} if times else {}),
            **({"input": inputs} if inputs else {}),
        }


def assign(
    frame: pd.DataFrame, chosen: Mapping[str, Role], task: Task | Literal[""] = "", *, semicolons: bool = False
) -> Roles:
    """Roles as chosen, the rest guessed. Raises MissingColumnError for a chosen one that is not there."""
    for column in chosen:
        if column not in frame.columns:
            raise MissingColumnError(
                f"There is no column called {column}; there are {', '.join(map(str, frame.columns[:20]))}."
            )
    known = profiles(frame, semicolons=semicolons)
    free = {name: profile for name, profile in known.items() if name not in chosen and profile.filled > 0.02}
    taken = {role: column for column, role in chosen.items()}
    if task == "forecasting":
        return _forecasting(frame, known, free, chosen, wanted=True)
    text = taken.get("text") or (None if taken.keys() & {"value", "time"} else _text(free, taken))
    if task == "classification":
        text = text or max(free, key=lambda name: free[name].characters, default=None)
    rest = {name: profile for name, profile in free.items() if name != text}
    if text and (task or not _rather_series(frame, text, known[text], rest, taken)):
        return _classification(frame, known, rest, chosen, text)
    return _forecasting(frame, known, free, chosen)


def _text(free: Mapping[str, Profile], taken: Mapping[Role, str]) -> str | None:
    """The column with the most words, told apart from names and addresses; else short ones beside a label."""
    prose = {name: _prose(profile) for name, profile in free.items() if _may_be_text(profile)}
    best = max(prose, key=prose.__getitem__, default=None)
    if best and prose[best] >= 1.5:
        return best
    if best and (taken.get("label") or speaks_of(best, TEXT)):
        return best
    words = [profile for profile in free.values() if profile.is_words]
    few = [profile for profile in words if 2 <= profile.distinct <= MOST_CLASSES and profile.repeats > 0.5]
    many = [profile for profile in words if profile.repeats < 0.5]
    return many[0].name if len(words) == len(free) and few and len(many) == 1 else None


def _may_be_text(profile: Profile) -> bool:
    prose = profile.is_words and profile.links < 0.5 and profile.distinct > 1 and profile.filled > 0.1
    return prose and not is_called(profile.name, PERSON)


def _prose(profile: Profile) -> float:
    spread = 0.3 + (1 - profile.repeats)
    without_blanks = profile.foreign * profile.characters / 5 if profile.words < 3 else 0.0  # Chinese, Japanese, Thai
    named = 6 if is_called(profile.name, TEXT) else 3 if speaks_of(profile.name, TEXT) else 1
    return (profile.words - 1 + without_blanks) * spread * named


def _rather_series(
    frame: pd.DataFrame, text: str, profile: Profile, rest: Mapping[str, Profile], taken: Mapping[Role, str]
) -> bool:
    """Names beside times and numbers are no texts to learn from."""
    if taken.keys() & {"text", "label"}:
        return False
    if (profile.repeats < _AGAIN and (profile.words >= 6 or speaks_of(text, TEXT))) or any(
        speaks_of(name, LABEL) and _may_be_label(one) for name, one in rest.items()
    ):
        return False
    numbers = [one for one in rest.values() if one.is_number]
    return bool(numbers and find_time(frame, rest))


def _may_be_label(profile: Profile) -> bool:
    few = 2 <= profile.distinct <= MOST_CLASSES and (profile.repeats > 0.3 or profile.distinct <= 10)
    fraction = profile.is_number and profile.whole < 1 and profile.distinct > 10
    return few and profile.characters <= 60 and not profile.is_time and not fraction and profile.filled > 0.2


def _classification(
    frame: pd.DataFrame,
    known: Mapping[str, Profile],
    rest: Mapping[str, Profile],
    chosen: Mapping[str, Role],
    text: str,
) -> Roles:
    found: dict[str, Role] = {text: "text"}
    part = next((name for name, one in rest.items() if one.distinct <= 4 and _holds_parts(frame[name])), None)
    rest = {name: one for name, one in rest.items() if name != part}
    label, rivals = None, list[str]()
    if "label" not in chosen.values():
        label, rivals = _label(rest)
    group = next(
        (name for name, one in rest.items() if name != label and is_called(name, GROUP) and 0.02 < one.repeats < 1),
        None,
    )
    guessed: dict[Role, str | None] = {"label": label, "part": part, "group": group}
    found |= {name: role for role, name in guessed.items() if name and role not in chosen.values()}
    others = [name for name, one in rest.items() if name not in {*found, *chosen} and _reads_like(one, known[text])]
    return Roles("classification", {**found, **chosen}, known, tuple(rivals), () if text in chosen else tuple(others))


def _reads_like(profile: Profile, text: Profile) -> bool:
    """Whether a column might be the text as well: sentences of its own in most rows."""
    if not _may_be_text(profile) or profile.repeats > 0.5 or profile.filled < 0.5:
        return False
    return profile.words >= 3 and _prose(profile) > _prose(text) / 30


def _holds_parts(cells: pd.Series) -> bool:
    found = set(cells.str.strip().str.lower().unique()) - {""}
    return len(found) >= 2 and found <= _PARTS


def _label(rest: Mapping[str, Profile]) -> tuple[str | None, list[str]]:
    """The likeliest label, and others that might be it. A name that says label wins even where there are too many classes."""
    possible = [
        name for name, one in rest.items() if _may_be_label(one) and not is_called(name, INDEX) and not one.counts_up
    ]
    named = [name for name in possible if speaks_of(name, LABEL)]
    if named:
        exact = [name for name in named if is_called(name, LABEL)]
        return (exact or named)[0], [name for name in named if name != (exact or named)[0]]
    claimed = [
        name
        for name, one in rest.items()
        if is_called(name, LABEL) and one.distinct > 1 and one.filled > 0.2 and not one.is_time
    ]
    if claimed:
        return claimed[0], []
    possible.sort(key=lambda name: (rest[name].distinct > 10, rest[name].is_number, rest[name].distinct))
    if possible:
        return possible[0], possible[1:]
    if len(rest) == 1:  # what else should it be
        return next(iter(rest)), []
    return None, []


def _forecasting(
    frame: pd.DataFrame,
    known: Mapping[str, Profile],
    free: Mapping[str, Profile],
    chosen: Mapping[str, Role],
    *,
    wanted: bool = False,
) -> Roles:
    found: dict[str, Role] = {}
    times = [] if "time" in chosen.values() else find_time(frame, free)
    found.update(dict.fromkeys(times, "time"))
    rest = {name: one for name, one in free.items() if name not in times}
    numbers = [name for name, one in rest.items() if one.is_number]
    value = next((column for column, role in chosen.items() if role == "value"), None) or _value(rest, numbers)
    has_order = bool(times) or bool({"time", "value"} & set(chosen.values()))
    plain = [name for name in numbers if not is_called(name, INDEX) and not rest[name].counts_up]
    words = [name for name, one in rest.items() if one.is_words and one.distinct > 0]
    clear = value is not None and (wanted or has_order or (len(plain) <= 1 and not words))
    if not clear:
        return Roles("forecasting" if wanted else None, dict(chosen), known)
    if value and value not in chosen:
        found[value] = "value"
    if "group" not in chosen.values():
        others = {name: one for name, one in rest.items() if name != value}
        groups = _series_groups(frame, others, [*times, *(c for c, role in chosen.items() if role == "time")])
        found.update(dict.fromkeys(groups, "group"))
    changing = [name for name in plain if name not in {*found, *chosen} and rest[name].distinct > 1]
    rivals = changing if value not in chosen else []
    return Roles("forecasting", {**found, **chosen}, known, tuple(rivals))


def _value(rest: Mapping[str, Profile], numbers: list[str]) -> str | None:
    """The number column whose name says so, else the last one that is no index and changes."""
    plain = [name for name in numbers if not is_called(name, INDEX) and not rest[name].counts_up] or numbers
    changing = [name for name in plain if rest[name].distinct > 1] or plain
    named = [
        name for words in (VALUE, WEATHER) for says in (is_called, speaks_of) for name in changing if says(name, words)
    ]
    return next(iter(named or changing[-1:]), None)


def _series_groups(frame: pd.DataFrame, rest: Mapping[str, Profile], times: list[str]) -> list[str]:
    """What tells several series of one file apart: with it, or with two of it such as store and item, no time occurs twice."""
    if not times or not frame.duplicated(times).any():
        return []
    few = [
        name
        for name, one in rest.items()
        if one.distinct > 1 and one.repeats > 0.5 and (one.is_words or (one.whole == 1 and speaks_of(name, SERIES)))
    ]
    few.sort(key=lambda name: rest[name].distinct)
    tried = [[name] for name in few] + [list(pair) for pair in combinations(few[:_MOST_PAIRED], 2)]
    return next((names for names in tried if not frame.duplicated([*times, *names]).any()), [])
