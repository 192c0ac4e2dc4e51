"""How much each word of a text pushes the answer, in logits.

Letters: T steps of the text, R steps of a region, K regions, S points of a path, E embedding size, C classes. Only networks that read ids.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from captum.attr import IntegratedGradients
from torch import Tensor

from lstm_core.models.network import Network

_PIECES, _POINTS, _HALVINGS = 4, 8, 16  # of the path at first, on each of them, and how often one is halved
_CLOSE, _CLOSE_SHARE = 0.005, 0.01  # a gap this small, or this share of the difference, is close enough
_TOGETHER = 16_000  # steps of all texts in one batch
_PADDING, _UNKNOWN = 0, 1

Score = Callable[[Tensor], Tensor]  # logits (B, C) -> (B,)


@dataclass(frozen=True)
class Pushes:
    """Of one text, towards the class that was asked about; negative ones push away from it."""

    words: np.ndarray  # (T,) float64 logits
    full: float  # the score of the text
    empty: float  # the score of as many unknown words

    @property
    def gap(self) -> float:
        """What the pushes lack of the difference they should add up to (completeness, Sundararajan et al. 2017)."""
        return self.full - self.empty - float(self.words.sum())


def log_odds(class_index: int) -> Score:
    """The logarithm of p / (1 - p) of a class; with two classes the difference of their logits."""

    def score(logits: Tensor) -> Tensor:
        others = torch.cat([logits[:, :class_index], logits[:, class_index + 1 :]], dim=1)
        return logits[:, class_index] - others.logsumexp(dim=1)

    return score


def integrated_gradients(network: Network, ids: Tensor, score: Score) -> Pushes:
    """ids (T,) int64. The gradient of the score, summed along the straight line from unknown words to the words of the text.

    Sundararajan, Taly & Yan, "Axiomatic Attribution for Deep Networks", 2017, equation 1, by captum. A network that is sure of itself
    jumps somewhere on that line: a piece whose pushes do not add up to what the score gains on it is halved, until they do.
    """
    network.eval()
    lengths = torch.tensor([len(ids)])
    with torch.no_grad():
        (end, real), (start, _) = (network.steps(one[None], lengths) for one in (ids, _unknown(ids)))
    scored = _from_embeddings(network, lengths, real, score)
    full, empty = _scores(scored, torch.stack([end, start])).tolist()
    allowed = max(_CLOSE, _CLOSE_SHARE * abs(full - empty)) / _PIECES
    total, borders = torch.zeros_like(end), torch.linspace(0, 1, _PIECES + 1)
    left, right = borders[:-1], borders[1:]
    for _ in range(_HALVINGS):
        firsts, lasts = (start + place[:, None, None, None] * (end - start) for place in (left, right))
        found = IntegratedGradients(scored).attribute(
            lasts, firsts, n_steps=_POINTS, internal_batch_size=max(len(left), _TOGETHER // len(ids))
        )
        gains = _scores(scored, lasts) - _scores(scored, firsts)
        close = (gains - found.sum(dim=(1, 2, 3))).abs() <= allowed
        total += found[close].sum(dim=0)
        left, right, found = left[~close], right[~close], found[~close]
        if not len(left):
            break
        middle = (left + right) / 2
        left, right = torch.cat([left, middle]), torch.cat([middle, right])
    else:
        total += found.sum(dim=0)
    return Pushes(_in_order(total.sum(dim=-1), real).double().numpy(), full, empty)


@torch.inference_mode()
def _scores(scored: Score, embedded: Tensor) -> Tensor:
    """(S, R, K, E) -> (S,)."""
    return torch.cat([scored(part) for part in torch.split(embedded, max(1, _TOGETHER // embedded[0, ..., 0].numel()))])


def leave_one_out(network: Network, ids: Tensor, score: Score) -> Pushes:
    """ids (T,) int64. What the score loses when one word becomes unknown and all others stay; the pushes need not add up."""
    network.eval()
    varied = ids.repeat(len(ids) + 2, 1)
    places = torch.arange(len(ids))
    varied[places, places] = _unknown(ids)
    varied[-1] = _unknown(ids)
    with torch.inference_mode():
        parts = torch.split(varied, max(1, _TOGETHER // len(ids)))
        scores = torch.cat([score(network(part, torch.full((len(part),), len(ids)))) for part in parts]).double()
    full, empty = scores[-2:].tolist()
    return Pushes((full - scores[:-2]).numpy(), full, empty)


def _unknown(ids: Tensor) -> Tensor:
    """Padding is no word, so it stays."""
    return torch.where(ids == _PADDING, ids, _UNKNOWN)


def _from_embeddings(network: Network, lengths: Tensor, real: Tensor, score: Score) -> Score:
    """(S, R, K, E) embeddings of one text, S times in a row -> (S,) scores."""

    def scored(embedded: Tensor) -> Tensor:
        count, steps, regions, size = embedded.shape
        columns = embedded.permute(1, 2, 0, 3).reshape(steps, regions * count, size)
        outputs = network.recurrent(columns, real.repeat_interleave(count))
        return score(network.answer(outputs, lengths.expand(count)))

    return scored


def _in_order(found: Tensor, real: Tensor) -> Tensor:
    """(R, K) numbers of the steps of each region -> (T,) in the order of the text."""
    return torch.cat([found[:length, region] for region, length in enumerate(real.tolist())])
