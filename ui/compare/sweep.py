"""Accuracy against distance: one curve a cell."""

from collections.abc import Sequence

import streamlit as st

from lstm_core.comparison.entrants import Entrant
from lstm_core.comparison.names import CELL_NAMES
from lstm_core.comparison.races import CELLS, distance_setting
from lstm_core.comparison.verdict import sweep_verdict
from lstm_core.config import SETTINGS
from lstm_core.data.catalog import DATA_SETS
from ui import words
from ui.compare import charts
from ui.compare.charts import Reached
from ui.compare.table import figures_of
from ui.plot import plot

_WHAT = {
    "toy-reviews": "words between the verdict and the end",
    "adding": "steps of a sequence",
    "copy-memory": "blanks between seeing and repeating",
    "delayed-recall": "steps between seeing and being asked",
}
_UNITS = {"toy-reviews": "words", "copy-memory": "blanks"}


def sweep_view(entrants: Sequence[Entrant]) -> None:
    """The chart grows by a point whenever a run ends."""
    data_set = entrants[0].config.data.data_set
    setting = distance_setting(data_set) or "length"
    scores = [score for one in entrants for score in one.scores().values()]
    if not scores:
        st.info("The first point comes when the first run has ended.", icon=":material/hourglass_empty:")
        return
    with st.container(key="verdict"):
        st.markdown(f"#### {words.plain(sweep_verdict(entrants, setting, _UNITS.get(data_set, 'steps')))}")
    curves = {cell: _curve(entrants, cell, setting) for cell in CELLS if any(one.cell == cell for one in entrants)}
    figure = charts.by_distance(
        curves,
        _baseline(entrants, setting),
        names=CELL_NAMES,
        distance=_WHAT.get(data_set, SETTINGS[setting].title),
        metric=scores[0].metric,
    )
    plot(figure, key="sweep", alt="What each cell reaches against the distance it must remember through")
    st.caption(
        f"{DATA_SETS[data_set].description} Dotted: what a model without a memory reaches, on the same test part. "
        "Bars, where there are several seeds: the lowest and the highest."
    )
    with st.expander("All figures", icon=":material/table:"):
        st.html(figures_of(entrants))


def _curve(entrants: Sequence[Entrant], cell: str, setting: str) -> list[Reached]:
    found = [
        (one.config.flat()[setting], [score.value for score in one.scores().values()])
        for one in entrants
        if one.cell == cell
    ]
    return [Reached(far, sum(got) / len(got), min(got), max(got)) for far, got in sorted(found) if got]


def _baseline(entrants: Sequence[Entrant], setting: str) -> list[tuple[int, float]]:
    """By distance; all cells have the same test part."""
    known = {
        one.config.flat()[setting]: score.baseline
        for one in entrants
        for score in one.scores().values()
        if score.baseline is not None
    }
    return sorted(known.items())
