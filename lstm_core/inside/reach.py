"""How far the gradient of a network reaches back, as plain values for pages and the shell."""

from dataclasses import asdict
from typing import Any

import numpy as np
import torch

from lstm_core.data.batches import Sequences, Shelf
from lstm_core.inspection.fading import fading, in_words
from lstm_core.inspection.gradients import Gradients, gradients_through_time
from lstm_core.models.network import Network
from lstm_core.objectives import CLASSES, objective_for
from lstm_core.trained import TrainedModel

UNTRAINED_INPUTS, UNTRAINED_SEQUENCES = 16, 8


def reach(model: TrainedModel, sequences: Sequences, *, from_the_end: bool = True) -> dict[str, Any]:
    """sequences: few; all of them are one batch."""
    batch = Shelf(sequences, torch.device("cpu")).batch(np.arange(len(sequences)))
    objective = objective_for(len(model.classes))
    found = gradients_through_time(
        model.network, batch.inputs, batch.lengths, batch.targets, objective, from_the_end=from_the_end
    )
    pooling = model.network.pooling.kind if from_the_end else "last"  # else the curve has it all
    one = "step" if batch.inputs.dim() == 3 else "word"
    return {**plain(found, one, "" if pooling == "last" else pooling), "sequences": len(sequences)}


def untrained_reach(
    cell: str,
    hidden_size: int,
    length: int,
    forget_bias: float,
    initialisation: str,
    gain: float,
    clip_norm: float,
    seed: int = 0,
) -> dict[str, Any]:
    """A network before its first step, reading noise, its loss on the last state alone.

    gain: what the recurrent weights are multiplied with. clip_norm: the longest gradient of all weights, 0 for any.
    """
    torch.manual_seed(seed)
    network = Network(
        features=UNTRAINED_INPUTS,
        outputs=2,
        hidden_size=hidden_size,
        cell=cell,
        pooling="last",
        forget_bias=forget_bias,
        initialisation=initialisation,
    )
    for layer in network.recurrent.forward_layers:
        layer.get_parameter("weight_hh_l0").data *= gain
    inputs = torch.randn(UNTRAINED_SEQUENCES, length, UNTRAINED_INPUTS)
    lengths, targets = torch.full([len(inputs)], length), torch.arange(len(inputs)) % 2
    found = gradients_through_time(network, inputs, lengths, targets, CLASSES)
    shortened = min(1.0, clip_norm / found.weights) if clip_norm and found.weights > 0 else 1.0
    return {**plain(found, "step"), "weights": found.weights, "shortened": shortened}


def plain(found: Gradients, one: str, pooling: str = "") -> dict[str, Any]:
    """one, pooling: as `in_words` takes them. What is no number, and what is too large for one, is None."""
    layers = []
    for layer in found.layers:
        read = {name: fading(norms) for name, norms in layer.norms.items()}
        layers.append(
            {
                "layer": layer.number,
                "cell": layer.cell,
                "direction": layer.direction,
                "norms": {
                    name: [float(x) if np.isfinite(x) else None for x in norms] for name, norms in layer.norms.items()
                },
                "fading": asdict(read["h"]),
                "half_life": read["h"].half_life if np.isfinite(read["h"].half_life) else None,
                "words": in_words(read["h"], one, pooling),
            }
        )
    return {"layers": layers, "weights": found.weights if np.isfinite(found.weights) else None}
