"""What the comparison with simple methods comes to, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lstm_core.evaluation.interval import paired_difference, wilson

MAJORITY, WORDS, PAIRS, VALUES = "majority", "bag-of-words", "nb-svm", "values"  # kinds of baselines
_AS_GOOD = 0.02  # errors closer than that are called equal
_NOTHING = 1e-3  # of the largest error there is among the simple methods


@dataclass(frozen=True)
class Compared:
    """A baseline beside the model, on the same test part."""

    kind: str
    title: str
    accuracy: float
    interval: tuple[float, float]  # 95 %, of the accuracy
    lead: float  # accuracy of the model minus its own
    half_width: float  # of the 95 % interval of the lead

    @property
    def beaten(self) -> bool:
        return self.lead > self.half_width

    @property
    def beats(self) -> bool:
        return -self.lead > self.half_width


def compared(
    kind: str, title: str, labels: np.ndarray, model: np.ndarray, baseline: np.ndarray, answers: int = 1
) -> Compared:
    """All (N,) class indices: what it is, what the model says, what the baseline says.

    answers: so many, one after the other, belong to one sequence. They may stand or fall together: only sequences count.
    """
    model_right, right = ((said == labels).reshape(-1, answers).mean(axis=1) for said in (model, baseline))
    accuracy = float(right.mean())
    interval = wilson(accuracy * len(right), len(right))
    return Compared(kind, title, accuracy, interval, *paired_difference(model_right - right))


def verdict(cell: str, rivals: Sequence[Compared]) -> str:
    """One or two sentences; cell: what the network is called, such as LSTM."""
    simplest = next(one for one in rivals if one.kind == MAJORITY)
    if not simplest.beaten:
        return (
            f"The {cell} is no better than {simplest.title}: the test part shows no sign that it has learned anything."
        )
    skilled = [one for one in rivals if one.kind != MAJORITY]
    if not skilled:
        return f"The {cell} beats {simplest.title} by {_points(simplest)}."
    best = max(skilled, key=lambda one: one.accuracy)
    if best.beats:
        return (
            f"The simpler method is better here: {best.title} beats the {cell} by {_points(best)}. "
            "Train longer, on more examples or with other settings, or take the simpler method."
        )
    if best.beaten:
        return f"The {cell} beats {best.title}, the best of the simple methods, by {_points(best)}. {_meaning_of_lead(best)}"
    return _as_good(cell, min((one for one in skilled if not one.beaten), key=_simplicity))


def _simplicity(one: Compared) -> int:
    return (WORDS, PAIRS, VALUES).index(one.kind)


def _as_good(cell: str, rival: Compared) -> str:
    meaning = {
        WORDS: "A bag of words does as well: the order of words does not matter here",
        PAIRS: "Pairs of neighbouring words do as well: order matters here, but hardly beyond neighbours",
        VALUES: "A weighted sum of all values does as well: no memory is needed here",
    }[rival.kind]
    return f"{meaning} ({rival.title}, {rival.accuracy:.1%}; the {cell}, {rival.accuracy + rival.lead:.1%})."


def _meaning_of_lead(best: Compared) -> str:
    if best.kind == VALUES:
        return "What comes before what matters here, or a straight line is too simple."
    return "The order of words says something here that counting them does not."


def value_verdict(cell: str, error: float, rivals: Mapping[str, float]) -> str:
    """error and rivals: mean absolute errors on the same targets, those of the simple methods under their names."""
    name, best = min(rivals.items(), key=lambda rival: rival[1])
    seasonal = rivals.get("seasonal naive")
    beside = f" The {cell} {_against(error, seasonal)} seasonal naive." if seasonal and name != "seasonal naive" else ""
    if best < _NOTHING * max(rivals.values()):
        return f"{_capital(name)} has almost no error here: this series follows a simple rule, and no network is needed.{beside}"
    if error < best * (1 - _AS_GOOD):
        return f"The {cell} {_against(error, best)} {name}, the best of the simple methods.{beside}"
    if error <= best * (1 + _AS_GOOD):
        return f"{_capital(name)} does as well as the {cell}: take the simpler method.{beside}"
    return f"The simpler method is better here: the error of {name} is {1 - best / error:.0%} smaller than that of the {cell}.{beside}"


def _against(error: float, other: float) -> str:
    """Followed by the name of the other."""
    if error <= other:
        return f"has a {1 - error / other:.0%} smaller error than"
    return f"has a {error / other - 1:.0%} larger error than" if error < 10 * other else "is far behind"


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]


def _points(one: Compared) -> str:
    """For example 12.3 points (± 1.2)."""
    return f"{abs(one.lead) * 100:.1f} points (± {one.half_width * 100:.1f})"
