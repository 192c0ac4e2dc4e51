"""When to end: a decision on a list of numbers, apart from where it is taken."""

import math


class EarlyStopping:
    """Ends after `patience` epochs in a row without a lower loss than the lowest so far; never with patience 0."""

    def __init__(self, patience: int) -> None:
        self.patience = patience
        self.best = math.inf
        self._without = 0

    def update(self, loss: float) -> bool:
        """Takes the validation loss of an epoch; true when the training should end."""
        self._without = 0 if loss < self.best else self._without + 1
        self.best = min(self.best, loss)
        return bool(self.patience) and self._without >= self.patience

    @property
    def improved(self) -> bool:
        """Whether the last loss is the lowest so far."""
        return self._without == 0
