"""What the form begins with: the run, the lab, the file or the data set in the URL."""

import streamlit as st

from lstm_core.config import DataConfig
from lstm_core.data import own_files
from lstm_core.data.catalog import DATA_SETS
from lstm_core.labs import LABS, Lab, default_config
from lstm_core.labs.own_data import own_config
from lstm_core.runs.record import RunRecord
from ui import services, words
from ui.form import fill
from ui.run_picker import look_at

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
