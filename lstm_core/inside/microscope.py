"""A text under the microscope: what a trained model does with it, step by step.

Letters: P steps after which the answer is known, C classes or values.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lstm_core.errors import DataError
from lstm_core.inspection.trace import GATES, LayerTrace, Trace, trace
from lstm_core.trained import TrainedModel

MOST_STEPS = 2_000


@dataclass(frozen=True)
class Look:
    """One text in one model."""

    tokens: tuple[str, ...]  # what stands at each of the T time steps
    known: tuple[bool, ...]  # whether the model knows it
    trace: Trace
    answers: np.ndarray  # (P, C): probabilities of the classes, or values in their own unit, had the text ended there


def look(model: TrainedModel, text: str) -> Look:
    """Raises DataError for a text without a step, with more than `MOST_STEPS`, or that cannot be read."""
    reading = model.reader.read(text)
    steps = len(reading.inputs)
    if not steps:
        raise DataError(
            "There is nothing in it that the model reads. Type a few words, or numbers where it reads numbers."
        )
    if steps > MOST_STEPS:
        raise DataError(f"That is {steps:,} time steps; at most {MOST_STEPS:,} are looked into at once. Shorten it.")
    seen = trace(model.network, reading.inputs)
    known = [known for _, known in reading.read] if reading.inputs.ndim == 1 else []
    padded = (True,) * (steps - len(known))
    return Look(reading.steps, (*padded, *known), seen, _answers(model, seen, reading.values))


def _answers(model: TrainedModel, seen: Trace, values: np.ndarray | None) -> np.ndarray:
    """values: (T,) those of a series, from which forecast differences go on."""
    outputs = seen.outputs
    if not model.classes:
        last = np.zeros(len(outputs)) if values is None else values[seen.places]
        return model.in_own_unit(outputs, last)
    risen = np.exp(outputs - outputs.max(axis=1, keepdims=True))
    shares: np.ndarray = risen / risen.sum(axis=1, keepdims=True)
    return shares


def plain(model: TrainedModel, seen: Look) -> dict[str, Any]:
    """Plain values, from which every number can be computed again: h of the highest layer, pooled, through the head, is the answer."""
    head = {"weight": _rounded(model.network.head.weight), "bias": _rounded(model.network.head.bias)}
    return {
        "tokens": list(seen.tokens),
        "layers": [_plain_layer(layer) for layer in seen.trace.layers],
        "pooling": model.network.pooling.kind,
        "head": head,
        "classes": list(model.classes),
        "after_steps": (seen.trace.places + 1).tolist(),
        "answers": _rounded(seen.answers),
    }


def _plain_layer(layer: LayerTrace) -> dict[str, Any]:
    """gates: the order of the rows of the weights. [time][unit] is in the order of the tokens; a backward layer came from time + 1.

    starts: the times at which a region begins, which knows nothing of the others.
    """
    return {
        "layer": layer.number,
        "cell": layer.cell,
        "direction": layer.direction,
        "gates": list(GATES[layer.cell]),
        "starts": list(layer.starts),
        "weights": {name: _rounded(value) for name, value in layer.weights.items()},
        "x": _rounded(layer.x),
        **{letter: _rounded(value) for letter, value in layer.values.items()},
    }


def _rounded(values: Any) -> Any:
    """Nested lists with nine digits behind the point: short, and 32 bits hold no more."""
    array = values.detach().numpy() if hasattr(values, "detach") else values
    return np.asarray(array, np.float64).round(9).tolist()
