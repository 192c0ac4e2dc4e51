"""One or two texts: what the model says while one types, and which words pushed it."""

import math
from collections.abc import Sequence
from difflib import SequenceMatcher

import streamlit as st

from lstm_core.errors import LabError
from lstm_core.execution.inference import MOST_CHARACTERS, Answer
from lstm_core.runs.record import RunRecord
from lstm_core.sections.kinds import SYMBOLS, TEXTS
from ui import services, words
from ui.answered import answered
from ui.corrections import correction
from ui.errors import as_sentences
from ui.pushes import METHODS, coloured, legend, pushes
from ui.run_record import leave_if_deleted
from ui.try_box import how_much_was_read, invitation, show, take_example, text_box, verdict

_OFF = "off"


@st.fragment
def predict_box(run: RunRecord) -> None:
    """Everything that changes while one types."""
    leave_if_deleted(run.id)
    services.inference().ready()
    method, compares = _choices(run)
    keys = ("try_text", "other_text") if compares else ("try_text",)
    columns = st.columns(len(keys), gap="large")
    texts = [_text(run, key, column) for key, column in zip(keys, columns, strict=True)]
    with st.container(key="prediction"), as_sentences():
        answers = _answers(run, texts)
        if answers is None:
            return
        marks = only_here(answers)
        places = st.columns(len(keys), gap="large")
        for key, text, answer, marked, column in zip(keys, texts, answers, marks, places, strict=True):
            with column:
                _shown(run, text, answer, method, marked)
                if answer:
                    correction(run, key, text, answer)
        if compares and answers[0] and answers[1]:
            st.markdown(difference(answers[0], answers[1]))


def _choices(run: RunRecord) -> tuple[str, bool]:
    """How words are weighed, where they can be, and whether there are two texts."""
    method: str | None = _OFF
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if can_be_weighed(run):
            method = st.segmented_control(
                "Colour the words by their push",
                [*METHODS, _OFF],
                default="gradients",
                key="push_method",
                format_func=lambda one: METHODS.get(one, one),
                required=True,
                help="Integrated gradients share the answer out among the words, so that the shares add up. Leave one out asks what is "
                "lost without each word.",
            )
        compares = st.toggle("Compare two", key="compare", help="What does one word change?")
        take_example(run)
    return method or _OFF, compares


def can_be_weighed(run: RunRecord) -> bool:
    """Words or symbols, with one class as the answer."""
    data_set = run.config.data.data_set
    return data_set in (*TEXTS, *SYMBOLS) and data_set != "copy-memory"


def _text(run: RunRecord, key: str, column: st.delta_generator.DeltaGenerator) -> str:
    with column:
        return (text_box(run, key, ", to compare" if key == "other_text" else "") or "").strip()


def _answers(run: RunRecord, texts: Sequence[str]) -> list[Answer | None] | None:
    """One for each text, None for one without a word; None while they are worked at, which is then said here."""
    for text in texts:
        if len(text) > MOST_CHARACTERS:
            raise LabError(f"That is {len(text):,} characters; the most is {MOST_CHARACTERS:,}. Use a shorter text.")
    asked = [text for text in texts if text]
    found = answered(run, asked, "predict") if asked else []
    if found is None:
        return None
    of_text = dict(zip(asked, found, strict=True))
    return [of_text.get(text) for text in texts]


def _shown(run: RunRecord, text: str, answer: Answer | None, method: str, marked: set[int]) -> None:
    """The answer is there first; the words take their colours when they are weighed."""
    if not text:
        st.caption(invitation(run))
        return
    weighable = method != _OFF and answer is not None and answer.known > 0
    found = pushes(run.id, text, method) if weighable else None
    if answer is None or found is None:
        show(run, answer)
        return
    st.html(verdict(answer))
    cut = len(answer.read) < answer.words
    st.html(coloured(found, marked, run.config.data.keep if cut else ""))
    st.caption(words.plain(f"{how_much_was_read(run, answer)}. {legend(found)}"))


def only_here(answers: Sequence[Answer | None]) -> list[set[int]]:
    """Of each of two texts, the places of the words that the other one does not have there."""
    if len(answers) < 2 or not all(answers):
        return [set() for _ in answers]
    one, other = ([word for word, _ in answer.read] for answer in answers if answer)
    changes = [
        change for change in SequenceMatcher(None, one, other, autojunk=False).get_opcodes() if change[0] != "equal"
    ]
    return [
        {place for _, start, end, _, _ in changes for place in range(start, end)},
        {place for _, _, _, start, end in changes for place in range(start, end)},
    ]


def difference(first: Answer, second: Answer) -> str:
    """What the second text changes, for the class where it changes most."""
    if not first.probabilities or not second.probabilities:
        return f"**{words.plain(first.predicted)}** → **{words.plain(second.predicted)}**"
    moved = max(first.probabilities, key=lambda name: second.probabilities[name] - first.probabilities[name])
    before, after = first.probabilities[moved], second.probabilities[moved]
    logits = _log_odds(after) - _log_odds(before)
    return (
        f"The second text moves the answer towards **{words.plain(moved)}**: from {before:.1%} to {after:.1%}, {logits:+.2f} logits. "
        "Outlined: the words that differ."
    )


def _log_odds(share: float) -> float:
    kept = min(max(share, 1e-12), 1 - 1e-12)
    return math.log(kept / (1 - kept))
