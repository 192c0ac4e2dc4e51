"""Recurrent layers gone through step by step, so that every gate and state of every step is there to be looked at.

Letters: T time steps, B sequences, E input size, H hidden size.
"""

from dataclasses import dataclass

from torch import Tensor, nn

from lstm_core.models.cell import Step, gru_step, lstm_step, rnn_step


@dataclass(frozen=True)
class UnrolledLayer:
    """One direction of one layer, in the order in which it reads: a backward layer begins at the last step."""

    number: int  # from 1, the one that reads the embeddings
    cell: str  # lstm, gru or rnn
    direction: str  # forward or backward
    layer: nn.Module  # PyTorch's own, with the weights
    inputs: Tensor  # (T, B, E)
    steps: list[Step]  # T of them


def unrolled(layer: nn.Module, cell: str, inputs: Tensor, mask: Tensor | float = 1.0) -> list[Step]:
    """inputs (T, B, E) -> a step for each of them, computed from the layer's own weights; mask (B, H) of recurrent dropout."""
    weight, bias = layer.get_parameter("weight_hh_l0"), layer.get_parameter("bias_hh_l0")
    projected = inputs @ layer.get_parameter("weight_ih_l0").T + layer.get_parameter("bias_ih_l0")
    if cell != "gru":
        projected = projected + bias
    h = c = inputs.new_zeros(inputs.shape[1], weight.shape[1])
    steps: list[Step] = []
    for x in projected:
        step: Step
        match cell:
            case "lstm":
                step = lstm_step(x, h, c, weight, mask)
                c = step.c
            case "gru":
                step = gru_step(x, h, weight, bias, mask)
            case _:
                step = rnn_step(x, h, weight, mask)
        h = step.h
        steps.append(step)
    return steps
