"""Larger type and heavier lines on every page, for the back of a room."""

import streamlit as st

SCALE = 1.35
_LARGER = f"""<style>
html {{ font-size: {16 * SCALE:.0f}px !important; }}
.stMainBlockContainer {{ max-width: none; padding-top: 3.4rem; }}
.stMainBlockContainer h1 {{ font-size: 1.6rem; padding: 0 0 0.6rem; }} /* what is shown needs the room */
</style>"""


def projector_switch() -> None:
    """The switch in the frame, kept in the URL and from page to page; all that is measured in the page's own type grows with it."""
    with st.container(key="projector_switch"):
        st.toggle("Projector", key="projector", help="Larger type and heavier lines.", bind="query-params")
    if projected():
        st.html(_LARGER)


def projected() -> bool:
    return bool(st.session_state.get("projector"))


def scale() -> float:
    """By how much live charts draw type and lines larger."""
    return SCALE if projected() else 1.0
