"""Subnormal numbers: what the fading gradient of an untrained LSTM becomes, and what they cost on this machine."""

import time

import torch
from torch import nn

SIZE, SEQUENCES = 64, 32
_SMALLEST = torch.finfo(torch.float32).tiny  # below it a number of 32 bits is subnormal


def lesson(steps: int = 300) -> dict[str, float]:
    """Seconds of a backward pass from the last state of an untrained LSTM: with subnormal numbers set to 0, as in every training
    here, and with them kept; the better of three each. share: of all numbers of the gradient, those that are subnormal when kept.
    """
    _backward(20, flush=True)  # loads what PyTorch needs
    runs = {flush: [_backward(steps, flush=flush) for _ in range(3)] for flush in (True, False)}
    flushed, kept = (min(seconds for seconds, _ in runs[flush]) for flush in (True, False))
    return {"steps": steps, "flushed": flushed, "kept": kept, "share": runs[False][0][1]}


def _backward(steps: int, *, flush: bool) -> tuple[float, float]:
    torch.manual_seed(0)
    layer = nn.LSTM(SIZE, SIZE)
    inputs = torch.randn(steps, SEQUENCES, SIZE, requires_grad=True)
    torch.set_flush_denormal(flush)
    try:
        loss = layer(inputs)[0][-1].square().mean()
        began = time.perf_counter()
        torch.autograd.backward(loss)
        seconds = time.perf_counter() - began
        assert inputs.grad is not None
        sizes = inputs.grad.abs()
        return seconds, float(((sizes > 0) & (sizes < _SMALLEST)).float().mean())
    finally:
        torch.set_flush_denormal(True)
