"""Which view of a page is shown: a row of buttons, kept in the URL."""

from collections.abc import Mapping

import streamlit as st


def view_picker(views: Mapping[str, str], key: str) -> str:
    """One of `views` (name in the URL -> title): that whose own parameter is in the URL, else `?view=`, else the first."""
    named = st.query_params.get("view", "")
    usual = named if named in views else next(iter(views))
    asked = next((name for name in views if name in st.query_params), usual)
    st.session_state[key] = asked

    def turn() -> None:
        st.query_params.from_dict({"view": st.session_state[key]})

    st.segmented_control(
        "View",
        list(views),
        key=key,
        required=True,
        format_func=lambda name: views[name],
        on_change=turn,
        label_visibility="collapsed",
    )
    return asked
