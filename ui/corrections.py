"""Wrong answers set right: said under an answer, collected, and made into a data set."""

import hashlib
import json
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from lstm_core.data.answered_file import disarmed
from lstm_core.errors import LabError
from lstm_core.execution.inference import Answer
from lstm_core.runs.corrections import Correction, as_csv, collection_of
from lstm_core.runs.record import RunRecord
from lstm_core.sections.kinds import TEXTS
from ui import services, words
from ui.errors import as_sentences
from ui.own_data.waiting import errand

_BESIDE_EACH_OTHER = 6  # classes that are offered as buttons
_SHOWN, _LETTERS = 10, 160  # corrections at first, letters of each
_CHANGED, _REFUSED, _MAKING = "corrections_changed", "correction_refused", "corrections_made_of"


def can_be_corrected(run: RunRecord) -> bool:
    """Texts with one class each: what a file of one's own can hold."""
    return run.config.data.data_set in TEXTS


def correction(run: RunRecord, key: str, text: str, answer: Answer) -> None:
    """Under an answer: says what is right with one click, or that it was said. key: of the box the text stands in."""
    if not answer.probabilities or not can_be_corrected(run):
        return
    if refused := st.session_state.pop(_REFUSED, ""):
        st.warning(words.plain(refused), icon=":material/error:")
    if st.session_state.pop(_CHANGED, False):
        st.rerun()  # the list below is not of this fragment
    collection, digest = collection_of(list(answer.probabilities)), _digest(run.id, key, text)
    known = services.corrections().find(collection, text)
    if known:
        with st.container(horizontal=True, vertical_alignment="center", key=f"corrected_{key}"):
            st.markdown(f":material/check: Collected as **{words.plain(known.label)}**.")
            st.button(
                "Take it back",
                key=f"take_back_{digest}",
                icon=":material/undo:",
                on_click=_remove,
                args=[collection, text],
            )
        return
    others = [name for name in answer.probabilities if name != answer.predicted]
    _choice(f"right_{digest}", others, Correction(text, "", answer.predicted), collection)


def _choice(key: str, others: Sequence[str], one: Correction, collection: str) -> None:
    title, arguments = "Wrong? It really is", [key, collection, one]
    if len(others) < _BESIDE_EACH_OTHER:
        st.pills(title, others, key=key, format_func=words.plain, on_change=_add, args=arguments)
    else:
        placeholder = "Choose the right class"
        st.selectbox(title, list(others), None, key=key, placeholder=placeholder, on_change=_add, args=arguments)


def _add(key: str, collection: str, one: Correction) -> None:
    label = st.session_state.get(key)
    if not label:
        return
    try:
        services.corrections().add(collection, Correction(one.text, label, one.said))
        st.session_state[_CHANGED] = True
    except LabError as problem:
        st.session_state[_REFUSED] = str(problem)


def _remove(collection: str, text: str) -> None:
    services.corrections().remove(collection, text)
    st.session_state[_CHANGED] = True


def collected(run: RunRecord, classes: Sequence[str]) -> None:
    """What was set right for models of these classes, and what can be done with it."""
    st.header("Corrected answers")
    collection = collection_of(classes)
    found = services.corrections().newest(collection)
    if not found:
        st.caption(
            "None yet. Where an answer above is wrong, say what is right: the text is collected here, on this machine, for all models of "
            "these classes, and can become a data set to train on."
        )
        return
    texts = "1 text" if len(found) == 1 else f"{len(found):,} texts"
    st.caption(f"{texts}, kept on this machine for all models that tell these classes apart.")
    with as_sentences():
        _data_set(run, classes, found)
    _rows(collection, found)


def _rows(collection: str, found: Sequence[Correction]) -> None:
    shown = len(found) if st.session_state.get("all_corrections") else _SHOWN
    for one in found[:shown]:
        digest = _digest(one.text)
        with st.container(horizontal=True, vertical_alignment="center", key=f"correction_{digest}"):
            short = one.text if len(one.text) <= _LETTERS else f"{one.text[:_LETTERS]} …"
            st.markdown(
                f"**{words.plain(one.label)}**, not {words.plain(one.said)}: {words.plain(' '.join(short.split()))}",
                width="stretch",
            )
            st.button(
                "Remove",
                key=f"remove_{digest}",
                icon=":material/delete:",
                on_click=_remove,
                args=[collection, one.text],
            )
    if len(found) > shown:
        st.button(
            f"Show all {len(found):,}",
            key="show_all_corrections",
            on_click=lambda: st.session_state.update(all_corrections=True),
        )


def _data_set(run: RunRecord, classes: Sequence[str], found: Sequence[Correction]) -> None:
    """Through a process of its own into the files people bring; the page Data then says what it says of any file."""
    with st.container(horizontal=True, vertical_alignment="center"):
        among = st.toggle(
            "Among the texts this model learned from",
            value=True,
            key="corrections_among",
            help="A handful alone is too little to learn from. Put among the old texts, a corrected text takes its new class.",
        )
        if st.button("Make a data set", key="make_data_set", type="primary", icon=":material/dataset:"):
            st.session_state[_MAKING] = True
        st.download_button(
            "Download as CSV",
            lambda: _spreadsheet(found),
            file_name="corrected-answers.csv",
            mime="text/csv",
            key="corrections_download",
            icon=":material/download:",
            on_click="ignore",
        )
    if not st.session_state.get(_MAKING):
        return
    arguments = {"classes": list(classes), "among": run.config.data.model_dump() if among else None}
    state = json.dumps([arguments, [[one.text, one.label] for one in found]])
    file = services.home().cache / "corrected" / f"{_digest(state)}.json"
    made = errand("corrected", arguments, file, "Making a data set of them")
    if made is not None:
        del st.session_state[_MAKING]
        file.unlink(missing_ok=True)
        st.switch_page("../pages/data.py", query_params={"file": made["upload"]})


def _spreadsheet(found: Sequence[Correction]) -> bytes:
    frame = disarmed(pd.DataFrame([vars(one) for one in found], dtype=str))
    return as_csv([("text", "label", "the model said"), *frame.itertuples(index=False, name=None)])


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=8).hexdigest()
