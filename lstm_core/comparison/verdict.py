"""What a comparison says, in sentences."""

from collections.abc import Sequence

from lstm_core.comparison.entrants import Entrant, difference
from lstm_core.comparison.names import CELL_NAMES
from lstm_core.comparison.races import distance_setting
from lstm_core.evaluation.noise import LEVEL, Interval

ABOUT_TIMES = (
    "Times compare kernels as well as cells: on a CPU PyTorch has one fused kernel for the LSTM, while GRU and RNN go step by step. "
    "Compare them by step or epoch instead."
)


def race_verdict(entrants: Sequence[Entrant]) -> str:
    """Who beats chance and who does not, then the best; empty as long as there is no figure."""
    judged = [one for one in entrants if one.mean()]
    lost = [one for one in judged if one.no_better_than_chance()]
    found = [one for one in judged if one.no_better_than_chance() is False]
    sentences = []
    if lost:
        sentences.append(f"{_named(lost)} {_is(lost)} no better than {_chance(lost[0])}.")
    if lost and found:
        sentences.append(f"{_named(found)} {_does_better(found)}.")
    elif found:
        all_of_them = f"{_named(found)}: all" if len(found) > 1 else f"{_named(found)} is"
        sentences.append(f"{all_of_them} better than {_chance(found[0])}.")
    others = [one for one in judged if one.no_better_than_chance() is None]
    if others:
        sentences.append(f"On the test part: {_named(others)}.")
    return " ".join(sentences)


def _does_better(found: Sequence[Entrant]) -> str:
    """That it remembers follows only where there is something to be remembered."""
    one = len(found) == 1
    setting = distance_setting(found[0].config.data.data_set)
    if setting and all(winner.config.flat()[setting] for winner in found):
        return "remembers" if one else "remember"
    return "does better" if one else "do better"


def sweep_verdict(entrants: Sequence[Entrant], setting: str, unit: str) -> str:
    """How far each cell remembers; setting: the one that grows, unit: of what. Empty as long as there is no figure."""
    judged = sorted((one for one in entrants if one.mean()), key=lambda one: one.config.flat()[setting])
    cells = {name: [one for one in judged if one.cell == cell] for cell, name in CELL_NAMES.items()}
    return " ".join(_memory(name, found, setting, unit) for name, found in cells.items() if found)


def _memory(name: str, found: Sequence[Entrant], setting: str, unit: str) -> str:
    """found: from the smallest distance on."""
    lost, farthest = next((one for one in found if one.no_better_than_chance()), None), found[-1]
    told = lost or farthest
    where = f"{told.config.flat()[setting]} {unit}"
    if lost:
        return f"{name} has forgotten at {where}: {_reached(lost)} is no better than {_chance(lost)}."
    if farthest.no_better_than_chance() is None:
        return f"{name} at {where}: {_reached(farthest)}."
    return f"{name} still remembers at {where} ({_reached(farthest)})."


def difference_verdict(one: Entrant, other: Entrant) -> str:
    """Whether one is really better than the other, paired by seed."""
    found = difference(one, other)
    if found is None:
        return "No seed was trained with both: there is nothing to pair."
    if found.count < 2:
        return f"{_gap(one, other, found)} with one seed. What chance does to it, one seed cannot tell: train three or more."
    between = f"{LEVEL:.0%} interval {_amount(one, found.low)} to {_amount(one, found.high)}, {found.count} seeds"
    meaning = (
        "more than noise"
        if found.excludes_zero
        else "this may be noise: the interval holds 0, so neither is surely better"
    )
    return f"{_gap(one, other, found)} ({between}): {meaning}."


def mean_in_words(one: Entrant) -> str:
    """For example 99.4% ± 0.3, of the half-width of its interval; the value alone for one seed."""
    mean = one.mean()
    if mean is None:
        return ""
    spread = "" if mean.count < 2 else f" ± {(mean.high - mean.mean) * (100 if _counts(one) else 1):.2g}"
    return f"{mean.mean * 100:.1f}%{spread}" if _counts(one) else f"{mean.mean:.3g}{spread}"


def _reached(one: Entrant) -> str:
    return mean_in_words(one) if _counts(one) else f"off by {mean_in_words(one)}"


def _gap(one: Entrant, other: Entrant, found: Interval) -> str:
    better = "more" if found.mean >= 0 else "less"
    if _counts(one):
        return (
            f"{one.label} is right on {abs(found.mean) * 100:.1f} points {better} of the test part than {other.label}"
        )
    return f"{one.label} is off by {abs(found.mean):.3g} {better} than {other.label}"


def _amount(one: Entrant, value: float) -> str:
    return f"{value * 100:+.1f}" if _counts(one) else f"{value:+.3g}"


def _counts(one: Entrant) -> bool:
    """Whether it is judged by a share of right answers."""
    return any(found.metric == "accuracy" for found in one.scores().values())


def _named(some: Sequence[Entrant]) -> str:
    names = [f"{one.label} ({_reached(one)})" for one in some]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _is(some: Sequence[Entrant]) -> str:
    return "is" if len(some) == 1 else "are"


def _chance(one: Entrant) -> str:
    """The better of the two ways to answer without having read; for values the rule with the smallest error."""
    found = next(iter(one.scores().values()))
    baseline = found.baseline or 0.0
    if not _counts(one):
        return f"the simplest rule (off by {baseline:.3g})"
    rule, share = ("always saying the same", baseline) if baseline >= found.guessing else ("guessing", found.guessing)
    return f"{rule} ({share * 100:.1f}%)"
