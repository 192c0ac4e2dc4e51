"""The training loop's own steps with nothing read out of them: what a step does on the device, and no more."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from unittest.mock import patch

import numpy as np
from torch import Tensor
from torch.optim import Optimizer

from lstm_core.data.batches import Shelf
from lstm_core.models.network import Network
from lstm_core.objectives import Objective
from lstm_core.training import loop, optimizers
from lstm_core.training.kept_weights import KeptWeights


class Unread:
    """In the place of the running mean: keeps the last loss where it is."""

    loss: Tensor

    def __init__(self, *_: object) -> None:
        pass

    def add(self, loss: Tensor, *_: object) -> None:
        Unread.loss = loss

    def wait(self, *_: object) -> None:
        pass

    def point(self, *_: object) -> None:
        pass


def last_loss(
    network: Network,
    shelf: Shelf,
    cuts: list[np.ndarray],
    objective: Objective,
    optimizer: Optimizer,
    kept: KeptWeights,
    autocast: Callable[[], AbstractContextManager[object]],
) -> Tensor:
    """The loss of the last of as many steps as there are cuts, with clipping and a learning rate that changes; still on the device."""
    run: Iterator[object] = loop.train(
        network,
        lambda: (shelf.batch(cut) for cut in cuts),
        lambda thorough: (0.0, 0.0),
        objective=objective,
        epochs=1,
        steps_per_epoch=len(cuts),
        optimizer=optimizer,
        schedule=optimizers.schedule("one-cycle", optimizer, learning_rate=0.01, steps=len(cuts)),
        clip_norm=1.0,
        kept=kept,
        autocast=autocast,
    )
    with patch.object(loop, "_Running", Unread):
        for _ in run:
            pass
    return Unread.loss
