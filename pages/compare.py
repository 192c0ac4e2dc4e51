"""Cells on equal terms, distances, seeds, and any runs side by side."""

import streamlit as st

from lstm_core.comparison.entrants import entrants
from lstm_core.runs.groups import Group
from ui import services, words
from ui.compare.any_runs import any_runs
from ui.compare.curves import comparison_curves
from ui.compare.earlier import group_list
from ui.compare.forms import race_form, seeds_form, sweep_form
from ui.compare.story import race_story, way_to_the_lesson, why_it_forgets
from ui.compare.sweep import sweep_view
from ui.compare.view import curves_of, outcome_of, progress_of, verdict_of
from ui.view_picker import view_picker

VIEWS = {"race": "Race", "sweep": "Memory sweep", "seeds": "Seeds", "runs": "Any runs"}
FORMS = {"race": race_form, "sweep": sweep_form, "seeds": seeds_form}


def asked_group(view: str) -> Group | None:
    """The group in the URL."""
    asked = st.query_params.get(view)
    group = services.groups().get(asked) if asked else None
    if asked and (group is None or not group.runs):
        st.warning(
            f"There is no {VIEWS[view].lower()} called {words.plain(asked[:80])}; its runs may have been deleted."
        )
        return None
    return group


def show(view: str, group: Group) -> None:
    """Every part has a container of its own in every state, so that the chart keeps its node and its zoom."""
    together = entrants(group.runs)
    if group.deleted:
        st.caption(f"{group.deleted} of its runs {'was' if group.deleted == 1 else 'were'} deleted since.")
    with st.container():
        progress_of(group.runs)
    if view == "sweep":
        sweep_view(together)
        return
    with st.container():
        verdict_of(together)
        way_to_the_lesson(together)
    with st.container():
        curves_of(together)
    with st.container():
        why_it_forgets(together)
    with st.container():
        outcome_of(together)


st.title("Compare")
view = view_picker(VIEWS, "compare_view")
if view == "runs":
    any_runs()
else:
    group = asked_group(view)
    if group:
        show(view, group)
        with st.expander("Another one", icon=":material/add:"):
            FORMS[view]()
    else:
        left, right = st.columns([2, 5], gap="large")
        with left:
            FORMS[view]()
        with right:
            race_story(view)
            comparison_curves([])
    group_list(view)
