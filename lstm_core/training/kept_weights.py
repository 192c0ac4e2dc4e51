"""Which weights a training leaves behind: the last ones, their average, or the best on the validation part."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import get_ema_multi_avg_fn, get_swa_multi_avg_fn

from lstm_core.training.early_stopping import EarlyStopping


class KeptWeights:
    """Watches a network while it trains.

    averaging: share of the running average that is kept at every step (an exponential mean); 0 weighs all steps the same (Polyak &
    Juditsky 1992). average_after: how many steps go by before the average begins; None for none where there is a share to be kept, and
    for no average at all where there is none.
    patience: epochs without a lower validation loss before the training ends with the best weights, 0 for never.
    """

    def __init__(
        self, network: nn.Module, *, averaging: float, patience: int, average_after: int | None = None
    ) -> None:
        self._network = network
        self._stopping = EarlyStopping(patience)
        self._move = get_ema_multi_avg_fn(averaging) if averaging else get_swa_multi_avg_fn()  # type: ignore[no-untyped-call]
        self._left_out = 0 if averaging and average_after is None else average_after
        self._steps = 0
        self._average: dict[str, Tensor] | None = None
        self._best: dict[str, Tensor] | None = None

    def after_step(self) -> None:
        """PyTorch's AveragedModel counts its steps in a tensor, and to look at that a GPU would have to be waited for."""
        if self._left_out is None:
            return
        self._steps += 1
        if self._average:
            weights = list(self._network.state_dict().values())
            self._move(list(self._average.values()), weights, self._steps - self._left_out - 1)
        elif self._steps > self._left_out:
            self._average = _copy(self._network)

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """The weights that count are in the network inside this block, those that train are back after it."""
        if self._average is None:
            yield
            return
        trained = _copy(self._network)
        self._network.load_state_dict(self._average)
        try:
            yield
        finally:
            self._network.load_state_dict(trained)

    def after_epoch(self, validation_loss: float) -> bool:
        """True when the training should end."""
        end = self._stopping.update(validation_loss)
        if self._stopping.patience and self._stopping.improved:
            with self.in_place():
                self._best = _copy(self._network)
        return end

    def settle(self) -> None:
        """Leaves the weights that count in the network for good."""
        for counting in (self._best, self._average):
            if counting is not None:
                self._network.load_state_dict(counting)
                return


@torch.no_grad()
def _copy(network: nn.Module) -> dict[str, Tensor]:
    return {name: value.clone() for name, value in network.state_dict().items()}
