"""A lab as a card: one click from running."""

from collections.abc import Mapping
from typing import Literal

import streamlit as st

from lstm_core.labs import Lab, variants
from ui import words
from ui.start import submit

TRAIN = "../pages/train.py"


def lab_cards(labs: list[Lab], times: Mapping[str, str], *, across: int, small: bool = False) -> None:
    """In rows; on a narrow screen Streamlit puts them under each other. times: how long they train, by name, where that is known."""
    for start in range(0, len(labs), across):
        for column, lab in zip(st.columns(across), labs[start : start + across], strict=False):
            with column:
                (_small_card if small else _card)(lab, times)


def _card(lab: Lab, times: Mapping[str, str]) -> None:
    with st.container(border=True, height="stretch"):
        st.subheader(lab.title)
        st.write(lab.story)
        st.caption(words.summary(lab.config))
        _time(times.get(lab.name))
        st.space("stretch")  # the buttons of a row stand on one line
        with st.container(horizontal=True, vertical_alignment="center"):
            _train(lab, "Train it", "primary")
            for variant in variants(lab.name)[:1]:
                time = times.get(variant.name)
                _train(variant, "Train tuned", "secondary", f"{variant.story} It {time}." if time else variant.story)
            _adjust(lab, "Adjust first")


def _small_card(lab: Lab, times: Mapping[str, str]) -> None:
    with st.container(border=True, height="stretch"):
        st.markdown(f"**{lab.title}**")
        st.caption(lab.story)
        _time(times.get(lab.name))
        st.space("stretch")
        with st.container(horizontal=True, vertical_alignment="center"):
            _train(lab, "Train it", "secondary")
            _adjust(lab, "Adjust")


def _time(time: str | None) -> None:
    if time:
        st.caption(f":material/timer: {time}")


def _train(lab: Lab, label: str, kind: Literal["primary", "secondary"], help_text: str | None = None) -> None:
    icon = ":material/play_arrow:" if kind == "primary" else None
    if st.button(label, key=f"train_{lab.name}", type=kind, icon=icon, help=help_text):
        st.switch_page(TRAIN, query_params={"run": submit(lab.config)})


def _adjust(lab: Lab, label: str) -> None:
    st.page_link(TRAIN, label=label, icon=":material/tune:", query_params={"lab": lab.name})
