"""What the curves and the figures of a run teach, in plain words.

Each lesson is a rule of its own with thresholds of its own, on the careful side: a run about which nothing is sure gets no lesson.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lstm_core.evaluation.curve import CurvePoint, Epoch, by_epoch

_FEW_STEPS = 100  # that no network of this kind learns anything from
_NEAR_CHANCE = 0.02  # a loss this near to ln C, as a share of it, is that of knowing nothing
_LEAST_EPOCHS = 3  # before a curve is said to turn, to fall or to jump
_OVERFIT_RISE = 0.10  # of the validation loss above its lowest value, as a share of that
_OVERFIT_GAIN = 0.05  # the training loss still fell by this share meanwhile
_OVERFIT_GAP = 0.25  # of the last validation loss above the last training loss, as a share of that
_STILL_FALLING = 0.05  # from the last quarter but one of the epochs to the last, as a share
_JUMP = 0.25  # above both neighbours, as a share of the larger one
_JUMPS = 0.2  # of the epochs, and at least two of them
_SMALL = 0.02  # nats that a cross-entropy wavers by anyway; a squared error has no such unit


@dataclass(frozen=True)
class Lesson:
    """code: which rule spoke. epoch: the place on the curve, where there is one."""

    code: str
    sentence: str
    epoch: int | None = None


@dataclass(frozen=True)
class _Case:
    """What the rules look at."""

    epochs: list[Epoch]
    metrics: Mapping[str, Any]
    metric: str
    steps: int
    classes: Sequence[str]
    noun: str
    patience: int

    @property
    def small(self) -> float:
        """A difference between two losses that means nothing."""
        return _SMALL if self.metric == "accuracy" else 0.0

    @property
    def validation(self) -> list[tuple[int, float]]:
        """(epoch, loss) wherever it was measured."""
        return [(one.epoch, one.validation_loss) for one in self.epochs if one.validation_loss is not None]


def lessons(
    points: Iterable[CurvePoint],
    metrics: Mapping[str, Any],
    *,
    metric: str = "accuracy",
    classes: Sequence[str] = (),
    noun: str = "examples",
    patience: int = 0,
) -> list[Lesson]:
    """From the points of a run and its figures on the test part, the most telling lesson first.

    metric: what the points carry beside the loss, accuracy or mae. noun: what an example is called, in the plural.
    patience: of the early stopping; above 0 the weights of the best epoch were kept.
    """
    points = list(points)
    steps = max((point[0] for point in points), default=0)
    case = _Case(by_epoch(points), metrics, metric, steps, classes, noun, patience)
    one_class = _one_class(case)
    found = [one_class or _below_baseline(case), _overfits(case), _still_falls(case), _jumps(case)]
    return [lesson for lesson in found if lesson]


def _one_class(case: _Case) -> Lesson | None:
    """Every test example got the same answer although there are several classes among them."""
    matrix = case.metrics.get("confusion_matrix") or []
    said = [column for column in range(len(matrix)) if any(row[column] for row in matrix)]
    if len(said) != 1 or sum(any(row) for row in matrix) < 2:
        return None
    answer = f"“{case.classes[said[0]]}”" if said[0] < len(case.classes) else f"class {said[0]}"
    count = sum(sum(row) for row in matrix)
    sentence = f"The model says {answer} to all {count:,} test {case.noun} (one predicted class)."
    return Lesson("one-class", f"{sentence} {_why_one_class(case, len(matrix))}")


def _why_one_class(case: _Case, classes: int) -> str:
    chance, loss = math.log(classes), case.metrics.get("loss") or _last_training_loss(case.epochs)
    knows_nothing = loss is not None and abs(loss - chance) <= _NEAR_CHANCE * chance
    at_chance = (
        f"Its loss of {loss:.3f} is that of knowing nothing, ln {classes} = {chance:.3f}. " if knows_nothing else ""
    )
    if 0 < case.steps < _FEW_STEPS:
        updates = f"{_in_words(case.steps)} update{'s' if case.steps > 1 else ''} cannot train it"
        return f"{at_chance}{updates}: take smaller batches or more epochs."
    return f"{at_chance}Its answer does not depend on what it reads yet: try another learning rate, or more epochs."


def _below_baseline(case: _Case) -> Lesson | None:
    """No better on the test part than a rule that needs no network."""
    if case.metric == "mae":
        return _behind_a_simple_forecast(case)
    accuracy, baseline = case.metrics.get("accuracy"), case.metrics.get("baseline_accuracy")
    examples = case.metrics.get("examples") or 0
    if accuracy is None or baseline is None or not examples:
        return None
    luck = 2 * math.sqrt(baseline * (1 - baseline) / examples)  # two standard errors
    if accuracy > baseline + luck:
        return None
    return Lesson(
        "no-better",
        f"It is right {accuracy:.1%} of the time. Always saying the most frequent class (the baseline) is right {baseline:.1%} of "
        "the time, so this is no skill yet.",
    )


def _behind_a_simple_forecast(case: _Case) -> Lesson | None:
    errors = {name: figures["mae"] for name, figures in (case.metrics.get("baselines") or {}).items()}
    mae = case.metrics.get("mae")
    if not errors or mae is None:
        return None
    best = min(errors, key=lambda name: errors[name])
    if mae < errors[best]:
        return None
    return Lesson(
        "no-better",
        f"A simple rule does no worse than the network: “{best}” is off by {_error(errors[best])} on average, the network by {_error(mae)} "
        "(mean absolute error).",
    )


def _overfits(case: _Case) -> Lesson | None:
    """The validation loss turned and went clearly up while the training loss went on falling."""
    losses = case.validation
    if len(losses) < _LEAST_EPOCHS:
        return None
    epoch, lowest = min(losses, key=lambda one: one[1])
    last_epoch, last = losses[-1]
    after = [loss for seen, loss in losses if seen > epoch]
    if len(after) < 2 or min(after[-2:]) < lowest * (1 + _OVERFIT_RISE) or last - lowest < case.small:
        return None
    if not _went_on_learning(case.epochs, epoch, last):
        return None
    return Lesson(
        "overfits",
        f"It learns by heart from epoch {epoch} on (overfitting): the validation loss was lowest there, {lowest:.3g}, and is "
        f"{last:.3g} after epoch {last_epoch}{_meanwhile(case, epoch)}. {_against_overfitting(case, epoch)}",
        epoch,
    )


def _went_on_learning(epochs: Sequence[Epoch], since: int, validation: float) -> bool:
    """The training loss fell, and the last validation loss is clearly above it: two that waver together are no sign."""
    then = next((one.training_loss for one in epochs if one.epoch == since), None)
    now = _last_training_loss(epochs)
    if then is None or now is None:
        return False
    return now <= then * (1 - _OVERFIT_GAIN) and validation >= now * (1 + _OVERFIT_GAP)


def _meanwhile(case: _Case, epoch: int) -> str:
    then = next(one for one in case.epochs if one.epoch == epoch)
    now = case.epochs[-1]
    if case.metric == "accuracy" and then.training_metric is not None and now.training_metric is not None:
        return f", while the training accuracy went from {then.training_metric:.1%} to {now.training_metric:.1%}"
    return f", while the training loss went from {then.training_loss:.3g} to {now.training_loss:.3g}"


def _against_overfitting(case: _Case, epoch: int) -> str:
    if case.patience:
        return f"Early stopping kept the weights of epoch {epoch}."
    epochs = "1 epoch" if epoch == 1 else f"{epoch} epochs"
    return f"Train for {epochs}, switch on early stopping, or use more dropout."


def _still_falls(case: _Case) -> Lesson | None:
    """The last quarter of the epochs was still clearly better than the quarter before."""
    losses = case.validation
    quarter = max(1, len(losses) // 4)
    if len(losses) < _LEAST_EPOCHS:
        return None
    before = _mean([loss for _, loss in losses[-2 * quarter : -quarter]])
    now = _mean([loss for _, loss in losses[-quarter:]])
    lowest_at_the_end = losses[-1][1] <= min(loss for _, loss in losses)
    if not lowest_at_the_end or before - now <= max(_STILL_FALLING * before, case.small):
        return None
    return Lesson(
        "still-falling",
        f"It was still learning when it ended: the validation loss fell from {before:.3g} to {now:.3g} in the last "
        f"{'epoch' if quarter == 1 else f'{quarter} epochs'}. More epochs would go on.",
    )


def _jumps(case: _Case) -> Lesson | None:
    """The validation loss leaps up and comes back, again and again."""
    losses = case.validation
    around = zip(losses, losses[1:], losses[2:], strict=False)
    peaks = [
        one[0]
        for left, one, right in around
        if one[1] > max(left[1], right[1]) * (1 + _JUMP) and one[1] - max(left[1], right[1]) > case.small
    ]
    if len(peaks) < max(2, math.ceil(_JUMPS * len(losses))):
        return None
    return Lesson(
        "jumps",
        f"The validation loss jumps, {len(peaks)} times (first at epoch {peaks[0]}): the steps are too long. "
        "Lower the learning rate.",
        peaks[0],
    )


def _last_training_loss(epochs: Sequence[Epoch]) -> float | None:
    return next((one.training_loss for one in reversed(epochs) if one.training_loss is not None), None)


def _error(value: float) -> str:
    return "almost 0" if 0 < value < 1e-7 else f"{value:.3g}"  # what only rounding leaves


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _in_words(number: int) -> str:
    names = ("", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
    return names[number] if number < len(names) else f"{number:,}"
