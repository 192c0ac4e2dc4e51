"""What a model says to probes, so that its answers at many moments can be drawn as lines."""

from collections.abc import Sequence
from typing import Any

from lstm_core.errors import DataError
from lstm_core.trained import TrainedModel


def probed(model: TrainedModel, probes: Sequence[str]) -> list[float | None]:
    """For each: the probability of the last class, or the first value; None where there is nothing to read or it cannot be read."""
    return [_one(model, probe) for probe in probes]


def _one(model: TrainedModel, probe: str) -> float | None:
    try:
        (answer,) = model.predict([probe])
    except DataError:
        return None
    if answer is None:
        return None
    return answer.outputs[len(model.classes) - 1] if model.classes else answer.outputs[0]


def what_is_drawn(model: TrainedModel) -> dict[str, Any]:
    """The class whose probability is drawn, or none where values are."""
    return {"shown": model.classes[-1] if model.classes else None}
