"""The examples behind a figure: a cell, a row or a column of the confusion matrix, with search."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from lstm_core.data.kept_texts import containing
from lstm_core.errors import LabError
from lstm_core.runs.record import RunRecord
from ui.evaluate import kept
from ui.evaluate.again import answer_again
from ui.evaluate.said import Said
from ui.words import plain

_SHOWN = 200


def examples(
    run: RunRecord, said: Said, classes: Sequence[str], noun: str, is_class: int | None, said_class: int | None
) -> None:
    """A table, the surest or the least sure first; of many, the first ones."""
    try:
        texts = kept.texts(said.outputs.texts)
    except LabError as problem:
        answer_again(run, str(problem))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = st.text_input(
            "Search in them", key="examples_search", type="search", live="300ms", placeholder="a word or a part of one"
        )
        order = st.segmented_control(
            "Order", ["surest first", "least sure first"], default="surest first", key="examples_order", required=True
        )
    places = said.places(is_class, said_class, surest_first=order != "least sure first")
    answers = said.outputs.answers
    if search:
        matching = np.unique(containing(texts, np.unique(places // answers), search))
        places = places[np.isin(places // answers, matching)]
    st.caption(_how_many(len(places), noun, is_class, said_class, classes))
    if not len(places):
        return
    shown = places[:_SHOWN]
    st.dataframe(
        {
            "how sure": said.confidence[shown],
            "it said": [classes[one] for one in said.predicted[shown]],
            "it was": [classes[one] for one in said.outputs.labels[shown]],
            **({"answer": shown % answers + 1} if answers > 1 else {}),
            noun.removesuffix("s"): texts.take(shown // answers).to_pylist(),
        },
        column_config={
            "how sure": st.column_config.NumberColumn(format="percent", width="small"),
            "it said": st.column_config.TextColumn(width="small"),
            "it was": st.column_config.TextColumn(width="small"),
            noun.removesuffix("s"): st.column_config.TextColumn(width="large"),
        },
        hide_index=True,
        key="examples",
    )


def _how_many(count: int, noun: str, is_class: int | None, said_class: int | None, classes: Sequence[str]) -> str:
    really = f" that are “{plain(classes[is_class])}”" if is_class is not None else ""
    called = (
        f"{' and' if really else ' that'} were called “{plain(classes[said_class])}”" if said_class is not None else ""
    )
    first = f"; the first {_SHOWN} are shown" if count > _SHOWN else ""
    return f"{count:,} {noun.removesuffix('s') if count == 1 else noun} of the test part{really}{called}{first}."
