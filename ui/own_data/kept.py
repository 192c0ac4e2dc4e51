"""The files that were brought so far: open, delete."""

import streamlit as st

from lstm_core.data import uploads
from lstm_core.data.uploads import Upload
from lstm_core.execution.deletion import delete_upload
from ui import services, words
from ui.errors import as_sentences
from ui.own_data import chosen

_SHOWN = 20


def kept() -> None:
    found = uploads.brought(services.home())
    if not found:
        st.caption("No file was brought yet. Files stay on this machine until they are deleted.")
        return
    st.markdown("**Files on this machine**")
    for upload in found[:_SHOWN]:
        with (
            st.container(border=True, key=f"upload_{upload.id[:12]}"),
            st.container(horizontal=True, vertical_alignment="center"),
        ):
            st.markdown(
                f"**{words.plain(upload.name)}** · {words.size(upload.size)} · {words.moment(upload.brought)}",
                width="stretch",
            )
            st.button(
                "Open",
                key=f"open_{upload.id[:12]}",
                icon=":material/open_in_new:",
                on_click=chosen.open_file,
                args=[upload.id],
            )
            delete_button(upload)


def delete_button(upload: Upload) -> None:
    with st.popover("Delete", icon=":material/delete:", key=f"ask_delete_{upload.id[:12]}"):
        st.markdown(
            f"Delete **{words.plain(upload.name)}**, the data sets made of it and all that models answered to it? Trained models stay, "
            "with their figures and worst mistakes; the other texts they were tested on go, and training on it again is then not possible."
        )
        st.button("Yes, delete it", key=f"delete_{upload.id[:12]}", type="primary", on_click=_delete, args=[upload])


def _delete(upload: Upload) -> None:
    with as_sentences():
        delete_upload(upload, services.store(), services.home())
        chosen.close_file()
