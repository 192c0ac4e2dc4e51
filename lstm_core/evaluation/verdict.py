"""What the comparison with simple methods comes to, in words."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lstm_core.evaluation.interval import paired_difference, wilson
from lstm_core.evaluation.noise import Interval

MAJORITY, WORDS, PAIRS, VALUES = "majority", "bag-of-words", "nb-svm", "values"  # kinds of baselines
_AS_GOOD = 0.02  # errors closer than that are called equal
_MATTERS = 0.05  # a lead that large would be worth a network
_NOTHING = 1e-3  # of the largest error there is among the simple methods


@dataclass(frozen=True)
class Compared:
    """A baseline beside the model, on the same test part."""

    kind: str
    title: str
    accuracy: float
    interval: tuple[float, float]  # 95%, of the accuracy
    lead: float  # accuracy of the model minus its own
    lead_interval: tuple[float, float]  # 95%, paired
    ahead: int  # examples of which the model gets more right
    behind: int  # examples of which the baseline does

    @property
    def beaten(self) -> bool:
        return self.lead_interval[0] > 0

    @property
    def beats(self) -> bool:
        return self.lead_interval[1] < 0


def compared(
    kind: str, title: str, labels: np.ndarray, model: np.ndarray, baseline: np.ndarray, answers: int = 1
) -> Compared:
    """All (N,) class indices: what it is, what the model says, what the baseline says.

    answers: so many, one after the other, belong to one sequence. They may stand or fall together: only sequences count.
    """
    model_right, right = ((said == labels).reshape(-1, answers).mean(axis=1) for said in (model, baseline))
    accuracy, leads = float(right.mean()), model_right - right
    interval, found = wilson(accuracy * len(right), len(right)), paired_difference(leads)
    return Compared(
        kind, title, accuracy, interval, float(leads.mean()), found, int((leads > 0).sum()), int((leads < 0).sum())
    )


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
    low, high = (end * 100 for end in rival.lead_interval)
    doubt = (
        " So few examples could hide a lead that matters: test on more." if rival.lead_interval[1] > _MATTERS else ""
    )
    return (
        f"{meaning} ({rival.title}, {rival.accuracy:.1%}; the {cell}, {rival.accuracy + rival.lead:.1%}; 95% interval of its lead "
        f"{low:+.1f} to {high:+.1f} points).{doubt}"
    )


def _meaning_of_lead(best: Compared) -> str:
    if best.kind == VALUES:
        return "What comes before what matters here, or a straight line is too simple."
    return "The order of words says something here that counting them does not."


def value_verdict(
    cell: str, error: float, rivals: Mapping[str, float], leads: Mapping[str, Interval] | None = None
) -> str:
    """error and rivals: mean absolute errors on the same targets, those of the simple methods under their names.

    leads: how much larger their errors are than that of the model, with 95% intervals, where these are known.
    """
    leads = leads or {}
    name, best = min(rivals.items(), key=lambda rival: rival[1])
    seasonal, beside = rivals.get("seasonal naive"), ""
    if seasonal and name != "seasonal naive":
        noise = _may_be_noise(leads.get("seasonal naive"))
        beside = f" The {cell} {_against(error, seasonal)} seasonal naive{', which may be noise' if noise else ''}."
    if best <= _NOTHING * max(rivals.values()):  # equal where no simple method errs at all
        return f"{_capital(name)} has almost no error here: this series follows a simple rule, and no network is needed.{beside}"
    return f"{_beside_the_best(cell, error, name, best, leads.get(name))}{beside}"


def _beside_the_best(cell: str, error: float, name: str, best: float, lead: Interval | None) -> str:
    between, noise = _between(cell, name, best, lead), _may_be_noise(lead)
    if error < best * (1 - _AS_GOOD):
        said = f"The {cell} {_against(error, best)} {name}, the best of the simple methods{between}"
        return f"{said}: that may be noise, the test part is too short to tell them apart." if noise else f"{said}."
    if error <= best * (1 + _AS_GOOD):
        return f"{_capital(name)} does as well as the {cell}{between}: take the simpler method."
    said = f"the error of {name} is {1 - best / error:.0%} smaller than that of the {cell}{between}"
    if noise:
        return f"{_capital(said)}: that may be noise, and the simpler method does as well."
    return f"The simpler method is better here: {said}."


def _may_be_noise(lead: Interval | None) -> bool:
    return lead is not None and not lead.excludes_zero


def _between(cell: str, name: str, best: float, lead: Interval | None) -> str:
    """Where the error of the model lies, as a share of the best one's; nothing where that is not known."""
    if lead is None or math.isnan(lead.low):
        return ""
    low, high = 1 - lead.high / best, 1 - lead.low / best
    return f" (95% interval: the error of the {cell} is {low:.0%} to {high:.0%} of that of {name})"


def _against(error: float, other: float) -> str:
    """Followed by the name of the other."""
    if error <= other:
        return f"has a {1 - error / other:.0%} smaller error than"
    return f"has a {error / other - 1:.0%} larger error than" if error < 10 * other else "is far behind"


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]


def _points(one: Compared) -> str:
    """For example 12.3 points (95% interval 11.1 to 13.5)."""
    low, high = sorted(abs(end) * 100 for end in one.lead_interval)
    return f"{abs(one.lead) * 100:.1f} points (95% interval {low:.1f} to {high:.1f})"
