"""What a network is trained for, against PyTorch and plain numpy."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.objectives import CLASSES, VALUES, objective_for


def test_without_classes_values_are_predicted():
    assert objective_for(0) is VALUES
    assert objective_for(2) is objective_for(10) is CLASSES
    assert (CLASSES.metric, VALUES.metric) == ("accuracy", "mae")


def test_classes_by_hand():
    logits = torch.tensor([[0.0, math.log(3)], [0.0, 0.0]])  # probabilities 1/4 and 3/4, one half each
    targets = torch.tensor([1, 1])
    assert float(CLASSES.loss(logits, targets)) == pytest.approx(-(math.log(0.75) + math.log(0.5)) / 2)
    assert float(CLASSES.figure(logits, torch.tensor([1, 0]))) == 1.0
    assert float(CLASSES.figure(logits, torch.tensor([0, 0]))) == 0.5


def test_values_by_hand():
    values, targets = torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([[1.0, 0.0], [3.0, 7.0]])
    assert float(VALUES.loss(values, targets)) == pytest.approx((4 + 9) / 4)
    assert float(VALUES.figure(values, targets)) == pytest.approx((2 + 3) / 4)


@given(st.integers(1, 5), st.integers(1, 4), st.integers(2, 6), st.integers(0, 99))
def test_several_answers_count_as_so_many_sequences(batch: int, answers: int, classes: int, seed: int):
    generator = torch.Generator().manual_seed(seed)
    logits = torch.randn(batch, answers, classes, generator=generator)
    targets = torch.randint(classes, (batch, answers), generator=generator)
    alone = logits.reshape(-1, classes), targets.reshape(-1)
    assert float(CLASSES.loss(logits, targets)) == pytest.approx(float(CLASSES.loss(*alone)), rel=1e-6)
    assert float(CLASSES.figure(logits, targets)) == pytest.approx(float(CLASSES.figure(*alone)))
    right = np.argmax(logits.numpy(), axis=2) == targets.numpy()
    assert float(CLASSES.figure(logits, targets)) == pytest.approx(right.mean())
