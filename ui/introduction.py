"""What the place of the curves shows before there are any: the story of a lab, or the data set."""

import streamlit as st

from lstm_core.comparison.names import data_name
from lstm_core.config import RunConfig
from lstm_core.data.catalog import DATA_SETS
from lstm_core.labs import LABS, Lab, variants
from ui import words
from ui.teaching import figures

_WORKS_AS_IT_IS = (
    "**Start training** works as it is. The curves then grow here while the network learns; "
    "you can stop at any time and keep what it learned."
)


def introduction(config: RunConfig, lab: Lab | None) -> None:
    if lab:
        lab_story(lab)
    else:
        data_set_story(config)


def data_set_story(config: RunConfig) -> None:
    """A file of one's own is told by its columns."""
    described = DATA_SETS[config.data.data_set]
    with st.container(border=True):
        st.subheader(words.plain(data_name(config)))
        st.write(described.description)
        answers = f"Classes: {', '.join(described.classes)} · " if described.classes else ""
        st.caption(f"{answers}Source: {described.source}")
        st.markdown(_WORKS_AS_IT_IS)


def lab_story(lab: Lab) -> None:
    """Story, what to look for, their figures, and the way to its variants."""
    with st.container(border=True, key="lab_story"):
        st.subheader(lab.title)
        st.write(lab.story)
        st.caption(f"Data: {DATA_SETS[lab.config.data.data_set].description}")
        st.markdown(_WORKS_AS_IT_IS)
        if lab.look_for:
            st.markdown("**What to look for**\n\n" + "\n".join(f"- {sentence}" for sentence in lab.look_for))
        _relatives(lab)
    if lab.theirs:
        with st.container(border=True, key="their_figures"):
            st.subheader("Their figures")
            figures(lab, None)


def _relatives(lab: Lab) -> None:
    related = [*variants(lab.name), *([LABS[lab.variant_of]] if lab.variant_of else [])]
    with st.container(horizontal=True):
        for other in related:
            icon = ":material/school:" if other.theirs else ":material/auto_awesome:"
            st.page_link("../pages/train.py", label=other.title, icon=icon, query_params={"lab": other.name})
