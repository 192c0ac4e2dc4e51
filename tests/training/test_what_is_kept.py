"""Early stopping and weight averaging in a whole run: what the saved model is."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from lstm_core import experiment
from lstm_core.config import RunConfig
from lstm_core.data.batches import Sequences
from lstm_core.evaluation.measure import measure
from lstm_core.home import Home
from lstm_core.material import at_once
from lstm_core.objectives import CLASSES
from lstm_core.runtime import choose
from lstm_core.trained import TrainedModel
from lstm_core.training.events import Point
from lstm_core.training.kept_weights import KeptWeights

SETTINGS = {
    "data_set": "sum-of-ten", "split": "shuffled", "validation_share": 0.2, "hidden_size": 8, "pooling": "last", "dropout": 0.0,
    "batch_size": 100, "schedule": "constant", "device": "cpu", "precision": "fp32",
}  # fmt: skip
HASTY = {"learning_rate": 0.3, "epochs": 30}  # so that the loss goes up and down


def config(**changed: Any) -> RunConfig:
    return RunConfig.from_flat({**SETTINGS, **changed})


def trained(home: Home, chosen: RunConfig) -> tuple[list[float], TrainedModel]:
    """The validation loss after every epoch, and the model as it was saved."""
    folder: Path = home.run("run")
    points = [event for event in experiment.run(chosen, home, folder) if isinstance(event, Point)]
    ends = [point for point in points if point.split == "validation" and point.epoch == int(point.epoch)]
    return [point.loss for point in ends], TrainedModel.load(folder)


def validation(home: Home, chosen: RunConfig) -> Sequences:
    return at_once(chosen.data, home).validation


def loss_of(model: TrainedModel, part: Sequences) -> float:
    return measure(model.network, part, CLASSES, torch.device("cpu"), choose("cpu", "fp32").autocast).loss


def test_the_weights_of_the_best_epoch_come_back(home: Home):
    chosen = config(patience=3, **HASTY)
    losses, model = trained(home, chosen)
    best = int(np.argmin(losses))
    assert 0 < best == len(losses) - 1 - 3  # three epochs later it ended
    assert len(losses) < 30
    assert loss_of(model, validation(home, chosen)) == pytest.approx(losses[best], rel=1e-5)


def test_without_patience_the_last_weights_stay_however_bad(home: Home):
    chosen = config(**HASTY)
    losses, model = trained(home, chosen)
    assert len(losses) == 30
    assert losses[-1] > min(losses)
    assert loss_of(model, validation(home, chosen)) == pytest.approx(losses[-1], rel=1e-5)


def test_averaged_weights_are_what_is_validated_and_saved(home: Home, monkeypatch: pytest.MonkeyPatch):
    seen: list[dict[str, torch.Tensor]] = []
    after_step = KeptWeights.after_step

    def watched(self: KeptWeights) -> None:
        after_step(self)
        seen.append({name: value.clone() for name, value in self._network.state_dict().items()})

    monkeypatch.setattr(KeptWeights, "after_step", watched)
    chosen = config(weight_averaging=0.8, epochs=3, learning_rate=0.05)
    losses, model = trained(home, chosen)
    average = seen[0]
    for weights in seen[1:]:
        average = {name: 0.8 * value + 0.2 * weights[name] for name, value in average.items()}
    for name, value in model.network.state_dict().items():
        torch.testing.assert_close(value, average[name], rtol=1e-4, atol=1e-6)
        assert not torch.allclose(value, seen[-1][name], rtol=1e-4, atol=1e-6)
    assert loss_of(model, validation(home, chosen)) == pytest.approx(losses[-1], rel=1e-5)


def test_the_best_of_averaged_weights_come_back(home: Home):
    chosen = config(weight_averaging=0.5, patience=2, **HASTY)
    losses, model = trained(home, chosen)
    assert loss_of(model, validation(home, chosen)) == pytest.approx(min(losses), rel=1e-5)
