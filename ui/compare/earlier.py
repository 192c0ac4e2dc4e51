"""Earlier comparisons of a kind, one link each."""

from typing import cast, get_args

import streamlit as st

from lstm_core.comparison.names import CELL_NAMES, task_name
from lstm_core.labs import lab_of
from lstm_core.runs.groups import Group, Kind
from ui import services, words

_SHOWN = 8


def group_list(kind: str) -> None:
    """The newest ones; nothing for views that keep none."""
    if kind not in get_args(Kind):
        return
    groups = services.groups().newest(cast(Kind, kind), _SHOWN)
    if not groups:
        return
    st.subheader("Earlier ones")
    for group in groups:
        st.page_link(
            "../pages/compare.py", label=_label(group), icon=":material/open_in_new:", query_params={kind: group.id}
        )


def _label(group: Group) -> str:
    cells = dict.fromkeys(CELL_NAMES[run.config.model.cell] for run in group.runs)
    done = sum(run.status.ended for run in group.runs)
    state = "" if done == len(group.runs) else f" · {done} of {len(group.runs)} done"
    seeds = len({run.config.training.seed for run in group.runs})
    over = f" · {seeds} seeds" if seeds > 1 else ""
    lab = next(filter(None, (lab_of(run.config) for run in group.runs)), None)
    title = lab.title if lab else task_name(group.runs[0].config)
    return f"{words.plain(title)} · {', '.join(cells)}{over} · {words.moment(group.created)}{state}"
