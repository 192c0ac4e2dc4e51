"""What a unit opens and closes at over the test part, in words."""

from typing import Any

import numpy as np
import torch

from lstm_core.data.batches import Sequences, Shelf, ordered
from lstm_core.errors import LabError
from lstm_core.inside.written import word_of
from lstm_core.inspection.habits import Habits, habits
from lstm_core.readers import NumberReader
from lstm_core.trained import TrainedModel

_MOST, _OFTEN = 12, 5  # words shown; how often a word must have been read to count
_AT_ONCE = 64


def unit_habits(model: TrainedModel, sequences: Sequences, layer: int, letter: str) -> Habits:
    """Of all units of one direction of one layer; layer: its place among all of them. Raises LabError for one that is not there."""
    network = model.network
    directions = 2 if network.recurrent.backward_layers else 1
    if not 0 <= layer < directions * len(network.recurrent.forward_layers):
        raise LabError(f"The model has no layer and direction number {layer + 1}.")
    shelf = Shelf(sequences, torch.device("cpu"))
    batches = [shelf.batch(cut) for cut in ordered(sequences, _AT_ONCE)]
    return habits(network, [(batch.inputs, batch.lengths) for batch in batches], layer, letter)


def plain(model: TrainedModel, found: Habits, unit: int) -> dict[str, Any]:
    """open and closed: the inputs at which the unit is above and below its mean, the most extreme first."""
    highest, lowest = found.strongest(unit, _MOST, _OFTEN)

    def told(places: np.ndarray) -> list[dict[str, Any]]:
        return [
            {
                "at": _name(model, found, place),
                "mean": float(found.means[place, unit]),
                "count": int(found.counts[place]),
            }
            for place in places
        ]

    return {"open": told(highest), "closed": told(lowest), "mean": found.mean(unit), "often": _OFTEN}


def _name(model: TrainedModel, found: Habits, place: int) -> str:
    reader = model.reader
    if isinstance(reader, NumberReader):
        ends = found.kinds[place : place + 2].astype(float)
        if reader.scaler:
            ends = ends * reader.scaler.scale[0] + reader.scaler.mean[0]
        return f"{ends[0]:.3g} to {ends[1]:.3g}" if len(ends) == 2 else f"{ends[0]:.3g} and more"
    return word_of(reader, int(found.kinds[place]))
