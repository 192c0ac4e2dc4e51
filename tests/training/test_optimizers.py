import pytest
import torch
from hypothesis import example, given
from hypothesis import strategies as st
from torch import nn

from lstm_core.training import optimizers


def adam(parameter: nn.Parameter, learning_rate: float) -> torch.optim.Optimizer:
    return optimizers.optimizer("adam", [parameter], learning_rate=learning_rate, weight_decay=0.0, momentum=0.0)


def rates(name: str, learning_rate: float, steps: int) -> list[float]:
    """The learning rate of every step of a run."""
    parameter = nn.Parameter(torch.ones(1))
    optimizer = adam(parameter, learning_rate)
    schedule = optimizers.schedule(name, optimizer, learning_rate=learning_rate, steps=steps)
    parameter.grad = torch.ones(1)
    seen = []
    for _ in range(steps):
        seen.append(float(optimizer.param_groups[0]["lr"]))
        optimizer.step()
        schedule.after_step()
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


@pytest.mark.parametrize("name", ["constant", "one-cycle", "cosine", "plateau"])
@given(steps=st.integers(1, 150))
@example(steps=1)
@example(steps=4)
def test_a_run_may_have_any_number_of_steps(name: str, steps: int):
    seen = rates(name, 0.1, steps)
    assert len(seen) == steps
    assert all(0 < rate <= 0.1 + 1e-9 for rate in seen)


def test_an_unknown_schedule_is_refused_by_name():
    with pytest.raises(ValueError, match="schedule is 'sometimes', not one of constant, one-cycle, cosine, plateau"):
        rates("sometimes", 0.1, 3)


def test_adam_walks_one_learning_rate_in_its_first_step():
    parameter = nn.Parameter(torch.tensor([1.0, -1.0]))
    optimizer = adam(parameter, 0.25)
    parameter.grad = torch.tensor([3.0, -0.001])
    optimizer.step()
    torch.testing.assert_close(parameter.data, torch.tensor([0.75, -0.75]), rtol=1e-4, atol=1e-4)


def test_cosine_only_falls():
    seen = rates("cosine", 0.1, 50)
    assert seen[0] == pytest.approx(0.1)
    assert seen == sorted(seen, reverse=True)
    assert seen[-1] < 0.1 / 100


def test_plateau_divides_by_ten_once_the_validation_loss_no_longer_falls():
    optimizer = adam(nn.Parameter(torch.ones(1)), 0.1)
    schedule = optimizers.schedule("plateau", optimizer, learning_rate=0.1, steps=9)
    seen = []
    for loss in (3.0, 2.0, 1.0, 1.0, 1.0, 0.5):
        schedule.after_epoch(loss)
        seen.append(float(optimizer.param_groups[0]["lr"]))
    assert seen == pytest.approx([0.1, 0.1, 0.1, 0.1, 0.01, 0.01])


def first_steps(name: str, *, weight_decay: float = 0.0, momentum: float = 0.0, steps: int = 1) -> float:
    """Where a weight of 1 is after steps of learning rate 0.1 along a gradient of 1."""
    parameter = nn.Parameter(torch.ones(1))
    optimizer = optimizers.optimizer(name, [parameter], learning_rate=0.1, weight_decay=weight_decay, momentum=momentum)
    for _ in range(steps):
        parameter.grad = torch.ones(1)
        optimizer.step()
    return float(parameter.detach())


def test_each_optimizer_takes_the_step_of_its_formula():
    assert first_steps("sgd") == pytest.approx(0.9)
    assert first_steps("sgd", momentum=0.5, steps=2) == pytest.approx(1 - 0.1 - 0.15)
    assert first_steps("sgd", weight_decay=0.5) == pytest.approx(1 - 0.1 * 1.5)
    assert first_steps("adamw", weight_decay=0.5) == pytest.approx(1 - 0.1 * 0.5 - 0.1)
    assert first_steps("rmsprop") == pytest.approx(
        0.0, abs=1e-5
    )  # the first mean square is a hundredth: ten times the step


def test_an_unknown_optimizer_is_refused_by_name():
    with pytest.raises(ValueError, match="optimizer is 'magic', not one of adam, adamw, sgd, rmsprop"):
        first_steps("magic")


@pytest.mark.parametrize("name", ["adam", "adamw"])
def test_beta2_says_how_soon_adam_forgets_a_large_gradient(name: str):
    """After one gradient of 1 and one of 0: m = 0.09 / 0.19, v = beta2 (1 - beta2) / (1 - beta2 ** 2)."""
    for beta2 in (0.999, 0.5):
        parameter = nn.Parameter(torch.zeros(1))
        adam = optimizers.optimizer(name, [parameter], learning_rate=1.0, weight_decay=0.0, momentum=0.0, beta2=beta2)
        parameter.grad = torch.ones(1)
        adam.step()
        parameter.grad = torch.zeros(1)
        before = float(parameter.detach())
        adam.step()
        size = (beta2 * (1 - beta2) / (1 - beta2**2)) ** 0.5
        assert before - float(parameter.detach()) == pytest.approx(0.09 / 0.19 / size, rel=1e-3)


def test_one_cycle_leaves_the_momentum_that_was_asked_for():
    sgd = optimizers.optimizer("sgd", [nn.Parameter(torch.ones(1))], learning_rate=0.1, weight_decay=0.0, momentum=0.3)
    schedule = optimizers.schedule("one-cycle", sgd, learning_rate=0.1, steps=10)
    for _ in range(10):
        assert sgd.param_groups[0]["momentum"] == 0.3
        sgd.step()
        schedule.after_step()
