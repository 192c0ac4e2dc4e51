"""A file of a data set on Kaggle, by its handle."""

import hashlib
from pathlib import Path

import streamlit as st

from lstm_core.data.kaggle import too_large
from lstm_core.errors import LabError
from ui import services, words
from ui.own_data import chosen
from ui.own_data.waiting import errand

_ASKED, _FETCHED = (
    "kaggle_asked",
    "kaggle_fetched",
)  # session state: the handle whose files are listed, the file that is fetched


def from_kaggle() -> None:
    """Handle, list of files, the file. Nothing is asked of Kaggle before a button is pressed."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "Data set on Kaggle",
            key="kaggle_handle",
            placeholder="owner/name",
            help="As in its address: kaggle.com/datasets/owner/name. It is downloaded to this machine once.",
            persist_state="session",
        )
        if st.button("List its files", key="kaggle_list", icon=":material/list:"):
            st.session_state[_ASKED] = st.session_state["kaggle_handle"].strip()
            st.session_state.pop(_FETCHED, None)
    handle = st.session_state.get(_ASKED)
    if not handle:
        st.caption("For example uciml/sms-spam-collection-dataset.")
        return
    listed = errand(
        "kaggle-files", {"handle": handle}, _place("files", handle), f"Asking Kaggle for the files of {handle}"
    )
    if listed is not None:
        _choose(handle, listed["files"])


def _choose(handle: str, files: list[dict[str, object]]) -> None:
    sizes = {str(one["name"]): int(str(one["size"])) for one in files}
    name = st.selectbox(
        "File", list(sizes), format_func=lambda one: f"{one} ({words.size(sizes[one])})", key="kaggle_file"
    )
    refusal = too_large(name, sizes[name])
    if refusal:
        st.warning(words.plain(refusal), icon=":material/block:")
    if st.button("Fetch it", key="kaggle_fetch", type="primary", icon=":material/download:", disabled=bool(refusal)):
        st.session_state[_FETCHED] = name
    wanted = st.session_state.get(_FETCHED)
    if wanted != name:
        return
    file = _place("file", f"{handle}/{name}")
    fetched = errand("kaggle-fetch", {"handle": handle, "file": name}, file, f"Fetching {name}")
    if fetched is not None:
        del st.session_state[_FETCHED]
        file.unlink(missing_ok=True)
        chosen.open_file(fetched["upload"])
        st.rerun()


def _place(kind: str, name: str) -> Path:
    """Where the answer of an errand goes."""
    if len(name) > 400:
        raise LabError("That is too long for a handle of Kaggle. Write owner/name.")
    digest = hashlib.blake2b(name.encode(), digest_size=8).hexdigest()
    return services.home().cache / "kaggle" / f"{kind}-{digest}.json"
