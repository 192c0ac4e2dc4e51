"""The data set in figures: how long its texts are and how its classes are balanced, or the course of its values."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ui import data_charts, words
from ui.plot import plot


def figures(said: Mapping[str, Any]) -> None:
    if said["task"] == "classification":
        _texts(said["facts"])
    else:
        _series(said)


def _texts(facts: Mapping[str, Any]) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown("**How long the texts are**")
        found = facts["lengths"]
        plot(
            data_charts.lengths(found["edges"], found["counts"], facts["sequence_length"]),
            key="lengths",
            alt="How many texts have how many words",
        )
        cut = (
            f"{facts['cut']:,} of {facts['rows']:,} texts {'is' if facts['cut'] == 1 else 'are'} cut"
            if facts["cut"]
            else "no text is cut"
        )
        st.caption(
            f"Suggested longest text: {facts['sequence_length']:,} words; {cut}. The longest has {facts['longest']:,}."
        )
    with right:
        st.markdown("**How the classes are balanced**")
        plot(data_charts.classes(facts["classes"]), key="classes", alt="Rows of each class")
        largest = max(facts["classes"].values()) / facts["rows"]
        st.caption(f"Whoever always says the most frequent class is right in {largest:.0%} of the cases.")


def _series(said: Mapping[str, Any]) -> None:
    facts = said["facts"]
    st.markdown("**The values**")
    plot(
        data_charts.curve(said["curve"]["times"], said["curve"]["values"], facts["columns"]["value"]),
        key="curve",
        alt="The values of the series over time",
    )
    season = f"repeats itself about every {facts['season']:,} steps" if facts["season"] > 1 else "no season was found"
    step = f"one value a {facts['step']}" if facts["step"] else "each row is one step"
    st.caption(words.plain(f"{step}; {season}."))
