"""A step never looks at a number on the device: on a GPU the host would have to wait for it, at every step.

The meta device knows shapes only and refuses to be looked at, and refuses what comes from another device; so a step that
runs there would run on CUDA without waiting, and without a tensor that was left behind on the CPU.
"""

from contextlib import nullcontext
from typing import Any

import numpy as np
import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode
from unread_steps import last_loss

from lstm_core.data.batches import Sequences, Shelf
from lstm_core.models.network import Network
from lstm_core.objectives import CLASSES, VALUES, Objective
from lstm_core.training import optimizers
from lstm_core.training.kept_weights import KeptWeights

META, CPU = torch.device("meta"), torch.device("cpu")
NETWORKS: dict[str, dict[str, Any]] = {
    "plain": {},
    "deep, both ways": {"layers": 2, "directions": 2, "layer_dropout": 0.2},
    "gru": {"cell": "gru"},
    "rnn": {"cell": "rnn"},
    "recurrent dropout": {"recurrent_dropout": 0.2},
    "other dropouts": {"dropout": 0.2, "embedding_dropout": 0.2, "word_dropout": 0.2},
    "last": {"pooling": "last"},
    "attention": {"pooling": "attention"},
    "several answers": {"answers": 2},
    "regions": {"region_length": 2},
}
OPTIMIZERS = ["adam", "adamw", "sgd", "rmsprop"]
LOOKS = {"aten::_local_scalar_dense", "aten::is_nonzero", "aten::nonzero", "aten::masked_select", "aten::equal"}


def words(answers: int = 1) -> Sequences:
    targets = np.zeros((3, answers), np.int64) if answers > 1 else np.array([0, 1, 0])
    return Sequences(np.arange(2, 14, dtype=np.int32), np.array([0, 3, 7]), np.array([3, 4, 5]), targets)


def numbers() -> Sequences:
    return Sequences.of_one_length(np.ones((3, 4, 2), np.float32), np.ones((3, 1), np.float32))


def steps(
    network: Network, sequences: Sequences, objective: Objective, device: torch.device, name: str
) -> torch.Tensor:
    """Three steps of a training; returns the last loss."""
    network.to(device)
    optimizer = optimizers.optimizer(name, network.parameters(), learning_rate=0.1, weight_decay=0.1, momentum=0.5)
    kept = KeptWeights(network, averaging=0.9, patience=0)
    cuts = [np.array([0, 2, 1])] * 3
    return last_loss(network, Shelf(sequences, device), cuts, objective, optimizer, kept, nullcontext)


def network(**changed: Any) -> Network:
    return Network(**{"vocabulary": 20, "outputs": 2, "embedding_size": 3, "hidden_size": 4, **changed})


@pytest.fixture
def without_autocast(monkeypatch: pytest.MonkeyPatch) -> None:
    """The meta device does not know it, not even to have it switched off."""
    monkeypatch.setattr(torch, "is_autocast_enabled", lambda _: False)
    monkeypatch.setattr(torch, "autocast", lambda *_, **__: nullcontext())


@pytest.mark.usefixtures("without_autocast")
@pytest.mark.parametrize("options", NETWORKS.values(), ids=NETWORKS)
def test_a_step_of_any_network_runs_where_no_number_can_be_seen(options: dict[str, Any]):
    loss = steps(network(**options), words(options.get("answers", 1)), CLASSES, META, "sgd")
    assert loss.device == META
    with pytest.raises(RuntimeError, match="cannot be called on meta tensors"):
        loss.item()


@pytest.mark.usefixtures("without_autocast")
def test_a_step_on_values_too():
    reader = Network(features=2, outputs=1, hidden_size=4, pooling="last")
    assert steps(reader, numbers(), VALUES, META, "rmsprop").device == META


class Watching(TorchDispatchMode):
    """Notes every operation that hands a number to the host."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def __torch_dispatch__(self, operation: Any, types: Any, arguments: Any = (), options: Any = None) -> Any:
        if operation.name().split(".")[0] in LOOKS:
            self.seen.append(operation.name())
        return operation(*arguments, **(options or {}))


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_no_optimizer_hands_a_number_to_the_host(name: str):
    with Watching() as watching:
        loss = steps(network(pooling="last"), words(), CLASSES, CPU, name)
    assert watching.seen == []
    with Watching() as watching:
        loss.item()
    assert watching.seen == ["aten::_local_scalar_dense"]
