"""The first rows of the file, as read."""

from collections.abc import Mapping
from typing import Any

import streamlit as st


def preview(said: Mapping[str, Any]) -> None:
    """Columns with a role first, its name above theirs."""
    roles = {
        column: role for role, held in said["roles"].items() for column in (held if isinstance(held, list) else [held])
    }
    order = sorted(said["columns"], key=lambda column: column not in roles)
    titles = {
        column: f"{column}  ({roles[column]})" if roles.get(column, "ignore") != "ignore" else column
        for column in order
    }
    cells = [
        {"row": row["row"], **{titles[column]: row.get(column, "") for column in order}} for row in said["preview"]
    ]
    st.dataframe(
        cells, hide_index=True, height="content", column_config={"row": st.column_config.TextColumn("row", width=50)}
    )
