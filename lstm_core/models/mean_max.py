"""Mean and maximum over the real steps of hidden states in a few passes, forwards and backwards.

`masked_fill`, `==` and `argmax` cost 4 to 20 times a multiplication on a CPU; here are none of them.
Letters: T steps, B sequences, F features.
"""

from typing import Any

import torch
from torch import Tensor
from torch.autograd import Function
from torch.autograd.function import once_differentiable

_BELOW = 4  # pushes padding below every hidden state, which lies in (-1, 1)


def mean_max(outputs: Tensor, lengths: Tensor, places: Tensor) -> Tensor:
    """outputs (T, B, F) in (-1, 1), lengths (B,), places (T, 1) or (T, B) of each row in its sequence -> (B, 2 F) in 32 bits or more.

    Rows at place >= length never count. Equal maxima share the gradient, as in `torch.amax`.
    """
    pooled: Tensor = _MeanMax.apply(outputs, lengths, _real(outputs, lengths, places))  # type: ignore[no-untyped-call]
    return pooled


def _real(outputs: Tensor, lengths: Tensor, places: Tensor) -> Tensor | None:
    """(T, B, 1) of 0 and 1; None where nothing is padding, which only a CPU is asked: a GPU would have to be waited for."""
    if outputs.device.type == "cpu" and int(lengths.min()) >= len(outputs):
        return None
    return (places < lengths)[:, :, None].to(outputs.dtype)


class _MeanMax(Function):
    @staticmethod
    def forward(ctx: Any, outputs: Tensor, lengths: Tensor, real: Tensor | None) -> Tensor:
        exact = torch.promote_types(outputs.dtype, torch.float32)
        kept = outputs if real is None else outputs * real
        mean = kept.sum(0, dtype=exact) / lengths[:, None]
        candidates = outputs if real is None else outputs + (real - 1) * _BELOW
        maximum = candidates.amax(0)
        ctx.save_for_backward(candidates, maximum, lengths, real)
        return torch.cat([mean, maximum.to(exact)], dim=1)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, None, None]:
        candidates, maximum, lengths, real = ctx.saved_tensors
        of_mean, of_maximum = gradient.chunk(2, dim=1)
        result = (candidates - maximum).sign_().add_(1)  # 1 at the maximum, 0 elsewhere
        ties = result.sum(0, dtype=gradient.dtype)
        share = (of_mean / lengths[:, None]).to(result.dtype)
        result.mul_((of_maximum / ties).to(result.dtype))
        result = result.add_(share) if real is None else result.addcmul_(real, share.expand_as(result))
        return result, None, None
