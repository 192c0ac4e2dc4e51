import copy
import itertools

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from lstm_core.models.network import Network
from lstm_core.models.recurrent import Recurrent, flip

POOLINGS = ["last", "mean", "max", "mean+max", "attention"]
VOCABULARY, CLASSES, E, H = 20, 3, 5, 4
VARIANTS = list(itertools.product(POOLINGS, (1, 2), (1, 2)))

every_network = pytest.mark.parametrize(("pooling", "directions", "layers"), VARIANTS)
every_recurrent = pytest.mark.parametrize(("directions", "layers"), [(1, 1), (1, 2), (2, 1), (2, 3)])


def network(pooling: str = "mean+max", directions: int = 1, layers: int = 1, dropout: float = 0.0) -> Network:
    torch.manual_seed(0)
    return Network(
        vocabulary=VOCABULARY,
        outputs=CLASSES,
        embedding_size=E,
        hidden_size=H,
        layers=layers,
        directions=directions,
        pooling=pooling,
        dropout=dropout,
    )


def recurrent(directions: int, layers: int, forget_bias: float = 1.0) -> Recurrent:
    torch.manual_seed(1)
    return Recurrent(
        cell="lstm",
        input_size=E,
        hidden_size=H,
        layers=layers,
        directions=directions,
        forget_bias=forget_bias,
        initialisation="default",
        layer_dropout=0.0,
        recurrent_dropout=0.0,
    )


def padded(lengths: list[int]) -> tuple[Tensor, Tensor]:
    """Random tokens (B, T) with zeros behind each length, and the lengths."""
    tokens = torch.randint(2, VOCABULARY, (len(lengths), max(lengths)), generator=torch.Generator().manual_seed(2))
    real = torch.arange(max(lengths)) < torch.tensor(lengths)[:, None]
    return tokens * real, torch.tensor(lengths)


LENGTHS = [3, 7, 1, 5]


# Shapes


@every_network
def test_logits_have_a_row_a_sequence_and_a_column_a_class(pooling: str, directions: int, layers: int):
    logits = network(pooling, directions, layers)(*padded(LENGTHS))
    assert logits.shape == (len(LENGTHS), CLASSES)
    assert logits.isfinite().all()


@every_recurrent
def test_hidden_states_have_the_size_of_all_directions(directions: int, layers: int):
    outputs = recurrent(directions, layers)(torch.randn(7, 4, E), torch.tensor(LENGTHS))
    assert outputs.shape == (7, 4, directions * H)


def test_an_unknown_pooling_is_refused_by_name():
    with pytest.raises(ValueError, match="pooling is 'median', not one of last, mean, max, mean\\+max, attention"):
        network("median")(*padded(LENGTHS))


# Padding never counts


@every_network
def test_a_sequence_has_the_same_logits_alone_and_padded_in_a_batch(pooling: str, directions: int, layers: int):
    model = network(pooling, directions, layers)
    tokens, lengths = padded(LENGTHS)
    together = model(tokens, lengths)
    for row, length in enumerate(LENGTHS):
        alone = model(tokens[row : row + 1, :length], lengths[row : row + 1])
        torch.testing.assert_close(alone[0], together[row], rtol=1e-5, atol=1e-6)


@every_network
def test_what_stands_in_the_padding_does_not_matter(pooling: str, directions: int, layers: int):
    model = network(pooling, directions, layers)
    tokens, lengths = padded(LENGTHS)
    real = torch.arange(tokens.shape[1]) < lengths[:, None]
    other = torch.where(real, tokens, 7)
    torch.testing.assert_close(model(other, lengths), model(tokens, lengths))


@every_network
def test_no_gradient_comes_from_the_padding(pooling: str, directions: int, layers: int):
    model = network(pooling, directions, layers)
    tokens, lengths = padded(LENGTHS)
    embedded = model.embedding(tokens.T).detach().requires_grad_()
    model.pooling(model.recurrent(embedded, lengths), lengths).square().sum().backward()
    assert embedded.grad is not None
    steps = torch.arange(tokens.shape[1])[:, None]
    assert (embedded.grad[steps >= lengths] == 0).all()
    assert (embedded.grad[steps < lengths].abs().sum(dim=1) > 0).any()


@every_network
def test_the_gradient_of_a_padded_batch_is_that_of_its_sequences_alone(pooling: str, directions: int, layers: int):
    together, alone = network(pooling, directions, layers), network(pooling, directions, layers)
    tokens, lengths = padded(LENGTHS)
    together(tokens, lengths).square().sum().backward()
    for row, length in enumerate(LENGTHS):
        alone(tokens[row : row + 1, :length], lengths[row : row + 1]).square().sum().backward()
    for (name, one), (_, other) in zip(together.named_parameters(), alone.named_parameters(), strict=True):
        torch.testing.assert_close(one.grad, other.grad, rtol=1e-4, atol=1e-5, msg=name)
    assert (together.embedding.weight.grad[0] == 0).all()


# The same as PyTorch's own


def stacked(model: Recurrent, layers: int, directions: int) -> nn.LSTM:
    """One nn.LSTM with the weights of a Recurrent."""
    reference = nn.LSTM(E, H, num_layers=layers, bidirectional=directions == 2)
    with torch.no_grad():
        for number in range(layers):
            for suffix, own in (("", model.forward_layers), ("_reverse", model.backward_layers)):
                for name, value in own[number].named_parameters() if len(own) else ():
                    reference.get_parameter(f"{name[:-1]}{number}{suffix}").copy_(value)
    return reference


@every_recurrent
def test_sequences_of_equal_length_give_what_pytorch_gives(directions: int, layers: int):
    model = recurrent(directions, layers)
    inputs = torch.randn(6, 4, E)
    expected, _ = stacked(model, layers, directions)(inputs)
    torch.testing.assert_close(model(inputs, torch.full((4,), 6)), expected, rtol=1e-5, atol=1e-6)


@every_recurrent
def test_sequences_of_different_lengths_give_what_pytorch_gives_for_packed_ones(directions: int, layers: int):
    model = recurrent(directions, layers)
    inputs, lengths = torch.randn(7, 4, E), torch.tensor(LENGTHS)
    packed = pack_padded_sequence(inputs, lengths, enforce_sorted=False)
    expected, _ = pad_packed_sequence(stacked(model, layers, directions)(packed)[0])
    real = torch.arange(7)[:, None] < lengths
    torch.testing.assert_close(model(inputs, lengths)[real], expected[real], rtol=1e-5, atol=1e-6)


# How it starts, and dropout


@pytest.mark.parametrize("value", [1.0, -2.5])
def test_every_forget_gate_starts_at_its_bias_and_no_other_gate_does(value: float):
    torch.manual_seed(0)
    model = recurrent(directions=2, layers=2, forget_bias=value)
    layers = [*model.forward_layers, *model.backward_layers]
    assert len(layers) == 4
    for layer in layers:
        i, f, g, o = (layer.bias_ih_l0 + layer.bias_hh_l0).detach().chunk(4)
        assert (f == value).all()
        assert all((gate.abs() <= 2 / H**0.5).all() and gate.unique().numel() == H for gate in (i, g, o))


def test_the_seed_of_torch_decides_the_starting_weights():
    one, same = network(), network()
    torch.manual_seed(5)
    other = Network(vocabulary=VOCABULARY, outputs=CLASSES, embedding_size=E, hidden_size=H)
    batch = padded(LENGTHS)
    assert torch.equal(one(*batch), same(*batch))
    assert not torch.equal(one(*batch), other(*batch))


def test_dropout_is_at_work_while_training_only():
    model = network(dropout=0.5)
    batch = padded(LENGTHS)
    model.eval()
    quiet = model(*batch)
    assert torch.equal(quiet, model(*batch))
    torch.testing.assert_close(quiet, network()(*batch))
    model.train()
    assert not torch.equal(model(*batch), model(*batch))


def test_a_network_can_be_copied_and_moved():
    model = copy.deepcopy(network(directions=2)).to(torch.float64)
    assert model(*padded(LENGTHS)).dtype == torch.float64


# flip against a plain loop


lengths_of = st.lists(st.integers(1, 8), min_size=1, max_size=6)


def numbers(lengths: list[int], features: int = 2) -> Tensor:
    """(T, B, F), two steps longer than the longest sequence."""
    generator = torch.Generator().manual_seed(sum(lengths))
    return torch.randn(max(lengths) + 2, len(lengths), features, generator=generator)


@given(lengths_of)
def test_flipping_twice_changes_nothing(lengths: list[int]):
    sequences = numbers(lengths)
    assert torch.equal(flip(flip(sequences, torch.tensor(lengths)), torch.tensor(lengths)), sequences)


@given(lengths_of)
def test_real_steps_are_reversed_and_padding_stays(lengths: list[int]):
    sequences = numbers(lengths)
    flipped = flip(sequences, torch.tensor(lengths))
    for b, length in enumerate(lengths):
        for t in range(len(sequences)):
            assert torch.equal(flipped[t, b], sequences[length - 1 - t if t < length else t, b])


@given(lengths_of)
def test_the_gradient_of_a_flip_goes_back_to_where_it_came_from(lengths: list[int]):
    sequences, weights = numbers(lengths).requires_grad_(), numbers(lengths)
    (gradient,) = torch.autograd.grad((flip(sequences, torch.tensor(lengths)) * weights).sum(), sequences)
    assert torch.equal(gradient, flip(weights, torch.tensor(lengths)))
