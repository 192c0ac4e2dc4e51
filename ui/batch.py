"""A file of texts in, the same file with answers out."""

from collections.abc import Iterator

import streamlit as st

from lstm_core.data.text_files import TextTable, read_text_table, with_predictions
from ui import services
from ui.errors import as_sentences

_CHUNK = 200  # texts a question: small enough that progress moves and a stop is heard

Answered = tuple[list[str], list[float | None]]


@st.fragment
def batch(run_id: str) -> None:
    """Upload, choice of the column, progress, download."""
    upload = st.file_uploader("Text file (one review a line) or CSV file", type=["txt", "csv"], key="batch_file")
    if upload is None:
        st.caption("Prediction and probability come back as two more columns.")
        return
    with as_sentences():
        table = read_text_table(upload.name, upload.getvalue())
        column = st.selectbox("Column with the texts", table.text_columns, key="batch_column")
        st.caption(f"{len(table.frame):,} rows")
        if st.button("Predict all", key="batch_start", icon=":material/play_arrow:"):
            _work(run_id, table, column, upload.name)


def _work(run_id: str, table: TextTable, column: str, name: str) -> None:
    progress = st.progress(0.0, text="Predicting …")
    st.button("Stop", key="batch_stop", icon=":material/stop_circle:")  # any click ends this run of the script
    predictions: list[str] = []
    probabilities: list[float | None] = []
    texts = table.frame[column].tolist()
    for chunk_predictions, chunk_probabilities in _answers(run_id, texts):
        predictions += chunk_predictions
        probabilities += chunk_probabilities
        progress.progress(len(predictions) / len(texts), text=f"{len(predictions):,} of {len(texts):,} rows")
    st.download_button(
        "Download the answers",
        with_predictions(table, predictions, probabilities),
        file_name=f"{name.rsplit('.', 1)[0]}-predictions.csv",
        mime="text/csv",
        key="batch_download",
        icon=":material/download:",
        on_click="ignore",
        type="primary",
    )


def _answers(run_id: str, texts: list[str]) -> Iterator[Answered]:
    for start in range(0, len(texts), _CHUNK):
        answers = services.inference().predict(run_id, texts[start : start + _CHUNK])
        yield (
            [answer.predicted if answer else "" for answer in answers],
            [round(answer.probability, 4) if answer else None for answer in answers],
        )
