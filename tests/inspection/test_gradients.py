"""Gradients through time against finite differences: nudge one state, run on, and see what becomes of the loss."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from lstm_core.inspection.gradients import Gradients, gradients_through_time
from lstm_core.models import unrolled
from lstm_core.models.cell import Step
from lstm_core.models.network import Network
from lstm_core.objectives import CLASSES, VALUES

STEPS, HIDDEN = 5, 3
NUDGE = 1e-4


def network(**changed: Any) -> Network:
    torch.manual_seed(0)
    arguments: dict[str, Any] = {"features": 2, "outputs": 2, "hidden_size": HIDDEN, "pooling": "last"}
    return Network(**{**arguments, **changed}).double()


def batch(lengths: list[int]) -> tuple[Tensor, Tensor, Tensor]:
    torch.manual_seed(1)
    return torch.randn(len(lengths), max(lengths), 2).double(), torch.tensor(lengths), torch.arange(len(lengths)) % 2


class Nudged:
    """Stands in for the step of a cell and adds something to one state at one step of one layer."""

    def __init__(self, step: Callable[..., Any], call: int, letter: str, unit: int, amount: float) -> None:
        self.step, self.call, self.letter, self.unit, self.amount = step, call, letter, unit, amount
        self.calls = 0

    def __call__(self, *arguments: Any) -> Step:
        result = self.step(*arguments)
        here, self.calls = self.calls == self.call, self.calls + 1
        if not here:
            return result
        state = getattr(result, self.letter).clone()
        state[:, self.unit] += self.amount
        return result._replace(**{self.letter: state}, **({"h": result.o * state.tanh()} if self.letter == "c" else {}))


def loss_after(
    asked: Network, inputs: Tensor, targets: Tensor, nudge: Nudged, cell: str, monkeypatch: pytest.MonkeyPatch
) -> float:
    with monkeypatch.context() as patch, torch.no_grad():
        patch.setattr(unrolled, f"{cell}_step", nudge)
        lengths = torch.tensor([inputs.shape[1]])
        outputs = asked.recurrent.unrolled(*asked.steps(inputs, lengths))[1]
        return float(CLASSES.loss(asked.answer(outputs, lengths), targets))


@pytest.mark.parametrize("pooling", ["last", "mean+max"])
@pytest.mark.parametrize(("layers", "directions"), [(1, 1), (2, 1), (1, 2), (2, 2)])
@pytest.mark.parametrize(("cell", "letter"), [("lstm", "h"), ("lstm", "c"), ("gru", "h"), ("rnn", "h")])
def test_gradients_are_finite_differences(
    cell: str, letter: str, layers: int, directions: int, pooling: str, monkeypatch: pytest.MonkeyPatch
):
    asked = network(cell=cell, layers=layers, directions=directions, pooling=pooling)
    inputs, lengths, targets = batch([STEPS])
    found = gradients_through_time(asked, inputs, lengths, targets, CLASSES, from_the_end=False)
    step = getattr(unrolled, f"{cell}_step")
    for place, layer in enumerate(found.layers):
        for distance in range(STEPS):
            call = place * STEPS + STEPS - 1 - distance
            slopes = []
            for unit in range(HIDDEN):
                up, down = (
                    loss_after(asked, inputs, targets, Nudged(step, call, letter, unit, amount), cell, monkeypatch)
                    for amount in (NUDGE, -NUDGE)
                )
                slopes.append((up - down) / (2 * NUDGE))
            expected = float(np.linalg.norm(slopes))
            assert layer.norms[letter][distance] == pytest.approx(expected, rel=1e-3, abs=1e-9)


def curve(found: Gradients, place: int = 0, letter: str = "h") -> np.ndarray:
    return found.layers[place].norms[letter]


def test_with_the_last_state_pooled_the_loss_only_ever_enters_at_the_end():
    asked, (inputs, lengths, targets) = network(), batch([5, 3])
    both = [gradients_through_time(asked, inputs, lengths, targets, CLASSES, from_the_end=end) for end in (True, False)]
    np.testing.assert_allclose(curve(both[0]), curve(both[1]))


def test_a_mean_over_all_steps_feeds_every_step_but_from_the_end_only_the_memory_does():
    asked, (inputs, lengths, targets) = network(pooling="mean", cell="rnn"), batch([30, 30])
    asked.recurrent.forward_layers[0].weight_hh_l0.data *= 0.1
    end, everywhere = (
        curve(gradients_through_time(asked, inputs, lengths, targets, CLASSES, from_the_end=only))
        for only in (True, False)
    )
    assert everywhere[-1] > 0.1 * everywhere[0]
    assert end[-1] < 1e-6 * end[0]


def test_of_a_backward_layer_the_end_is_the_first_word():
    asked, (inputs, lengths, targets) = network(pooling="mean", directions=2), batch([6, 4])
    forward, backward = gradients_through_time(asked, inputs, lengths, targets, CLASSES).layers
    assert (forward.direction, backward.direction) == ("forward", "backward")
    assert forward.norms["h"].argmax() == backward.norms["h"].argmax() == 0


def test_distances_count_from_each_sequence_s_own_end():
    """Of two sequences the longer one alone speaks for the distances only it has."""
    asked, (inputs, lengths, targets) = network(), batch([5, 2])
    together = curve(gradients_through_time(asked, inputs, lengths, targets, CLASSES))
    alone = [
        curve(
            gradients_through_time(
                asked, inputs[n : n + 1, :length], torch.tensor([length]), targets[n : n + 1], CLASSES
            )
        )
        for n, length in enumerate((5, 2))
    ]
    np.testing.assert_allclose(together[2:], alone[0][2:])
    np.testing.assert_allclose(together[:2], (alone[0][:2] + alone[1]) / 2)


def test_the_gradient_of_the_weights_is_as_long_as_clipping_says():
    asked, (inputs, lengths, targets) = network(outputs=1), batch([4, 4])
    values = targets[:, None].double()
    found = gradients_through_time(asked, inputs, lengths, values, VALUES)
    VALUES.loss(asked(inputs, lengths), values).backward()
    assert found.weights == pytest.approx(float(torch.nn.utils.clip_grad_norm_(asked.parameters(), 1.0)))


def test_words_are_embedded_and_several_answers_are_given_from_the_last_steps():
    torch.manual_seed(0)
    asked = Network(vocabulary=9, embedding_size=3, outputs=4, answers=2, hidden_size=HIDDEN, cell="gru")
    tokens, targets = torch.randint(1, 9, (3, 7)), torch.randint(0, 4, (3, 2))
    (layer,) = gradients_through_time(asked, tokens, torch.tensor([7, 7, 7]), targets, CLASSES).layers
    assert set(layer.norms) == {"h"}
    assert layer.norms["h"].shape == (7,)
    assert (layer.norms["h"] > 0).all()


def test_of_a_text_read_in_regions_distances_count_from_the_end_of_each_region():
    torch.manual_seed(0)
    arguments = {"vocabulary": 9, "embedding_size": 3, "outputs": 2, "hidden_size": HIDDEN, "pooling": "mean"}
    whole, cut = (Network(**arguments, region_length=most) for most in (0, 4))
    cut.load_state_dict(whole.state_dict())
    tokens, targets = torch.randint(1, 9, (2, 8)), torch.tensor([0, 1])
    tokens[:, 4:] = tokens[:, :4]  # both regions say the same, so each is read as a text of its own would be
    lengths = torch.tensor([8, 8])
    regions = curve(gradients_through_time(cut, tokens, lengths, targets, CLASSES))
    alone = curve(gradients_through_time(whole, tokens[:, :4], lengths // 2, targets, CLASSES))
    np.testing.assert_allclose(regions, alone / 2, rtol=1e-5)
