"""Your own text in your own model: gates and states of every unit at every step."""

from typing import Any, Literal

import streamlit as st

from lstm_core.inside.gate_sorts import sorts
from lstm_core.runs.record import RunRecord
from lstm_core.sections.kinds import TEXTS
from ui import words
from ui.errors import as_sentences
from ui.looked import looked
from ui.microscope import microscope
from ui.projector import projected
from ui.try_box import asks_for
from ui.unit_habits import unit_habits

_NUMBER, _WANTED = (
    "inside_example_number",
    "inside_example_wanted",
)  # of the example that was taken last; whether it is still to come


def gate_view(run: RunRecord, step: int | None, view: Literal["gates", "step"]) -> None:
    text = _text(run)
    if not text:
        return
    choice = _choice(run)
    question = {"ask": "gates", "run": run.id, "step": step, "text": text, **choice}
    seen = looked(question, "Looking inside the model")
    if seen:
        _about(seen)
        microscope(seen, view, projector=projected(), on_unit=_pick)
        unit_habits(run, step, seen, choice["layer"])


def _text(run: RunRecord) -> str | None:
    """What is typed; at first an example. None while one is fetched."""
    label, example = asks_for(run)
    key = "inside_text" if run.config.data.data_set in TEXTS else f"inside_{run.config.data.data_set}"
    if run.config.data.data_set not in TEXTS and key not in st.session_state and key not in st.query_params:
        with as_sentences():  # of a run without kept sequences one can still type one's own
            found = looked(_example(run, 0), "Fetching an example")
            if not found:
                return None
            example = found["text"]
    _take_what_was_wanted(run, key)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(
            label, example, key=key, bind="query-params", help="Press Enter to look at it.", on_change=_want_none
        )
        st.button("Another from the test part", key="inside_example", on_click=_want_another)
    return typed or example


def _want_another() -> None:
    st.session_state[_NUMBER] = st.session_state.get(_NUMBER, 0) + 1
    st.session_state[_WANTED] = True


def _want_none() -> None:
    st.session_state.pop(_WANTED, None)


def _take_what_was_wanted(run: RunRecord, key: str) -> None:
    """Into the box, once it is there; until then what is in it stays."""
    if st.session_state.get(_WANTED) and (
        found := looked(_example(run, st.session_state[_NUMBER]), "Fetching an example")
    ):
        st.session_state[key] = found["text"]
        _want_none()


def _example(run: RunRecord, number: int) -> dict[str, Any]:
    return {"ask": "example", "run": run.id, "number": number}


def _choice(run: RunRecord) -> dict[str, Any]:
    """Which layer, how its units are sorted, and which one is followed; none: the first as sorted."""
    model, offered = run.config.model, sorts(run.config.data.data_set)
    directions = ["forward", "backward"][: model.directions]
    layers = [f"layer {number}, {direction}" for number in range(1, model.layers + 1) for direction in directions]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        layer = 0
        if len(layers) > 1:
            layer = layers.index(st.selectbox("Layer", layers, key="inside_layer", width=200))
        sort = st.selectbox(
            "Units sorted by", list(offered), key="inside_sort", format_func=offered.__getitem__, width=280
        )
        unit = st.number_input(
            "Unit", 1, model.hidden_size, None, step=1, key="inside_unit", placeholder="first as sorted", width=200
        )
    return {"layer": layer, "sort": sort, "unit": None if unit is None else unit - 1}


def _pick(unit: int) -> None:
    st.session_state["inside_unit"] = unit + 1


def _about(seen: dict[str, Any]) -> None:
    """What was sorted by, said in a number; and how well it agrees with PyTorch."""
    unit = seen["unit"]["number"]
    st.caption(
        f"{seen['cell'].upper()}, {seen['hidden']:,} units, {len(seen['tokens']):,} steps. Followed: unit {unit + 1}, "
        f"score {words.number(seen['scores'][unit])}. Written out step by step from the weights of this run; "
        f"the largest difference to PyTorch’s own layer is {seen['difference']:.0e}."
    )
