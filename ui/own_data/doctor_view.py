"""What the doctor says of one file: the way to a data set."""

from typing import Any

import streamlit as st

from lstm_core.data import uploads
from lstm_core.data.doctor.choices import Choices
from lstm_core.data.uploads import Upload
from lstm_core.labs.own_data import own_config
from ui import services, words
from ui.own_data import chosen
from ui.own_data.figures import figures
from ui.own_data.findings import findings
from ui.own_data.model_sees import model_sees
from ui.own_data.preview import preview
from ui.own_data.roles_form import roles_form
from ui.own_data.waiting import errand

_TASKS = {
    "classification": "texts with labels",
    "forecasting": "a series to forecast",
    None: "what for is not known yet",
}
_NOT_YET = ":red-badge[:material/block: cannot be trained on as it is]"


def doctor_view(upload: Upload) -> None:
    """Working, failed, or done: verdict, roles, preview, findings, figures, and what the model will see."""
    choices = chosen.choices()
    arguments = {"upload": upload.id, "choices": choices.model_dump()}
    file = uploads.outcome_file(upload, choices, services.home())
    st.subheader(words.plain(upload.name), anchor=False)
    said = errand("examine", arguments, file, f"Reading {words.size(upload.size)}")
    if said is None:
        return
    _verdict(said, choices != Choices())
    if said["columns"]:
        roles_form(upload, said, choices)
        preview(said)
    findings(said)
    if said["ok"]:
        figures(said)
        model_sees(upload, said)


def _verdict(said: dict[str, Any], changed: bool) -> None:
    rows = "1 row" if said["rows"] == 1 else f"{said['rows']:,} rows"
    about = f"{words.plain(said['format'])} · {rows} · {_TASKS[said['task']]}" if said["format"] else ""
    mended = sum(finding["mended"] for finding in said["findings"])
    with st.container(horizontal=True, vertical_alignment="center", key="verdict"):
        verdict = ":green-badge[:material/check: can be trained on]" if said["ok"] else _NOT_YET
        st.markdown(f"{verdict} {about}", width="stretch")
        if changed:
            st.button("Back to the first guess", key="start_over", icon=":material/undo:", on_click=chosen.start_over)
        if said["ok"]:
            _train_on_this(said["data_set"])
    if said["ok"]:
        used = own_config(said["data_set"], said["facts"])
        st.caption(f"{_used(said)}{f' · {mended} mended' if mended else ''} · starts with {words.summary(used)}")


def _train_on_this(data_set: str) -> None:
    """A link, since a button that turns the page leaves a step in the browser's history that leads nowhere."""
    with st.container(key="train_on_this", width="content"):
        link = {"own": data_set}
        st.page_link("../pages/train.py", label="Train on this", icon=":material/play_arrow:", query_params=link)


def _used(said: dict[str, Any]) -> str:
    facts = said["facts"]
    if said["task"] == "classification":
        return f"{facts['rows']:,} texts of {len(facts['classes'])} classes"
    step = f", one a {facts['step']}" if facts["step"] else ""
    return f"{facts['rows']:,} values{step}"
