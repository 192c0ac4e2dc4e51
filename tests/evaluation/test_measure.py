import math
from contextlib import nullcontext

import numpy as np
import pytest
import torch
from fakes import Lookup, sequences_of
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, log_loss

from lstm_core.data.batches import Sequences
from lstm_core.evaluation.measure import Measured, measure
from lstm_core.models.network import Network
from lstm_core.objectives import CLASSES

CPU = torch.device("cpu")


def measured(network: torch.nn.Module, sequences: Sequences) -> Measured:
    return measure(network, sequences, CLASSES, CPU, nullcontext)


def test_by_hand():
    network = Lookup([[0.0, math.log(3)], [0.0, 0.0]])  # probabilities 1/4 and 3/4, and one half each
    result = measured(network, sequences_of([[0], [0, 0], [1, 1, 1]], [1, 0, 0]))
    np.testing.assert_allclose(result.outputs, [[0.25, 0.75], [0.25, 0.75], [0.5, 0.5]], rtol=1e-6)
    assert result.loss == pytest.approx((-math.log(0.75) - math.log(0.25) - math.log(0.5)) / 3)
    assert result.figure == pytest.approx(2 / 3)


logits = st.lists(st.floats(-8, 8, width=32, allow_subnormal=False), min_size=3, max_size=3)


@given(st.lists(st.tuples(logits, st.integers(0, 2), st.integers(1, 5)), min_size=2, max_size=30))
def test_the_figures_are_those_of_scikit_learn(examples: list[tuple[list[float], int, int]]):
    network = Lookup([row for row, _, _ in examples])
    labels = [label for _, label, _ in examples]
    result = measured(network, sequences_of([[n] * length for n, (_, _, length) in enumerate(examples)], labels))
    assert result.outputs.shape == (len(examples), 3)
    assert result.outputs.dtype == np.float32
    exact = torch.tensor([row for row, _, _ in examples], dtype=torch.float64).softmax(dim=1).numpy()
    np.testing.assert_allclose(result.outputs, exact, rtol=1e-4, atol=1e-7)
    assert result.loss == pytest.approx(log_loss(labels, exact, labels=[0, 1, 2]), rel=1e-4, abs=1e-6)
    largest = np.array([row for row, _, _ in examples]).argmax(
        axis=1
    )  # of the logits: two probabilities may round alike
    assert result.figure == pytest.approx(accuracy_score(labels, largest))


def test_probabilities_come_in_the_order_of_the_sequences_over_many_batches():
    random = np.random.default_rng(0)
    network = Lookup(random.normal(size=(700, 2)).tolist())
    lengths = random.integers(1, 30, 700).tolist()
    result = measured(network, sequences_of([[n] * length for n, length in enumerate(lengths)], [1] * 700))
    expected = network.table.detach().softmax(dim=1)
    np.testing.assert_allclose(result.outputs, expected.numpy(), rtol=1e-5)
    assert result.loss == pytest.approx(-float(expected[:, 1].log().mean()), rel=1e-5)


def test_long_texts_come_in_small_batches():
    sizes = []
    network = Lookup([[0.0, 1.0]] * 3)
    network.register_forward_pre_hook(lambda _, inputs: sizes.append(inputs[0].numel()))
    result = measured(network, sequences_of([[1] * 2_000] * 100 + [[2]] * 100))
    assert max(sizes) <= 64_000
    assert result.figure == 0.0
    assert len(sizes) < 20


def test_dropout_is_off_and_nothing_is_learned():
    torch.manual_seed(0)
    network = Network(vocabulary=5, outputs=2, embedding_size=3, hidden_size=3, dropout=0.9)
    network.train()
    sequences = sequences_of([[2, 3, 4], [4], [3, 2]])
    first, second = measured(network, sequences), measured(network, sequences)
    np.testing.assert_array_equal(first.outputs, second.outputs)
    assert all(parameter.grad is None for parameter in network.parameters())


def test_bf16_gives_nearly_the_same():
    torch.manual_seed(0)
    network = Network(vocabulary=5, outputs=2, embedding_size=3, hidden_size=3)
    sequences = sequences_of([[2, 3, 4], [4], [3, 2]])
    rough = measure(network, sequences, CLASSES, CPU, lambda: torch.autocast("cpu", torch.bfloat16))
    np.testing.assert_allclose(rough.outputs, measured(network, sequences).outputs, atol=0.02)
    assert rough.outputs.dtype == np.float32
