"""One unit of one layer: what each of its gates adds up at every step.

Letters: T time steps, H hidden size.
"""

from dataclasses import dataclass

import numpy as np

from lstm_core.inspection.trace import GATES, LayerTrace, before


@dataclass(frozen=True)
class Sum:
    """What a gate squashes: input + memory + bias. The GRU's candidate: input + bias + r * (memory + memory_bias)."""

    input: np.ndarray  # (T,): weights times the input of the step
    memory: np.ndarray  # (T,): weights times the hidden state of the step before
    bias: float
    memory_bias: float  # 0 but for the GRU's candidate


def gate_sums(layer: LayerTrace, unit: int) -> dict[str, Sum]:
    """By the letter of the gate (of the RNN: h)."""
    hidden = layer.values["h"].shape[1]
    h, weights = before(layer, "h"), layer.weights
    sums = {}
    for place, gate in enumerate(GATES[layer.cell]):
        row = place * hidden + unit
        own, second = float(weights["bias_ih"][row]), float(weights["bias_hh"][row])
        bias, memory_bias = (own, second) if gate == "n" else (own + second, 0.0)
        sums[gate] = Sum(layer.x @ weights["weight_ih"][row], h @ weights["weight_hh"][row], bias, memory_bias)
    return sums
