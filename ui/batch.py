"""A file of texts in, the same file with answers out: answered by a process of its own, which can be stopped."""

import hashlib
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from lstm_core.data import tables
from lstm_core.data.batch_order import Order
from lstm_core.data.doctor.formats import SUFFIXES
from lstm_core.runs.record import RunRecord
from lstm_core.whole_files import write_whole
from ui import services, words
from ui.errors import as_sentences
from ui.evaluate.job import job

_SMALL = 5_000_000  # bytes the page itself looks into, to offer the columns
_LONGEST = "the longest texts"


def batch(run: RunRecord) -> None:
    """Upload, choice of the column, progress, download."""
    one = words.noun(run).removesuffix("s")
    upload = st.file_uploader(
        f"CSV, TSV, JSON Lines, Parquet, Excel, a zip of them, or plain text (one {one} a line)",
        type=list(SUFFIXES),
        key="batch_file",
    )
    if upload is None:
        st.caption(
            "The same kind of file comes back with two more columns, prediction and probability; plain text comes back as CSV."
        )
        return
    with as_sentences():
        file = _kept(run, upload)
        name = _order(run, file, upload.name)
        found = job(name, run, button="Predict all", invitation="Each row is answered once; you can stop at any time.")
        if found:
            st.success(f"{found['rows']:,} rows answered, from column {words.plain(found['column'])}.")
            _download(file.parent / found["file"], upload.name)
            if found["format"] in ("plain text", "folders of texts"):
                st.caption(f"What came as {words.plain(found['format'])} comes back as CSV.")


def _kept(run: RunRecord, upload: UploadedFile) -> Path:
    """On disk under the hash of its content, with the run: it goes when the run does."""
    content = upload.getbuffer()
    folder = services.home().run(run.id) / "analysis"
    file = folder / f"{hashlib.blake2b(content, digest_size=12).hexdigest()}.upload"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(file, content)
    return file


def _order(run: RunRecord, file: Path, name: str) -> str:
    """Writes down what is to be answered; returns the name of the analysis."""
    offered = _columns(file, name) if file.stat().st_size <= _SMALL else (_LONGEST,)
    column = st.selectbox("Column with the texts", offered, key="batch_column")
    chosen = None if column == _LONGEST else column
    digest = hashlib.blake2b(f"{file.name}\n{chosen}".encode(), digest_size=8).hexdigest()
    Order(file.name, name, chosen).save(file.with_name(f"batch-{digest}.order.json"))
    return f"batch-{digest}"


@st.cache_data(max_entries=64, show_spinner=False)
def _columns(file: Path, name: str) -> tuple[str, ...]:
    return tables.by_length(tables.read(file, name).frame)


def _download(file: Path, name: str) -> None:
    st.download_button(
        "Download the answers",
        file.read_bytes,
        file_name=f"{name.rsplit('.', 1)[0]}-predictions{file.suffix}",
        key="batch_download",
        icon=":material/download:",
        on_click="ignore",
        type="primary",
    )
