"""The words at which one unit opens and closes over the test part."""

from html import escape
from typing import Any

import streamlit as st

from lstm_core.runs.record import RunRecord
from ui import words
from ui.looked import looked

_LETTERS = {
    "lstm": {"i": "input gate", "f": "forget gate", "o": "output gate", "c": "cell state", "h": "hidden state"},
    "gru": {"r": "reset gate", "z": "update gate", "h": "hidden state"},
    "rnn": {"h": "hidden state"},
}


def unit_habits(run: RunRecord, step: int | None, seen: dict[str, Any], layer: int) -> None:
    unit, letters = seen["unit"]["number"], _LETTERS[seen["cell"]]
    st.subheader(f"What unit {unit + 1} reacts to")
    if not st.toggle(f"Read {words.noun(run)} of the test part and see where it opens and closes", key="habits"):
        return
    letter = st.segmented_control(
        "Gate or state",
        list(letters),
        default=next(iter(letters)),
        required=True,
        key=f"habit_{seen['cell']}",
        format_func=lambda name: f"{name} {letters[name]}",
    )
    question = {"ask": "habits", "run": run.id, "step": step, "layer": layer, "letter": letter, "unit": unit}
    found = looked(question, "Reading the test part")
    if found:
        gate = letter in "iforz"
        st.html(
            '<div class="figures-tables">'
            + _table("opens at" if gate else "highest at", found["open"])
            + _table("closes at" if gate else "lowest at", found["closed"])
            + "</div>"
        )
        st.caption(
            f"Mean of {letter} at each, over {found['sequences']:,} {words.noun(run)} of the test part; over everything it is "
            f"{found['mean']:.2f}. What was read fewer than {found['often']} times is left out."
        )


def _table(title: str, rows: list[dict[str, Any]]) -> str:
    head = f"<thead><tr><th>{title}</th><th>mean</th><th>times</th></tr></thead>"
    body = "".join(
        f"<tr><th>{escape(row['at'][:60])}</th><td>{row['mean']:.3f}</td><td>{row['count']:,}</td></tr>" for row in rows
    )
    return f'<div class="figures-table"><table>{head}<tbody>{body}</tbody></table></div>'
