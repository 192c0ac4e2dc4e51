"""A file of texts in, the same file with answers out."""

from collections.abc import Iterator

import streamlit as st

from lstm_core.data.text_files import TextTable, read_text_table, with_predictions
from lstm_core.errors import DataError
from lstm_core.execution.inference import MOST_CHARACTERS
from lstm_core.runs.record import RunRecord
from ui import services, words
from ui.errors import as_sentences

_ANSWERS = "batch_answers"  # session state: what was asked last, and the file that came of it
_CHUNK = 200  # texts a question: small enough that progress moves and a stop is heard

Answered = tuple[list[str], list[float | None]]


@st.fragment
def batch(run: RunRecord) -> None:
    """Upload, choice of the column, progress, download."""
    run_id, one = run.id, words.noun(run).removesuffix("s")
    upload = st.file_uploader(f"Text file (one {one} a line) or CSV file", type=["txt", "csv"], key="batch_file")
    if upload is None:
        st.caption("Prediction and probability come back as two more columns.")
        return
    with as_sentences():
        table = read_text_table(upload.name, upload.getvalue())
        column = st.selectbox("Column with the texts", table.text_columns, key="batch_column")
        st.caption(f"{len(table.frame):,} rows")
        place, wish = st.empty(), (run_id, upload.file_id, column)
        if st.button("Predict all", key="batch_start", icon=":material/play_arrow:"):
            with place.container():
                st.session_state[_ANSWERS] = (wish, _work(run_id, table, column))
        done_for, content = st.session_state.get(_ANSWERS, (None, b""))
        if done_for == wish:
            place.progress(1.0, text=f"{len(table.frame):,} of {len(table.frame):,} rows")
            _download(content, upload.name)


def _work(run_id: str, table: TextTable, column: str) -> bytes:
    progress = st.progress(0.0, text="Predicting …")
    st.button("Stop", key="batch_stop", icon=":material/stop_circle:")  # any click ends this run of the script
    predictions: list[str] = []
    probabilities: list[float | None] = []
    texts = table.frame[column].tolist()
    for chunk_predictions, chunk_probabilities in _answers(run_id, texts):
        predictions += chunk_predictions
        probabilities += chunk_probabilities
        progress.progress(len(predictions) / len(texts), text=f"{len(predictions):,} of {len(texts):,} rows")
    return with_predictions(table, predictions, probabilities)


def _download(content: bytes, name: str) -> None:
    st.download_button(
        "Download the answers",
        content,
        file_name=f"{name.rsplit('.', 1)[0]}-predictions.csv",
        mime="text/csv",
        key="batch_download",
        icon=":material/download:",
        on_click="ignore",
        type="primary",
    )


def _answers(run_id: str, texts: list[str]) -> Iterator[Answered]:
    for chunk in _chunks(texts):
        answers = services.inference().predict(run_id, chunk)
        yield (
            [answer.predicted if answer else "" for answer in answers],
            [_rounded(answer.probability) if answer else None for answer in answers],
        )


def _rounded(probability: float | None) -> float | None:
    return None if probability is None else round(probability, 4)


def _chunks(texts: list[str]) -> Iterator[list[str]]:
    """In order; each within what one question may hold, where a single text is."""
    chunk: list[str] = []
    for row, text in enumerate(texts, 1):
        if len(text) > MOST_CHARACTERS:
            raise DataError(f"Text {row} has {len(text):,} characters, the most is {MOST_CHARACTERS:,}. Shorten it.")
        if chunk and (len(chunk) == _CHUNK or sum(map(len, chunk)) + len(text) > MOST_CHARACTERS):
            yield chunk
            chunk = []
        chunk.append(text)
    if chunk:
        yield chunk
