"""Larger type and heavier lines, for the back of a room."""

import streamlit as st

_LARGER = "<style>html { font-size: 21px !important; } .stMainBlockContainer { max-width: none; }</style>"


def projector() -> bool:
    """A switch, kept in the URL; everything that is measured in the page's own type grows with it."""
    on = st.toggle("Projector", key="projector", help="Larger type and heavier lines.", bind="query-params")
    if on:
        st.html(_LARGER)
    return on
