"""The lesson on subnormal numbers: measured, and without a trace left behind."""

import torch

from lstm_core.inspection.denormals import lesson


def test_an_untrained_lstm_s_gradient_becomes_subnormal_and_the_switch_is_back_on():
    found = lesson(steps=250)
    assert 0.02 < found["share"] < 0.5
    assert min(found["flushed"], found["kept"]) > 0
    assert float(torch.tensor(1e-39) * 1.0) == 0.0
