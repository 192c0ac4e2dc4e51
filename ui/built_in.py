"""The data sets that are there already: what each is, and the way to train on it."""

import streamlit as st

from lstm_core.data.catalog import DATA_SETS, DataSet

_ACROSS = 2


def built_in() -> None:
    offered = [(name, one) for name, one in DATA_SETS.items() if not one.needs_file]
    for start in range(0, len(offered), _ACROSS):
        for column, (name, one) in zip(st.columns(_ACROSS), offered[start : start + _ACROSS], strict=False):
            with column:
                _card(name, one)


def _card(name: str, one: DataSet) -> None:
    with st.container(border=True, key=f"data_set_{name}", height="stretch"):
        st.markdown(f"**{one.title}**")
        st.write(one.description)
        answers = f"Classes: {', '.join(one.classes)} · " if one.classes else ""
        st.caption(f"{answers}Source: {one.source}")
        st.page_link(
            "../pages/train.py", label="Train on this", icon=":material/play_arrow:", query_params={"data_set": name}
        )
