import pytest
import torch
from hypothesis import example, given
from hypothesis import strategies as st
from torch import nn

from lstm_core.training import optimizers


def rates(name: str, learning_rate: float, steps: int) -> list[float]:
    """The learning rate of every step of a run."""
    parameter = nn.Parameter(torch.ones(1))
    optimizer = optimizers.adam([parameter], learning_rate)
    scheduler = optimizers.scheduler(name, optimizer, learning_rate=learning_rate, steps=steps)
    parameter.grad = torch.ones(1)
    seen = []
    for _ in range(steps):
        seen.append(float(optimizer.param_groups[0]["lr"]))
        optimizer.step()
        scheduler.step()
    return seen


def test_a_constant_rate_stays():
    assert rates("constant", 0.01, 50) == pytest.approx([0.01] * 50)


def test_one_cycle_rises_to_the_rate_in_a_fifth_of_the_steps_and_ends_near_nothing():
    seen = rates("one-cycle", 0.01, 200)
    peak = seen.index(max(seen))
    assert max(seen) == pytest.approx(0.01, rel=1e-3)
    assert 35 <= peak <= 45
    assert seen[: peak + 1] == sorted(seen[: peak + 1])
    assert seen[peak:] == sorted(seen[peak:], reverse=True)
    assert seen[0] < 0.01 / 10
    assert seen[-1] < 0.01 / 1_000


@pytest.mark.parametrize("name", ["constant", "one-cycle"])
@given(steps=st.integers(1, 150))
@example(steps=1)
@example(steps=4)
def test_a_run_may_have_any_number_of_steps(name: str, steps: int):
    seen = rates(name, 0.1, steps)
    assert len(seen) == steps
    assert all(0 < rate <= 0.1 + 1e-9 for rate in seen)


def test_an_unknown_schedule_is_refused_by_name():
    with pytest.raises(ValueError, match="schedule is 'sometimes', not one of constant, one-cycle"):
        rates("sometimes", 0.1, 3)


def test_adam_walks_one_learning_rate_in_its_first_step():
    parameter = nn.Parameter(torch.tensor([1.0, -1.0]))
    optimizer = optimizers.adam([parameter], 0.25)
    parameter.grad = torch.tensor([3.0, -0.001])
    optimizer.step()
    torch.testing.assert_close(parameter.data, torch.tensor([0.75, -0.75]), rtol=1e-4, atol=1e-4)
