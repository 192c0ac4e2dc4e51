"""Several runs as a person watches them: how far they are, their curves, and what comes of them."""

from collections.abc import Sequence
from typing import cast

import streamlit as st

from lstm_core.comparison.entrants import Entrant, Score, by_test_part, entrants
from lstm_core.comparison.held_out import why_apart
from lstm_core.comparison.verdict import ABOUT_TIMES, difference_verdict, race_verdict
from lstm_core.runs.record import RunRecord, Status
from ui import services, words
from ui.compare.curves import Across, Baseline, Part, comparison_curves
from ui.compare.reach import measured
from ui.compare.table import differences_of, figures_of
from ui.errors import as_sentences

_ACROSS = {"epoch": "by epoch", "step": "by step", "seconds": "by second"}
_PARTS = ("validation", "training")
_SMOOTHING = (
    "Share of the past kept at every point of a running mean. The axis says so, and the bare curve stays behind it."
)
_REFRESH_SECONDS = 1.2


def progress_of(runs: Sequence[RunRecord]) -> None:
    """How far all of them are, refreshed while one trains; the page is drawn anew when the state of one changes."""
    shown = [run.status for run in runs]
    over = all(status.ended for status in shown)
    ids = [run.id for run in runs]
    st.fragment(_progress, run_every=None if over else _REFRESH_SECONDS)(ids, shown)


def verdict_of(all_of_them: Sequence[Entrant]) -> None:
    """What it says, in a sentence; nothing before there is a figure. Where they have several test parts, only those of one are judged."""
    parts = by_test_part(all_of_them)
    judged = parts if len(parts) == 1 else [part for part in parts if len(part) > 1]
    with st.container(key="verdict"):
        for verdict in filter(None, map(race_verdict, judged)):
            st.markdown(f"#### {words.plain(verdict)}")
    if len(parts) > 1:
        st.info(_drawn_only(all_of_them, some_judged=bool(judged)), icon=":material/info:")


def _drawn_only(all_of_them: Sequence[Entrant], *, some_judged: bool) -> str:
    so = "only those of the same test part are judged" if some_judged else "none is judged"
    return (
        f"{why_apart([one.config for one in all_of_them])} A figure on one test part says nothing about a figure on another, "
        f"so {so}; the curves are still laid over each other."
    )


def curves_of(all_of_them: Sequence[Entrant]) -> None:
    """The live chart, and below it how it is drawn; its zoom is kept as long as the runs and the axes stay."""
    chart = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom", key="curve_controls"):
        across = st.segmented_control(
            "Across",
            list(_ACROSS),
            default="epoch",
            required=True,
            key="curves_across",
            format_func=_ACROSS.__getitem__,
        )
        part = st.segmented_control("Part", _PARTS, default=_PARTS[0], required=True, key="curves_part")
        smoothing = st.slider("Smoothing", 0.0, 0.95, 0.0, 0.05, key="curves_smoothing", width=200, help=_SMOOTHING)
        log = st.toggle("Loss on a log axis", key="curves_log")
    with chart:
        comparison_curves(
            all_of_them,
            across=cast(Across, across),
            part=cast(Part, part),
            log=log,
            smoothing=smoothing,
            metric=words.metric(all_of_them[0].runs[0]),
            baseline=_baseline(all_of_them),
        )


def outcome_of(all_of_them: Sequence[Entrant]) -> None:
    """The figures, how far gradients reach, what differs, and, of those on the same test part, whether it is more than noise."""
    reaches = measured(all_of_them)
    st.html(figures_of(all_of_them, reaches))
    if reaches:
        said = "\n".join(f"- **{words.plain(label)}**: {words.plain(one.words)}" for label, one in reaches.items())
        st.markdown(f"The gradient on its way back through the trained models:\n\n{said}")
    st.caption(ABOUT_TIMES)
    differing = differences_of(all_of_them)
    if differing:
        with st.expander("In what they differ", icon=":material/difference:"):
            st.html(differing)
    _noise(by_test_part(one for one in all_of_them if one.scores()))


def _noise(parts: Sequence[Sequence[Entrant]]) -> None:
    """parts: what has a score, by test part; a pair is of one of them."""
    rivals = {one.label: {other.label: other for other in part} for part in parts if len(part) > 1 for one in part}
    if not rivals:
        return
    with st.container(border=True, key="noise"):
        st.markdown("**Is the difference more than noise?**")
        left, right = st.columns(2)
        names = list(rivals)
        one = left.selectbox("This one", names, index=len(names) - 1, key="noise_one")
        others = rivals[one]
        other = right.selectbox("Against", [name for name in others if name != one], key="noise_other")
        st.markdown(words.plain(difference_verdict(others[one], others[other])))
        st.caption("Paired by seed: both had the same test part. The interval is Student's t over the differences.")


def _baseline(shown: Sequence[Entrant]) -> Baseline | None:
    """That of their test part, where they have a common one."""
    if len(by_test_part(shown)) > 1:
        return None
    facts = [run.facts["baseline_accuracy"] for one in shown for run in one.runs if run.facts.get("baseline_accuracy")]
    if facts:
        return Baseline(value=facts[0], text="no memory: always the same answer")
    found: list[Score] = [score for one in shown for score in one.scores().values()]
    if found and found[0].baseline is not None:
        return Baseline(value=found[0].baseline, text="the simplest rule")
    return None


def _progress(ids: list[str], shown: list[Status]) -> None:
    with st.container(key="comparison_status"), as_sentences():
        runs = [run for run in map(services.store().get, ids) if run]
        if [run.status for run in runs] != shown:
            st.rerun()
        done = sum(run.status.ended for run in runs)
        if done == len(runs):
            _ended(runs)
            return
        st.progress(sum(map(_share, runs)) / len(runs), text=_how_far(runs, done))
        stopping = all(run.status.ended or run.stop_requested for run in runs)
        st.button(
            "Stopping …" if stopping else "Stop and keep",
            key="stop_all",
            icon=":material/stop_circle:",
            disabled=stopping,
            on_click=_stop,
            args=[ids],
        )


def _stop(ids: list[str]) -> None:
    for run_id in ids:
        services.store().request_stop(run_id)


def _ended(runs: Sequence[RunRecord]) -> None:
    for run in runs:
        if run.status == Status.FAILED:
            st.error(f"{words.plain(run.id)}: {words.plain(run.message)}")
    stopped = sum(run.status == Status.STOPPED for run in runs)
    if stopped:
        st.info(f"{stopped} of {len(runs)} were stopped before their end; what they learned until then counts.")


def _share(run: RunRecord) -> float:
    if run.status.ended:
        return 1.0
    return min(1.0, run.progress.done / run.progress.total) if run.progress.total and run.facts else 0.0


def _how_far(runs: Sequence[RunRecord], done: int) -> str:
    now = [run for run in runs if run.status == Status.RUNNING]
    doing = ", ".join(_doing(run) for run in now) or "waits for a worker"
    left = _seconds_left(runs)
    return f"{done} of {len(runs)} done · {doing}" + (f" · about {words.duration(left)} left" if left else "")


def _doing(run: RunRecord) -> str:
    (one,) = entrants([run])
    where = f"epoch {run.progress.epoch:.1f} of {run.config.training.epochs}" if run.facts else "preparing"
    return f"{one.label}, seed {run.config.training.seed}: {where}"


def _seconds_left(runs: Sequence[RunRecord]) -> float:
    """As if those that wait took as long as the others do on average; 0 as long as that is not known."""
    whole = [run.progress.seconds / share for run in runs if (share := _share(run)) > 0.05 and run.progress.seconds]
    if not whole:
        return 0.0
    mean = sum(whole) / len(whole)
    return sum(mean * (1 - _share(run)) for run in runs)
