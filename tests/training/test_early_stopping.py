import math

from hypothesis import given
from hypothesis import strategies as st

from lstm_core.training.early_stopping import EarlyStopping


def ends_after(patience: int, losses: list[float]) -> int | None:
    stopping = EarlyStopping(patience)
    return next((epoch for epoch, loss in enumerate(losses, 1) if stopping.update(loss)), None)


def test_it_waits_for_as_many_epochs_without_a_lower_loss():
    assert ends_after(2, [3.0, 2.0, 2.5, 1.9, 2.0, 2.1, 0.1]) == 6
    assert ends_after(1, [3.0, 3.0]) == 2  # as low is not lower


def test_patience_0_never_ends():
    assert ends_after(0, [1.0] * 50) is None


def test_no_number_is_no_better():
    assert ends_after(2, [1.0, math.nan, math.nan]) == 3


@given(st.lists(st.integers(0, 100).map(float), min_size=1), st.integers(1, 5))
def test_the_lowest_loss_is_known(losses: list[float], patience: int):
    stopping = EarlyStopping(patience)
    for loss in losses:
        stopping.update(loss)
    assert stopping.best == min(losses)
    assert stopping.improved == (losses[-1] == min(losses) and losses.index(min(losses)) == len(losses) - 1)
