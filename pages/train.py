"""Choose data and settings, start, watch, stop, and try the result."""

import streamlit as st

from lstm_core.config import DataConfig
from lstm_core.data import own_files
from lstm_core.data.catalog import DATA_SETS
from lstm_core.labs import LABS, Lab, default_config
from lstm_core.labs.own_data import own_config
from lstm_core.runs.record import RunRecord
from ui import services, words
from ui.estimate_note import estimate_note
from ui.form import fill, settings_form
from ui.introduction import introduction
from ui.live_curves import live_curves
from ui.run_picker import look_at
from ui.run_view import run_view
from ui.start import file_is_gone, submit

_FIRST = "toy-reviews"


def asked_run() -> RunRecord | None:
    """The run in the URL; its settings go into the form when it is opened."""
    asked = st.query_params.get("run")
    if not asked:
        return None
    run = services.store().get(asked)
    if run is None:
        st.warning(f"There is no run called {words.plain(asked[:80])}; it may have been deleted. Start a new one.")
        return None
    look_at(run.id)
    if st.session_state.get("form_of") != asked:
        st.session_state["form_of"] = asked
        fill(run.config)
    return run


def asked_lab() -> Lab | None:
    """The lab in the URL; its settings go into the form when it is opened."""
    asked = st.query_params.get("lab")
    lab = LABS.get(asked or "")
    if asked and not lab:
        st.warning(f"There is no lab called {words.plain(asked[:80])}. The labs are on the page Home.")
    elif lab and st.session_state.get("form_of") != f"lab {asked}":
        st.session_state["form_of"] = f"lab {asked}"
        fill(lab.config)
    return lab


def asked_data() -> None:
    """The file or the data set in the URL; its settings go into the form when it is opened."""
    own, data_set = st.query_params.get("own"), st.query_params.get("data_set")
    asked = own or (data_set if data_set in DATA_SETS else None)
    if asked and st.session_state.get("form_of") != f"data {asked}":
        fill(own_config(own, own_files.facts(own, services.home().own_files)) if own else default_config(asked))
    st.session_state["form_of"] = f"data {asked or _FIRST}"


def keep_in_url(data: DataConfig) -> None:
    """A reload begins with the same data; the first ones need no word in the URL."""
    if st.session_state["form_of"] != (now := f"data {data.file or data.data_set}"):
        st.session_state["form_of"] = now
        st.query_params.from_dict({"own": data.file} if data.file else {"data_set": data.data_set})


run = asked_run()
lab = None if run else asked_lab()
if not run and not lab:
    asked_data()

with st.container(key="workbench_with_run" if run else "workbench"):
    left, right = st.columns([2, 5], gap="large")
with left:
    start_place = st.container()
    config = settings_form()
    if not st.query_params.keys() & {"run", "lab"}:
        keep_in_url(config.data)
    with start_place:
        if st.button(
            "Start training",
            key="start",
            type="primary",
            icon=":material/play_arrow:",
            width="stretch",
            disabled=file_is_gone(config),
        ):
            st.query_params.from_dict({"run": submit(config)})
            st.rerun()
        estimate_note(config)
with right:
    if run:
        run_view(run)
    else:
        still_its_data = lab and lab.config.data.data_set == config.data.data_set
        introduction(config, lab if still_its_data else None)
        live_curves(None)
