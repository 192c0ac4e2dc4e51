"""The findings in words, what stops the file first, each with the button that mends it or takes the mending back."""

from typing import Any

import streamlit as st

from ui import words
from ui.own_data import chosen

_SPOKEN = {
    ",": "comma",
    ";": "semicolon",
    "\t": "tab",
    "|": "vertical bar",
    "^": "caret",
    " ": "blanks",
    "none": "one text a line",
}
_SHOWN = 6  # that are open; the others are behind a line


def findings(said: dict[str, Any]) -> None:
    found = sorted(said["findings"], key=_weight)
    if not found:
        st.success("Nothing is wrong with it.", icon=":material/check:")
        return
    stops = sum(finding["stops"] for finding in found)
    st.markdown(f"**What was found** · {len(found)}" + (f", {stops} to be mended first" if stops else ""))
    for finding in found[:_SHOWN]:
        _finding(finding)
    if len(found) > _SHOWN:
        with st.expander(f"{len(found) - _SHOWN} more"):
            for finding in found[_SHOWN:]:
                _finding(finding)


def _weight(finding: dict[str, Any]) -> int:
    """What stops it, what is open, what was mended and may be taken back, what was only read in its own way."""
    if finding["stops"]:
        return 0
    return 1 if not finding["mended"] else 2 if finding["button"] else 3


def _finding(finding: dict[str, Any]) -> None:
    icon = (
        ":red[:material/block:]"
        if finding["stops"]
        else ":green[:material/check_circle:]"
        if finding["mended"]
        else ":orange[:material/info:]"
    )
    with (
        st.container(border=True, key=f"finding_{finding['code']}_{finding['column'] or ''}"),
        st.container(horizontal=True, vertical_alignment="center"),
    ):
        with st.container(width="stretch", gap=None):
            st.markdown(f"{icon} {words.plain(finding['message'])}")
            if finding["fix"]:
                st.caption(words.plain(finding["fix"]))
        if len(finding["options"]) > 1:
            _choice(finding)
        elif finding["button"]:
            _button(finding)


def _choice(finding: dict[str, Any]) -> None:
    key = f"choice_{finding['code']}_{finding['options'][0][:60]}"
    st.selectbox(
        finding["choice"],
        finding["options"],
        key=key,
        format_func=lambda option: _SPOKEN.get(option, option),
        label_visibility="collapsed",
        width=220,
        on_change=lambda: chosen.choose(**{finding["choice"]: st.session_state[key]}),
    )


def _button(finding: dict[str, Any]) -> None:
    code, mended = finding["code"], finding["mended"]
    if code == "header-missing":
        st.button(finding["button"], key="mend_header", on_click=chosen.choose, kwargs={"header": "yes"})
        return
    if code == "swapped":
        st.button(finding["button"], key="mend_swapped", on_click=chosen.choose, kwargs={"roles": {}})
        return
    label = "Leave as it is" if mended else finding["button"]
    icon = ":material/undo:" if mended else ":material/healing:"
    st.button(label, key=f"mend_{code}", icon=icon, on_click=chosen.mend, args=[code, not mended])
