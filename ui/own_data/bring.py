"""The place where a file is dropped: it goes straight to the disk of the server."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from lstm_core.data.doctor.formats import SUFFIXES
from lstm_core.data.doctor.limits import MOST_BYTES, MOST_ROWS
from ui.routes import UPLOAD_HEADER, UPLOAD_PATH

_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "bring",
    js=(_HERE / "bring.js").read_text(encoding="utf-8"),
    css=(_HERE / "bring.css").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def bring(on_upload: Callable[[str], None], what: str = "") -> None:
    """on_upload(id) is called once a file has come. what: the kinds of files, where not all of them are meant."""

    def came() -> None:
        upload = st.session_state["bring"].get("upload")
        if upload:
            on_upload(str(upload))

    data = {
        "path": UPLOAD_PATH,
        "header": UPLOAD_HEADER,
        "most": MOST_BYTES,
        "accept": ",".join(f".{suffix}" for suffix in SUFFIXES),
        "help": what
        or f"CSV, TSV, JSON Lines, Parquet, Excel, plain text, or a zip of folders of texts; up to {MOST_ROWS:,} rows, "
        f"{MOST_BYTES // 1_000_000} MB",
    }
    _component(key="bring", data=data, height="content", on_upload_change=came)
