import torch
from torch import nn

from lstm_core.training.kept_weights import KeptWeights


def one_weight(value: float = 0.0) -> nn.Linear:
    network = nn.Linear(1, 1, bias=False)
    set_to(network, value)
    return network


def set_to(network: nn.Linear, value: float) -> None:
    with torch.no_grad():
        network.weight.fill_(value)


def value(network: nn.Linear) -> float:
    return float(network.weight.detach())


def test_without_either_the_last_weights_stay():
    network = one_weight()
    kept = KeptWeights(network, averaging=0.0, patience=0)
    for new in (1.0, 2.0):
        set_to(network, new)
        kept.after_step()
        assert not kept.after_epoch(new)
    kept.settle()
    assert value(network) == 2.0


def test_the_best_weights_come_back():
    network = one_weight()
    kept = KeptWeights(network, averaging=0.0, patience=2)
    ends = []
    for new, loss in ((1.0, 0.5), (2.0, 0.3), (3.0, 0.4), (4.0, 0.6)):
        set_to(network, new)
        kept.after_step()
        ends.append(kept.after_epoch(loss))
    assert ends == [False, False, False, True]
    kept.settle()
    assert value(network) == 2.0


def test_the_running_average_is_used_inside_the_block_and_in_the_end():
    network = one_weight(1.0)
    kept = KeptWeights(network, averaging=0.75, patience=0)
    kept.after_step()  # the first one starts the average
    set_to(network, 3.0)
    kept.after_step()
    with kept.in_place():
        assert value(network) == 0.75 * 1.0 + 0.25 * 3.0
    assert value(network) == 3.0
    kept.settle()
    assert value(network) == 1.5


def test_the_weights_of_the_last_steps_count_the_same_and_those_before_not_at_all():
    network = one_weight()
    kept = KeptWeights(network, averaging=0.0, average_after=2, patience=0)
    for new in (90.0, 50.0):
        set_to(network, new)
        kept.after_step()
        with kept.in_place():
            assert value(network) == new
    for new in (1.0, 2.0, 6.0):
        set_to(network, new)
        kept.after_step()
    with kept.in_place():
        assert value(network) == 3.0
    assert value(network) == 6.0
    kept.settle()
    assert value(network) == 3.0


def test_an_average_that_never_began_leaves_the_last_weights():
    network = one_weight()
    kept = KeptWeights(network, averaging=0.0, average_after=5, patience=0)
    set_to(network, 4.0)
    kept.after_step()
    kept.settle()
    assert value(network) == 4.0
