"""Which column is what, as guessed, to be changed."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lstm_core.data.doctor.choices import Choices, Role
from lstm_core.data.uploads import Upload
from ui.own_data import chosen

_TASKS = {"classification": "Texts with labels", "forecasting": "A series"}
_NONE = "none"
_HELP: dict[Role, tuple[str, str]] = {
    "text": ("Text", "What the model reads."),
    "label": ("Label", "What it learns to say: something that is the same in many rows."),
    "group": ("Group", "Rows of one group, such as of one author, stay in one part of the split."),
    "part": ("Part", "Says which rows are for training and which for the test, where the file knows."),
    "time": ("Time", "When a value was measured."),
    "value": ("Value", "What is to be forecast."),
    "input": ("More inputs", "Other values the model may read beside it."),
}
_SERIES = ("Series by", "Tells the series of a file with several apart, such as the shop.")
_STEPS = {
    "": "as it is",
    "hour": "hour",
    "day": "day",
    "week": "week",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
}


def roles_form(upload: Upload, said: Mapping[str, Any], choices: Choices) -> None:
    """Every change goes into the URL and the file is examined anew."""
    form = f"{upload.id[:8]}_{choices.key()}"  # other choices, other widgets: they show what was guessed then

    def pick(role: Role, *, optional: bool = False) -> None:
        title, help_text = _SERIES if role == "group" and said["task"] == "forecasting" else _HELP[role]
        columns = [_NONE, *said["columns"]] if optional or not _column(said, role) else list(said["columns"])
        held = _column(said, role) or _NONE
        key = f"role_{role}_{form}"
        place = columns.index(held) if held in columns else 0
        st.selectbox(title, columns, place, key=key, help=help_text, on_change=_change, args=[role, key, said])

    with st.container(key="roles", border=True):
        key = f"task_{form}"
        st.segmented_control(
            "It holds",
            list(_TASKS),
            default=said["task"],
            format_func=_TASKS.__getitem__,
            key=key,
            on_change=lambda: chosen.choose(task=st.session_state[key] or "", roles={}),
        )
        with st.container(horizontal=True):
            if said["task"] == "forecasting":
                pick("value")
                pick("time", optional=True)
                pick("group", optional=True)
                _inputs(form, said)
                _step(form, choices)
            else:
                pick("text")
                pick("label")
                pick("group", optional=True)
                pick("part", optional=True)


def _column(said: Mapping[str, Any], role: Role) -> str | None:
    held: str | list[str] | None = said["roles"].get(role)
    return held[0] if isinstance(held, list) else held


def _roles(said: Mapping[str, Any]) -> dict[str, Role]:
    """The roles there are, by column."""
    return {
        column: role for role, held in said["roles"].items() for column in (held if isinstance(held, list) else [held])
    }


def _change(role: Role, key: str, said: Mapping[str, Any]) -> None:
    """The column that had the role before has none, unless it takes that of the new one."""
    column = st.session_state[key]
    roles = {name: its for name, its in _roles(said).items() if its != role or role == "input"}
    if role == "part" or column != _NONE:
        roles.pop(column, None)
    for name, its in _roles(said).items():
        if its == role and name != column:
            roles[name] = "ignore"
    if column != _NONE:
        roles[column] = role
    chosen.choose(roles=roles)


def _inputs(form: str, said: Mapping[str, Any]) -> None:
    title, help_text = _HELP["input"]
    held = said["roles"].get("input", [])
    others = [column for column in said["columns"] if _roles(said).get(column, "input") == "input"]
    key = f"inputs_{form}"

    def change() -> None:
        roles = {name: its for name, its in _roles(said).items() if its != "input"}
        chosen.choose(roles={**roles, **dict.fromkeys(st.session_state[key], "input")})

    if others:
        st.multiselect(title, others, held, key=key, help=help_text, on_change=change)


def _step(form: str, choices: Choices) -> None:
    every, together = f"every_{form}", f"together_{form}"

    def change() -> None:
        chosen.choose(every=st.session_state[every], together=st.session_state.get(together, choices.together))

    st.selectbox(
        "Step",
        list(_STEPS),
        list(_STEPS).index(choices.every),
        format_func=_STEPS.__getitem__,
        key=every,
        help="Brings the values together over a longer step: a day, a month.",
        on_change=change,
    )
    if choices.every:
        ways = ["mean", "sum", "last"]
        st.selectbox(
            "Together as",
            ways,
            ways.index(choices.together),
            key=together,
            help="What becomes of several values in one step.",
            on_change=change,
        )
