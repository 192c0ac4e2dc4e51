"""The words of a text coloured by how far each pushes the answer; asked once the person has stopped typing."""

import time
from collections.abc import Collection
from html import escape
from typing import Any

import streamlit as st

from ui.charts import COLORS
from ui.errors import as_sentences
from ui.looked import Reply, looked, questions

METHODS = {"gradients": "integrated gradients", "leave-one-out": "leave one out"}
_PAUSE = 0.25  # seconds without a key after which it is worth asking
_SHOWN = 400
_WHAT = "Measuring how far each word pushes"


def pushes(run_id: str, text: str, method: str) -> Reply | None:
    """Of the words of a text; None while they are measured, and the page is drawn anew when they are there.

    None too for what cannot be weighed, which is said here.
    """
    question = {"ask": "pushes", "run": run_id, "text": text, "method": method}
    if questions().asked_before(question):
        return looked(question, _WHAT)
    _measuring(question, time.monotonic())
    return None


@st.fragment(run_every=0.3)
def _measuring(question: dict[str, Any], since: float) -> None:
    with as_sentences():
        if time.monotonic() - since > _PAUSE and questions().asked(question).done():
            st.rerun()
        st.caption(f":material/hourglass_top: {_WHAT} …")


def coloured(found: Reply, marked: Collection[int] = (), kept: str = "") -> str:
    """HTML. Blue and underlined: towards; orange and dotted: away. marked: places of words that another text does not have.

    kept: which words were read where not all were, the `first` or the `last` ones; empty where all were.
    """
    strongest = max((abs(push) for *_, push in found["words"]), default=0.0) or 1.0
    first = max(0, len(found["words"]) - _SHOWN)
    pieces = (
        _word(word, known, push, strongest, found, place in marked)
        for place, (word, known, push) in enumerate(found["words"])
        if place >= first
    )
    before, after = "… " if first or kept == "last" else "", " …" if kept == "first" else ""
    return f'<div style="line-height:2" class="pushes">{before}{" ".join(pieces)}{after}</div>'


def _word(word: str, known: bool, push: float, strongest: float, found: Reply, marked: bool) -> str:
    color, line = (COLORS["positive"], "solid") if push >= 0 else (COLORS["negative"], "dotted")
    strength = abs(push) / strongest
    target = found["towards"] if push >= 0 else found["away"]
    shade = f"background:{color}{round(strength * 140):02x};"
    under = f"border-bottom:2px {line} {color};" if strength > 0.1 else ""
    outline = "outline:2px solid currentColor;outline-offset:1px;" if marked else ""
    title = f"{abs(push):.2f} logits towards {target}" if known else "not in the vocabulary"
    mark = "" if known else "<sup>?</sup>"
    return (
        f'<span title="{escape(title)}" style="padding:1px 3px;border-radius:3px;{shade}{under}{outline}">'
        f"{escape(word[:60])}{mark}</span>"
    )


def legend(found: Reply) -> str:
    """What the colours mean, and whether the pushes add up."""
    towards, away = found["towards"], found["away"]
    alone = "These are pushes in the network alone; n-grams answer beside it. " if found.get("network_alone") else ""
    said = (
        f"{alone}Blue, underlined: towards “{towards}”. Orange, dotted: towards “{away}”. Point at a word for its push."
    )
    total, difference = sum(push for *_, push in found["words"]), found["score"] - found["unknown_score"]
    if found["method"] == "leave-one-out":
        return f"{said} Each push is what the answer loses when that word alone is unknown; these need not add up."
    share = abs(found["gap"] / difference) if difference else 0.0
    return (
        f"{said} The pushes add up to {total:+.2f} of the {difference:+.2f} logits between this text and one of unknown words "
        f"(gap {share:.1%})."
    )
