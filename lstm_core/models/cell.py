"""The LSTM, GRU and RNN step written out as in a textbook, on the very weights of PyTorch's fused layers.

Letters: B sequences, H hidden size. x is the input of a step, already multiplied with its weights and with all biases
added; h and c are the states of the step before; mask (B, H) is what recurrent dropout multiplies h with on its way into
the gates. PyTorch keeps the gates in one matrix, in the order i, f, g, o (LSTM) and r, z, n (GRU).
"""

import torch
from torch import Tensor


def lstm_step(x: Tensor, h: Tensor, c: Tensor, weight: Tensor, mask: Tensor | float = 1.0) -> tuple[Tensor, Tensor]:
    """x (B, 4 H), h and c (B, H), weight (4 H, H) -> the next h and c.

    i, f, o = sigmoid(.), g = tanh(.), c = f * c' + i * g, h = o * tanh(c). Source: Gers et al. 2000.
    """
    i, f, g, o = (x + (h * mask) @ weight.T).chunk(4, dim=1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c


def gru_step(x: Tensor, h: Tensor, weight: Tensor, bias: Tensor, mask: Tensor | float = 1.0) -> Tensor:
    """x (B, 3 H), h (B, H), weight (3 H, H), bias (3 H,) of the recurrent part -> the next h.

    r, z = sigmoid(.), n = tanh(x_n + r * (W h + b)), h = (1 - z) * n + z * h'. Source: Cho et al. 2014, with the reset gate
    after the product as in cuDNN.
    """
    x_r, x_z, x_n = x.chunk(3, dim=1)
    h_r, h_z, h_n = ((h * mask) @ weight.T + bias).chunk(3, dim=1)
    z = (x_z + h_z).sigmoid()
    n = (x_n + (x_r + h_r).sigmoid() * h_n).tanh()
    return (1 - z) * n + z * h


def rnn_step(x: Tensor, h: Tensor, weight: Tensor, mask: Tensor | float = 1.0) -> Tensor:
    """x (B, H), h (B, H), weight (H, H) -> the next h = tanh(x + W h). Source: Elman 1990."""
    return torch.tanh(x + (h * mask) @ weight.T)
