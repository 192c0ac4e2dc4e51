"""A file in, the same file with answers out: read and answered by processes of their own, which can be stopped."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from lstm_core.data import uploads
from lstm_core.data.batch_order import Order
from lstm_core.data.doctor.finding import counted
from lstm_core.data.uploads import Upload
from lstm_core.runs.record import RunRecord
from lstm_core.sections.kinds import NUMBERS
from ui import services, words
from ui.errors import as_sentences
from ui.evaluate.job import job
from ui.own_data.bring import bring
from ui.own_data.waiting import errand
from ui.routes import answers_path

_FILE = "batch"  # in the URL: the file to be answered


def batch(run: RunRecord) -> None:
    """Upload, choice of the column, progress, download."""
    upload = uploads.get(st.query_params.get(_FILE, ""), services.home())
    if upload is None:
        _bring(run)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{words.plain(upload.name)}** · {words.size(upload.size)}", width="stretch")
        st.button("Another file", key="batch_other", icon=":material/undo:", on_click=_put_away)
    with as_sentences():
        _answered(run, upload)


def _bring(run: RunRecord) -> None:
    if st.query_params.get(_FILE):
        st.warning("This file is not here any more. Bring it again.")
    one = words.noun(run).removesuffix("s")
    kinds = f"CSV, TSV, JSON Lines, Parquet, Excel, a zip of them, or plain text (one {one} a line)"
    bring(lambda upload: st.query_params.update({_FILE: upload}), kinds)
    if run.config.data.data_set in NUMBERS:
        st.caption(
            "A sequence a row, its numbers in columns: those it was trained on by their names, else all but the answer’s in their order."
        )
    st.caption(
        "The same kind of file comes back with two more columns, prediction and probability; plain text comes back as CSV. It stays on "
        "this machine until it is deleted on the page Data."
    )


def _put_away() -> None:
    del st.query_params[_FILE]


def _answered(run: RunRecord, upload: Upload) -> None:
    """What is in the file, what is to be answered of it, how far that is, what came of it."""
    learned, classes = run.facts.get("columns", [""])[0], run.facts.get("classes", [])
    asked = {"upload": upload.id, "learned": learned, "classes": classes}
    file = services.home().upload(upload.id) / f"columns-{run.id}.json"
    table = errand("columns", asked, file, f"Reading {words.size(upload.size)}")
    if table is None:
        return
    order = Order(upload.id, _column(run, table["columns"]))
    folder = services.home().run(run.id) / "analysis"
    folder.mkdir(parents=True, exist_ok=True)
    order.save(folder)
    rows = "1 row" if table["rows"] == 1 else f"{table['rows']:,} rows"
    invitation = f"{rows}, {table['format']}. Each is answered once; you can stop at any time."
    found = job(order.name, run, button="Predict all", invitation=invitation)
    if found:
        st.success(f"{found['rows'] - found.get('unanswered', 0):,} rows answered, from {_named(found['columns'])}.")
        _not_answered(found)
        st.link_button(
            "Download the answers",
            answers_path(run.id, found["file"]),
            icon=":material/download:",
            type="primary",
        )
        if found["format"] in ("plain text", "folders of texts"):
            st.caption(f"What came as {words.plain(found['format'])} comes back as CSV.")
        if found["format"] == "Excel":
            st.caption("Of the workbook the sheet that was read comes back, from its header on.")


def _not_answered(found: Mapping[str, Any]) -> None:
    if count := found.get("unanswered"):
        st.caption(f"{counted(count, 'row')} without a word that the model could read: no answer stands there.")
    for sentence in found.get("left_out", ()):
        st.caption(f"Left out: {words.plain(sentence)}")


def _column(run: RunRecord, columns: Sequence[str]) -> str | None:
    """A model of numbers reads a row of them, by the names it was trained with."""
    if run.config.data.data_set in NUMBERS:
        return None
    return st.selectbox("Column with the texts", columns, key="batch_column")


def _named(columns: Sequence[str]) -> str:
    if len(columns) == 1:
        return f"column {words.plain(columns[0])}"
    return f"{len(columns)} columns, {words.plain(columns[0])} to {words.plain(columns[-1])}"
