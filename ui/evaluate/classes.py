"""How good a classifier is: figures, confusion matrix with its examples, curves, calibration."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st

from lstm_core.evaluation import threshold as cut
from lstm_core.evaluation.outputs import ClassOutputs
from lstm_core.evaluation.threshold import Counts
from lstm_core.runs.record import RunRecord
from ui import evaluation_charts as charts
from ui import words
from ui.charts import MOST_WRITTEN
from ui.errors import as_sentences
from ui.evaluate import kept
from ui.evaluate.comparison import comparison
from ui.evaluate.examples import examples
from ui.evaluate.said import Said
from ui.plot import plot
from ui.run_record import leave_if_deleted

_ANY = "any"
_USUAL = 0.5  # threshold of two classes: whatever is more probable is said


def classes_view(run: RunRecord) -> None:
    """The whole view of a classifier."""
    st.fragment(_at_threshold)(run)
    calibration(run)


def _at_threshold(run: RunRecord) -> None:
    """All that moves with the threshold."""
    leave_if_deleted(run.id)
    with as_sentences():
        outputs, names = kept.class_outputs(run.id), kept.evaluation(run.id)["classes"]
        counts, said, chosen = None, Said(outputs, outputs.predicted), _USUAL
        if len(names) == 2:
            chosen = _slider(run, outputs, names)
            scores = outputs.probabilities[:, 1]
            counts = cut.counts(outputs.labels, scores, chosen)
            said = Said(outputs, (scores >= chosen).astype(np.int64))
        accuracy_with_interval(run, said, chosen)
        comparison(run, said)
        _figures(said, names, words.noun(run))
        _confusion(run, said, names)
        _curves(run, counts)


def _slider(run: RunRecord, outputs: ClassOutputs, names: Sequence[str]) -> float:
    """Every figure below follows it; the proposal looks at the validation part alone."""
    key, values, best = f"threshold_{run.id}", {n / 100 for n in range(101)}, None  # another run begins anew
    if len(np.unique(outputs.validation_labels)) == 2:
        best = cut.best_for_f1(outputs.validation_labels, outputs.validation_probabilities[:, 1])
        values.add(best)  # to the last digit: where a class is rare, it lies between two hundredths
    with st.container(horizontal=True, vertical_alignment="bottom", key="threshold_row"):
        chosen: float = st.select_slider(
            f"Say “{words.plain(names[1])}” from this probability on",
            sorted(values),
            _USUAL,
            key=key,
            format_func=_written,
            help="Higher: said less often, and right more often when it is said (precision up, recall down). Every figure below follows, "
            "but the calibration, which is about the probabilities themselves.",
        )
        if best is not None:
            st.button(
                f"Best F1 on validation: {_written(best)}",
                key="threshold_best",
                on_click=lambda: st.session_state.update({key: best}),
                help="Found on the validation part. Choosing on the test part would be choosing by what is to be judged.",
            )
    return chosen


def _written(threshold: float) -> str:
    """Two digits behind the point, and more only where it lies between."""
    return f"{threshold:.2f}" if round(threshold, 2) == threshold else f"{threshold:.4g}"


def accuracy_with_interval(run: RunRecord, said: Said, threshold: float) -> None:
    (low, high), noun = said.interval, words.noun(run)
    st.metric("Accuracy", f"{said.accuracy:.1%}", help="Share of right answers on the test part.")
    usual = (
        ""
        if threshold == _USUAL
        else f" At the usual threshold {_USUAL:.2f}, as in the list of runs, it is {run.metrics['accuracy']:.1%}."
    )
    st.caption(
        f"95% interval {low:.1%} to {high:.1%}: so far the figure would move with other {len(said.predicted):,} {noun} of the same kind."
        f"{usual}"
    )


def _figures(said: Said, names: Sequence[str], noun: str) -> None:
    st.subheader("Class by class")
    rows = figures_by_class(said, names)
    st.table([{**row, "class": words.plain(row["class"])} for row in rows], border="horizontal")
    st.caption(
        f"Precision: of the {noun} called so, the share that is. Recall: of the {noun} that are, the share that was called so. "
        "F1: the harmonic mean of both."
    )


def figures_by_class(said: Said, names: Sequence[str]) -> list[dict[str, str]]:
    """One row a class, one for the mean over the classes, one for all."""
    found = [(one.precision, one.recall, one.f1) for one in said.by_class]
    totals, total = said.matrix.sum(axis=1).tolist(), len(said.predicted)
    rows = [_row(*one) for one in zip(names, found, totals, strict=True)]
    mean = tuple(float(figure) for figure in np.mean(found, axis=0))
    return [*rows, _row("mean of the classes", mean, total), _row("accuracy", (said.accuracy,), total)]


def _row(name: str, figures: Sequence[float], count: int) -> dict[str, str]:
    shares = [f"{figure:.1%}" for figure in figures]
    if len(shares) == 1:
        return {"class": name, "precision": "", "recall": "", "F1": shares[0], "examples": f"{count:,}"}
    return {"class": name, "precision": shares[0], "recall": shares[1], "F1": shares[2], "examples": f"{count:,}"}


def _confusion(run: RunRecord, said: Said, names: Sequence[str]) -> None:
    st.subheader("What it takes for what")
    left, right = st.columns([2, 3], gap="large")
    with left:
        shares = st.segmented_control(
            "Cells show", ["counts", "shares"], default="counts", key="confusion_cells", required=True
        )
        st.session_state["confusion_names"] = names
        row, column = _chosen(names)
        figure = charts.confusion_matrix(said.matrix.tolist(), names, shares=shares == "shares", chosen=(row, column))
        with st.container(key="confusion_matrix"):
            plot(
                figure,
                key="confusion",
                on_select=_take_click,
                selection_mode="points",
                config={"displayModeBar": False},
                alt="Confusion matrix of the test part",
            )
        many = "Point at a cell to read its count. " if len(names) > MOST_WRITTEN else ""
        st.caption(f"{many}Click a cell or a total to see its examples. Shares are of the row: of what it really is.")
    with right:
        with st.container(horizontal=True):
            st.selectbox("It really is", [_ANY, *names], key="really")
            st.selectbox("The model says", [_ANY, *names], key="called")
        examples(run, said, names, words.noun(run), row, column)


def _chosen(names: Sequence[str]) -> tuple[int | None, int | None]:
    """The cell that is looked at; at first the wrong answers there are most of would be a guess, so it is all of them."""
    found: list[int | None] = []
    for key in ("really", "called"):
        name = st.session_state.get(key)
        found.append(names.index(name) if name in names else None)
    return found[0], found[1]


def _take_click() -> None:
    """A click on the matrix chooses in the two boxes beside it, which the keyboard can reach as well."""
    selection: Any = st.session_state["confusion"]
    points = selection["selection"]["points"]
    if points:
        row, column = int(points[0]["y"]), int(points[0]["x"])
        names = st.session_state["confusion_names"]
        st.session_state["really"] = names[row] if row < len(names) else _ANY
        st.session_state["called"] = names[column] if column < len(names) else _ANY


def _curves(run: RunRecord, counts: Counts | None) -> None:
    found = [curve for curve in kept.evaluation(run.id)["curves"] if "roc" in curve]
    drawn = charts.hardest(found)
    st.subheader("At every threshold")
    if not drawn:
        st.caption("The test part holds examples of one class only, so there is no curve to draw.")
        return
    if len(drawn) < len(found):
        worst = f"Of {len(found)} classes the {len(drawn)} that are told apart worst: with the smallest area under the ROC curve."
        st.caption(worst)
    left, right = st.columns(2, gap="large")
    with left:
        at = (counts.false_positive_rate, counts.recall) if counts else None
        st.markdown("**ROC curve** — the larger the area under it, the better; chance has 0.5.")
        plot(charts.roc(drawn, at), key="roc", alt="ROC curve")
    with right:
        at = (counts.recall, counts.precision) if counts else None
        share = f"; chance has {drawn[0]['share']:.2f}" if len(drawn) == 1 else ""
        st.markdown(f"**Precision and recall** — the area is the average precision{share}.")
        plot(charts.precision_recall(drawn, at), key="precision_recall", alt="Precision-recall curve")


def calibration(run: RunRecord) -> None:
    found = kept.evaluation(run.id)["calibration"]
    st.subheader("Does 90% mean 90%?")
    left, right = st.columns([3, 2], gap="large")
    with left:
        plot(charts.calibration(found), key="calibration", alt="How sure it is against how often it is right")
    with right:
        st.metric(
            "Expected calibration error",
            f"{found['before']['error']:.1%}",
            help="How far “how sure it is” and “how often it is right” lie apart, on average over the test part, in fifteen stretches.",
        )
        st.markdown(calibration_words(found))


def calibration_words(found: dict[str, Any]) -> str:
    """What the temperature says, and what it does."""
    if "after" not in found and found.get("validation_examples"):
        return (
            f"All {found['validation_examples']:,} validation examples are answered right, so no temperature can be fitted: making the "
            "model surer would look better there without end, and says nothing about other examples."
        )
    if "after" not in found:
        return (
            "No validation part was kept for this run, so no temperature can be fitted: fitting it on the test part would be choosing "
            "by what is to be judged."
        )
    temperature = found["temperature"]
    verdict = "too sure of itself" if temperature > 1.05 else "not sure enough" if temperature < 0.95 else "about right"
    return (
        f"Temperature **{temperature:.2f}**, fitted on {found['validation_examples']:,} validation examples: the model is {verdict}. "
        f"Dividing its logits by it changes no answer; on the test part the calibration error goes from {found['before']['error']:.1%} "
        f"to **{found['after']['error']:.1%}** and the loss from {found['before']['loss']:.3f} to {found['after']['loss']:.3f}."
    )
