"""One run as a person watches it: state, curves, and when it has ended the results and a box to try it."""

import random
from contextlib import suppress

import streamlit as st

from lstm_core.errors import LabError
from lstm_core.runs.record import RunRecord, Status
from ui import services, words
from ui.errors import as_sentences
from ui.live_curves import Mark, live_curves
from ui.results import mistakes, results
from ui.run_record import lessons_of, report
from ui.start import file_is_gone, submit, was_joined
from ui.teaching import teaching
from ui.try_box import try_box

BADGES = {
    Status.QUEUED: ("gray", ":material/hourglass_empty:"),
    Status.RUNNING: ("blue", ":material/play_arrow:"),
    Status.FINISHED: ("green", ":material/check:"),
    Status.STOPPED: ("orange", ":material/stop:"),
    Status.FAILED: ("red", ":material/error:"),
}


def run_view(run: RunRecord) -> None:
    """The whole view of a run.

    Every part has a container of its own, present in every state: the chart would lose its node, and with it the zoom, if
    something before it came or went.
    """
    with st.container():
        if was_joined(run.id):
            _joined_note(run)
    with st.container():
        st.fragment(_status, run_every=None if run.status.ended else _refresh_seconds())(run.id, _shown(run))
    with st.container():
        _said_once(run)
    with st.container():
        live_curves(run.id, run.facts.get("baseline_accuracy"), metric=words.curve(run), mark=_mark(run))
    with st.container():
        if run.has_model:
            teaching(run)
            with as_sentences():
                results(run)
            with st.container(border=True):
                st.subheader("Try it")
                try_box(run)
            with suppress(LabError):  # said above
                mistakes(run)
            _race_it(run)


def _mark(run: RunRecord) -> Mark | None:
    """Where it began to overfit, once it has ended."""
    epochs = (lesson.epoch for lesson in lessons_of(run) if lesson.code == "overfits")
    return next((Mark(epoch=epoch, text="overfits from here") for epoch in epochs if epoch), None)


def _race_it(run: RunRecord) -> None:
    st.page_link(
        "../pages/compare.py",
        label="Race RNN, GRU and LSTM with these settings",
        icon=":material/compare_arrows:",
        query_params={"like": run.id},
    )


def badge(status: Status) -> None:
    st.markdown(_badge(status), width="content")


def _badge(status: Status) -> str:
    color, icon = BADGES[status]
    return f":{color}-badge[{icon} {status.value}]"


def _joined_note(run: RunRecord) -> None:
    past = f"was already trained on {words.moment(run.ended)}" if run.ended else "is already being trained"
    st.info(
        f"This very configuration {past}; here it is. “Train again” trains it anew.",
        icon=":material/bookmark_added:",
    )


def _shown(run: RunRecord) -> tuple[Status, bool]:
    """What the rest of the page depends on: its state, and whether it is known what it trains on."""
    return run.status, bool(run.facts)


def _refresh_seconds() -> float:
    """About a second, another one for every viewer: thirty who opened a page together would else all ask in the same moment."""
    return random.uniform(0.9, 1.4)  # noqa: S311 - chance, not cryptography


def _status(run_id: str, shown: tuple[Status, bool]) -> None:
    """Refreshes itself, so it holds only what moves; once the run differs from the one the page was drawn with, all is drawn anew."""
    with st.container(key="run_status"), as_sentences():
        run = services.store().get(run_id)
        if run is None or _shown(run) != shown:
            st.rerun()
        st.markdown(f"{_badge(run.status)} **{words.plain(words.title(run.config))}** · {_what(run)}")
        if run.status == Status.RUNNING:
            st.progress(_share(run), text=_pace(run))


def _said_once(run: RunRecord) -> None:
    """What stays the same as long as the state of the run does."""
    if run.message:
        (st.error if run.status == Status.FAILED else st.info)(words.plain(run.message))
    if run.facts:
        st.caption(_facts(run))
    _command(run.id)


@st.fragment
def _command(run_id: str) -> None:
    """The one thing to be done with a run in its state."""
    run = services.store().get(run_id)
    if run is None:
        st.rerun()
    if run.status.ended:
        gone = file_is_gone(run.config)
        if gone:
            st.caption(f":material/folder_off: {_gone(run)}")
        if st.button("Train again", key="train_again", icon=":material/replay:", disabled=gone):
            st.query_params["run"] = submit(run.config, again=True)
            st.rerun()  # the whole page: a click inside a fragment draws only the fragment anew
        return
    st.button(
        "Stopping …" if run.stop_requested else "Stop and keep",
        key="stop",
        icon=":material/stop_circle:",
        disabled=run.stop_requested,
        help="Ends the training at its next step; what was learned until then is evaluated, kept and can be used.",
        on_click=services.store().request_stop,
        args=[run.id],
    )


def _gone(run: RunRecord) -> str:
    """Its file is told by its columns, so far as the run knows them."""
    columns: list[str | None] = list(run.facts.get("columns") or [])
    with suppress(LabError):
        columns = columns or [(report(run.id).get("forecast") or {}).get("value")]
    named = words.plain(" → ".join(name for name in columns if name))
    return (
        f"The file it learned from{f' ({named})' if named else ''} was deleted from this machine. "
        "Bring it again on the page Data to train on it."
    )


def _what(run: RunRecord) -> str:
    progress = run.progress
    match run.status:
        case Status.QUEUED:
            waiting = services.store().waiting()
            return "waits for a worker" if waiting <= 1 else f"waits for a worker, one of {waiting} runs that do"
        case Status.RUNNING if run.stop_requested:
            return "stopping …"
        case Status.RUNNING if progress.phase != "Training":
            return f"{progress.phase} …"
        case _ if not run.facts:
            return "training did not begin"
        case _:
            return f"epoch {progress.epoch:.1f} of {run.config.training.epochs} · step {progress.done:,} of {progress.total:,}"


def _share(run: RunRecord) -> float:
    return min(1.0, run.progress.done / run.progress.total) if run.progress.total else 0.0


def _pace(run: RunRecord) -> str:
    progress = run.progress
    if progress.seconds and progress.phase != "Training":
        return ""
    if not progress.seconds:
        fetched = (
            f"{progress.done / 1e6:.0f} of about {progress.total / 1e6:.0f} MB"
            if progress.total and progress.done
            else ""
        )
        return fetched or "Training begins in a moment"
    left = progress.seconds / max(progress.done, 1) * (progress.total - progress.done)
    return (
        f"{progress.examples_per_second:,.0f} {words.noun(run)}/s · {words.duration(progress.seconds)} elapsed · "
        f"about {words.duration(left)} left"
    )


def _facts(run: RunRecord) -> str:
    facts, noun = run.facts, words.noun(run)
    parts = (
        f"{facts['device']}, {facts['precision']}",
        f"{facts['parameters']:,} weights",
        f"{facts['vocabulary']:,} word ids" if facts.get("vocabulary") else "",
        f"{facts['training_examples']:,} training / {_watching(run)}{facts['test_examples']:,} test {noun}",
        f"{facts['duplicates']:,} repeated texts kept on one side" if facts.get("duplicates") else "",
        f"trained in {words.duration(run.progress.seconds)}" if run.status.ended else "",
    )
    return " · ".join(part for part in parts if part)


def _watching(run: RunRecord) -> str:
    """The part that watches; without one the test part does, which is not told twice."""
    return f"{run.facts['validation_examples']:,} validation / " if run.config.data.validation_share else ""
