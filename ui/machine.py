"""What trains here, and whether it is busy."""

import streamlit as st

from lstm_core.runs.store import WorkerRecord
from ui import services
from ui.errors import as_sentences


@st.fragment(run_every=3)
def machine_state() -> None:
    """One line, kept fresh."""
    with as_sentences():
        _line()


def _line() -> None:
    store = services.store()
    workers, waiting = store.workers(), store.waiting()
    busy = len(store.running())
    if not workers:
        st.caption(":material/hourglass_empty: The worker that trains is starting …")
        return
    queue = f" · {waiting} waiting" if waiting else ""
    st.caption(
        f":material/memory: {_machine(workers[0])} · {len(workers)} worker, {'training' if busy else 'ready'}{queue}"
    )


def _machine(worker: WorkerRecord) -> str:
    machine = worker.machine
    return f"{machine['device']} · {machine['precision']} · {machine['threads']} threads"
