"""The time machine's slider: as which moment of its training a run is looked at."""

from dataclasses import dataclass

import streamlit as st

from lstm_core.runs.moments import Moment, kept
from lstm_core.runs.moments import moments as measured
from lstm_core.runs.record import RunRecord
from ui import services
from ui.errors import as_sentences

_KEY, _NEWEST, _IN_URL = "moment", "moment_newest", "moment_in_url"
_ENDED = "the end"
_HELP = "Everything on this page is then shown as it was at that moment."


@dataclass(frozen=True)
class Chosen:
    """moment: None for the model as it ended, where there is one."""

    moment: Moment | None
    all: tuple[Moment, ...]  # whose weights are there
    last: Moment | None  # that was measured, with or without its weights

    @property
    def step(self) -> int | None:
        return self.moment.step if self.moment else None

    @property
    def epoch(self) -> float | None:
        return self.moment.epoch if self.moment else None


def moment_slider(run: RunRecord) -> Chosen:
    """Follows a run that trains to its newest moment, until somebody moves it."""
    folder = services.home().run(run.id)
    moments, last = kept(folder), next(reversed(measured(folder)), None)
    options: dict[str, Moment | None] = {_label(moment): moment for moment in moments}
    if run.has_model:
        options[_ENDED] = None
    if len(options) < 2:
        if not run.status.ended:
            _follow(run.id, len(moments))
        return Chosen(moments[-1] if moments and not run.has_model else None, tuple(moments), last)
    newest = list(options)[-1]
    in_url = st.query_params.get(_KEY)
    turned = in_url != st.session_state.get(_IN_URL)  # a reload, a link, or the browser's Back
    looked_at = in_url if turned else st.session_state.get(_KEY) or in_url
    follows = looked_at not in options or looked_at == st.session_state.get(_NEWEST)
    st.session_state[_KEY] = newest if follows else looked_at
    st.session_state[_NEWEST] = newest
    with st.container(key="moment_bar"):  # it stays in sight
        label = st.select_slider("Moment of the training", list(options), key=_KEY, help=_HELP)
        _keep_in_url(label if label != newest else None)
        if not run.status.ended:
            _follow(run.id, len(moments))
    return Chosen(options[label], tuple(moments), last)


def _keep_in_url(label: str | None) -> None:
    """By hand: what is newest moves on while a run trains, so it is no default that the widget itself could be bound with."""
    st.session_state[_IN_URL] = label
    if label:
        st.query_params[_KEY] = label
    else:
        st.query_params.pop(_KEY, None)


def _label(moment: Moment) -> str:
    return "untrained" if moment.step == 0 else f"epoch {moment.epoch:.4g}"


@st.fragment(run_every=3)
def _follow(run_id: str, seen: int) -> None:
    """Draws the page anew once there is another moment, or the run has ended."""
    with as_sentences():
        run = services.store().get(run_id)
        if run is None or run.status.ended or len(kept(services.home().run(run_id))) != seen:
            st.rerun()
        st.caption(
            f":material/fiber_manual_record: training, epoch {run.progress.epoch:.1f} of {run.config.training.epochs}"
        )
