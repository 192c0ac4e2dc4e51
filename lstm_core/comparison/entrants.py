"""Several runs side by side: which belong together, in what their settings differ, and what their figures say."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from lstm_core.comparison.held_out import held_out
from lstm_core.comparison.names import CELL_NAMES, data_name, setting_words
from lstm_core.config import SETTINGS, RunConfig
from lstm_core.evaluation.noise import Interval, chance_margin, error_margin, interval, paired
from lstm_core.runs.record import RunRecord

_NAMED = 3  # settings in a label: the table of differences has all of them


@dataclass(frozen=True)
class Score:
    """What a run is judged by, on the test part: a share of right answers, or a mean absolute error."""

    metric: str  # accuracy or mae
    value: float
    baseline: float | None  # of a model without any memory or skill
    examples: int
    guessing: float = 0.0  # what a fair guess among the classes gets


@dataclass(frozen=True)
class Entrant:
    """The runs of one configuration, which differ in their seeds at most."""

    label: str  # in what it differs from the others, for example “GRU, hidden size 39”
    config: RunConfig
    runs: tuple[RunRecord, ...]

    @property
    def cell(self) -> str:
        return self.config.model.cell

    @property
    def parameters(self) -> int | None:
        """Weights it learned; None before a run has begun."""
        return next((run.facts["parameters"] for run in self.runs if "parameters" in run.facts), None)

    @property
    def seconds(self) -> float:
        """Of training, mean over its runs that have ended; 0 before."""
        spent = [run.progress.seconds for run in self.runs if run.has_model]
        return fmean(spent) if spent else 0.0

    @property
    def loss(self) -> float | None:
        """On the test part, mean over its runs that have a report."""
        losses = [run.metrics["loss"] for run in self.runs if run.has_model and "loss" in run.metrics]
        return fmean(losses) if losses else None

    def scores(self) -> dict[int, Score]:
        """By seed, of the runs that have a report."""
        found = ((run.config.training.seed, score(run.metrics)) for run in self.runs if run.has_model)
        return {seed: one for seed, one in found if one}

    def mean(self) -> Interval | None:
        """Of the scores over the seeds; None as long as there is none."""
        values = [one.value for one in self.scores().values()]
        return interval(values) if values else None

    def no_better_than_chance(self) -> bool | None:
        """Whether its mean is within what chance alone reaches, or the simplest rule for values; None where that is not known."""
        mean, scores = self.mean(), list(self.scores().values())
        if mean is None or scores[0].baseline is None:
            return None
        rule, examples = scores[0].baseline, scores[0].examples
        if scores[0].metric != "accuracy":
            return mean.mean >= rule - error_margin(rule, examples)
        luck = max(rule, scores[0].guessing)
        return mean.mean <= luck + chance_margin(luck, examples)


def score(metrics: Mapping[str, Any]) -> Score | None:
    """Of a report's figures; None without a report."""
    if "accuracy" in metrics:
        guessing = 1 / max(len(metrics.get("confusion_matrix") or ()), 1) % 1  # 0 where the classes are not known
        return Score(
            "accuracy", metrics["accuracy"], metrics.get("baseline_accuracy"), metrics.get("examples", 0), guessing
        )
    if "mae" in metrics:
        rules = [rule["mae"] for rule in (metrics.get("baselines") or {}).values()]
        return Score("mae", metrics["mae"], min(rules, default=None), metrics.get("examples", 0))
    return None


def entrants(runs: Iterable[RunRecord]) -> list[Entrant]:
    """Runs by configuration, in order of appearance."""
    together: dict[str, list[RunRecord]] = {}
    for run in runs:
        together.setdefault(_without_seed(run.config), []).append(run)
    first = [same[0].config for same in together.values()]
    return [
        Entrant(label, config, tuple(same))
        for label, config, same in zip(_labels(first), first, together.values(), strict=True)
    ]


def by_test_part(all_of_them: Iterable[Entrant]) -> list[list[Entrant]]:
    """Those whose figures can be laid beside each other, together; in order of appearance."""
    together: dict[str, list[Entrant]] = {}
    for one in all_of_them:
        together.setdefault(repr(held_out(one.config)), []).append(one)
    return list(together.values())


def differences(configs: Sequence[RunConfig]) -> dict[str, list[Any]]:
    """The settings in which the configs differ, with the value each of them has; in the order of the form."""
    flat = [config.flat() for config in configs]
    return {name: [one[name] for one in flat] for name in SETTINGS if len({repr(one[name]) for one in flat}) > 1}


def difference(one: Entrant, other: Entrant) -> Interval | None:
    """How much more accurate (or how much further off) the first is, paired by seed; None where no seed has both."""
    return paired(
        {seed: found.value for seed, found in one.scores().items()},
        {seed: found.value for seed, found in other.scores().items()},
    )


def _without_seed(config: RunConfig) -> str:
    return config.model_copy(update={"training": config.training.model_copy(update={"seed": 0})}).canonical()


def _labels(configs: Sequence[RunConfig]) -> list[str]:
    """The cell always stands first: a chart tells cells apart by colour. Then the data, where there are several, and what differs on it."""
    several = len(set(map(_source, configs))) > 1
    labels = [
        _label(config, [one for one in configs if _source(one) == _source(config)], several) for config in configs
    ]
    seen: Counter[str] = Counter()
    numbered = []
    for label in labels:
        seen[label] += 1
        numbered.append(f"{label} ({seen[label]})" if seen[label] > 1 else label)
    return numbered


def _label(config: RunConfig, others: Sequence[RunConfig], several: bool) -> str:
    flat, told = config.flat(), [name for name in differences(others) if name not in ("seed", "cell")][:_NAMED]
    title = [data_name(config)] if several else []
    return ", ".join([CELL_NAMES[config.model.cell], *title, *(setting_words(name, flat[name]) for name in told)])


def _source(config: RunConfig) -> tuple[str, str]:
    return config.data.data_set, config.data.file
