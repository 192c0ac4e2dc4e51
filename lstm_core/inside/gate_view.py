"""What the page Inside shows of one text: heat maps of a layer, one unit with all its sums, the answer after every word.

Letters: T time steps, H units of a layer.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lstm_core.errors import LabError
from lstm_core.inside.microscope import Look
from lstm_core.inspection import units
from lstm_core.inspection.heat import block_sizes, heat
from lstm_core.inspection.trace import LayerTrace, before, difference_to_fused
from lstm_core.inspection.unit import gate_sums

_DIGITS = 7  # of what is shown and computed with on the page


@dataclass(frozen=True)
class Choice:
    """layer: its place among the traced ones, from 0; unit: from 0, or the first in the order where it is None.

    sort: one of `lstm_core.inside.gate_sorts`.
    """

    layer: int = 0
    unit: int | None = None
    sort: str = "spread"


def gate_view(seen: Look, choice: Choice) -> dict[str, Any]:
    """Raises LabError for a layer or unit that is not there."""
    layers = seen.trace.layers
    if not 0 <= choice.layer < len(layers):
        raise LabError(f"The model has {len(layers)} layers and directions; there is no number {choice.layer + 1}.")
    layer = layers[choice.layer]
    steps, hidden = layer.values["h"].shape
    scores = _scores(seen, layer, choice.sort)
    order = units.strongest_first(scores) if choice.sort != "number" else np.arange(hidden)
    unit = int(order[0]) if choice.unit is None else choice.unit
    if not 0 <= unit < hidden:
        raise LabError(f"The layer has {hidden:,} units; there is no number {unit + 1:,}.")
    tall, wide = block_sizes(steps, hidden)
    return {
        "tokens": list(seen.tokens),
        "known": list(seen.known),
        "places": seen.trace.places.tolist(),
        "answers": _short(seen.answers),
        "layers": [{"layer": one.number, "direction": one.direction} for one in layers],
        "cell": layer.cell,
        "direction": layer.direction,
        "hidden": hidden,
        "heat": {letter: heat(letter, values, order).plain() for letter, values in layer.values.items()},
        "units_a_row": tall,
        "steps_a_column": wide,
        "order": order.tolist(),
        "scores": _short(scores),
        "unit": {"number": unit, **unit_view(layer, unit)},
        "difference": difference_to_fused(layer),
    }


def unit_view(layer: LayerTrace, unit: int) -> dict[str, Any]:
    """values: every letter (T,); before: the states it came from; sums: what each gate adds up; fused: h as PyTorch computes it."""
    states = [letter for letter in "hc" if letter in layer.values]
    return {
        "values": {letter: _short(values[:, unit]) for letter, values in layer.values.items()},
        "before": {letter: _short(before(layer, letter)[:, unit]) for letter in states},
        "sums": {
            gate: {name: _short(part) for name, part in vars(parts).items()}
            for gate, parts in gate_sums(layer, unit).items()
        },
        "fused": _short(layer.fused[:, unit]),
    }


def _scores(seen: Look, layer: LayerTrace, sort: str) -> np.ndarray:
    states = layer.values["h"]
    steps = np.arange(len(states))
    match sort:
        case "position":
            return units.correlations(states, steps.astype(float))
        case "negation":
            return units.correlations(states, units.negated(seen.tokens))
        case "input":
            return units.correlations(states, seen.trace.layers[0].x[:, 0].astype(float))
        case "answer":
            return units.correlations(states, np.interp(steps, seen.trace.places, seen.answers[:, -1]))
        case _:
            return units.spread(states)


def _short(values: Any) -> Any:
    return np.asarray(values, np.float64).round(_DIGITS).tolist()
