"""From a config to a run: a new one, or the one there already is."""

from collections.abc import Sequence

import streamlit as st

from lstm_core import __version__
from lstm_core.config import RunConfig
from lstm_core.data import own_files
from lstm_core.data.catalog import fingerprint
from lstm_core.runs.groups import Kind
from lstm_core.runs.record import run_key
from ui import services

_JOINED = "joined"  # session state: the run that was opened instead of a new training


def submit(config: RunConfig, *, again: bool = False) -> str:
    """Queues the config, or joins the run of the same config, data and code unless `again`. Returns the run's id."""
    key = run_key(config, fingerprint(config.data, services.home()), __version__)
    run, new = services.store().submit(config, key, again=again)
    st.session_state[_JOINED] = None if new else run.id
    return run.id


def file_is_gone(config: RunConfig) -> bool:
    """Whether it would train on a file that was deleted since."""
    file = config.data.file
    return bool(file) and not own_files.is_there(file, services.home().own_files)


def submit_all(kind: Kind, configs: Sequence[RunConfig]) -> str:
    """Queues what is not there yet, as one group. Returns the id of the group."""
    return services.groups().create(kind, [submit(config) for config in configs])


def was_joined(run_id: str) -> bool:
    """Whether this run was there already when the person pressed Start."""
    return bool(st.session_state.get(_JOINED) == run_id)
