from hypothesis import given
from hypothesis import strategies as st

from lstm_core.evaluation.curve import CurvePoint, Epoch, by_epoch


def training(step: int, epoch: float, loss: float, metric: float = 0.5) -> CurvePoint:
    return (step, epoch, "training", loss, metric, 0.1 * step)


def validation(step: int, epoch: float, loss: float, metric: float = 0.5) -> CurvePoint:
    return (step, epoch, "validation", loss, metric, 0.1 * step)


def test_training_is_the_mean_of_the_epoch_and_validation_its_end():
    points = [
        training(1, 0.5, 0.8, 0.4),
        validation(1, 0.5, 9.0, 0.0),
        training(2, 1.0, 0.6, 0.6),
        validation(2, 1.0, 0.7, 0.5),
        training(3, 1.5, 0.3, 0.8),
        training(4, 2.0, 0.1, 1.0),
        validation(4, 2.0, 0.5, 0.75),
    ]
    first, second = by_epoch(points)
    assert first == Epoch(1, (0.8 + 0.6) / 2, 0.5, 0.7, 0.5)
    assert (second.training_loss, second.validation_loss) == (0.2, 0.5)


def test_a_broken_off_epoch_is_left_out():
    points = [training(2, 1.0, 0.6), validation(2, 1.0, 0.7), training(3, 1.5, 0.3)]
    assert [one.epoch for one in by_epoch(points)] == [1]
    assert by_epoch([training(1, 0.5, 0.7)]) == []
    assert by_epoch([]) == []


def test_epochs_without_points_are_not_invented():
    assert [one.epoch for one in by_epoch([training(1, 1.0, 0.7), training(5, 5.0, 0.3)])] == [1, 5]


def test_an_epoch_may_have_one_curve_only():
    (one,) = by_epoch([training(1, 1.0, 0.7)])
    assert (one.validation_loss, one.validation_metric) == (None, None)


@given(steps_per_epoch=st.integers(1, 997), epochs=st.integers(1, 30))
def test_every_step_counts_in_its_own_epoch_whatever_the_rounding(steps_per_epoch: int, epochs: int):
    steps = range(1, steps_per_epoch * epochs + 1)
    points = [training(step, step / steps_per_epoch, float((step - 1) // steps_per_epoch + 1)) for step in steps]
    assert [(one.epoch, one.training_loss) for one in by_epoch(points)] == [(n, float(n)) for n in range(1, epochs + 1)]
