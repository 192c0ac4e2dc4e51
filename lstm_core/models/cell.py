"""The LSTM, GRU and RNN step written out as in a textbook, on the very weights of PyTorch's fused layers.

Letters: B sequences, H hidden size. x is the input of a step, already multiplied with its weights and with all biases
added; h and c are the states of the step before; mask (B, H) is what recurrent dropout multiplies h with on its way into
the gates. PyTorch keeps the gates in one matrix, in the order i, f, g, o (LSTM) and r, z, n (GRU). linear(h, W) is h @ W.T;
autocast then turns W into 16 bits once and not at every step.
"""

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import linear


class LstmStep(NamedTuple):
    """Gates and states of one step, each (B, H)."""

    i: Tensor  # input gate
    f: Tensor  # forget gate
    g: Tensor  # candidate
    o: Tensor  # output gate
    c: Tensor  # cell state
    h: Tensor  # hidden state


class GruStep(NamedTuple):
    """Gates and state of one step, each (B, H)."""

    r: Tensor  # reset gate
    z: Tensor  # update gate
    n: Tensor  # candidate
    h: Tensor  # hidden state


class RnnStep(NamedTuple):
    """The state of one step, (B, H)."""

    h: Tensor


Step = LstmStep | GruStep | RnnStep


def lstm_step(x: Tensor, h: Tensor, c: Tensor, weight: Tensor, mask: Tensor | float = 1.0) -> LstmStep:
    """x (B, 4 H), h and c (B, H), weight (4 H, H).

    i, f, o = sigmoid(.), g = tanh(.), c = f * c' + i * g, h = o * tanh(c). Source: Gers et al. 2000.
    """
    i, f, g, o = (x + linear(h * mask, weight)).chunk(4, dim=1)
    i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
    c = f * c + i * g
    return LstmStep(i, f, g, o, c, o * c.tanh())


def gru_step(x: Tensor, h: Tensor, weight: Tensor, bias: Tensor, mask: Tensor | float = 1.0) -> GruStep:
    """x (B, 3 H), h (B, H), weight (3 H, H), bias (3 H,) of the recurrent part.

    r, z = sigmoid(.), n = tanh(x_n + r * (W h + b)), h = (1 - z) * n + z * h'. Source: Cho et al. 2014, with the reset gate
    after the product as in cuDNN.
    """
    x_r, x_z, x_n = x.chunk(3, dim=1)
    h_r, h_z, h_n = (linear(h * mask, weight) + bias).chunk(3, dim=1)
    r, z = (x_r + h_r).sigmoid(), (x_z + h_z).sigmoid()
    n = (x_n + r * h_n).tanh()
    return GruStep(r, z, n, (1 - z) * n + z * h)


def rnn_step(x: Tensor, h: Tensor, weight: Tensor, mask: Tensor | float = 1.0) -> RnnStep:
    """x (B, H), h (B, H), weight (H, H): h = tanh(x + W h'). Source: Elman 1990."""
    return RnnStep(torch.tanh(x + linear(h * mask, weight)))
