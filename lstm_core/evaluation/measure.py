"""Loss, accuracy and probabilities of a network on labelled sequences."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy

from lstm_core.data.batches import Sequences, ordered_batches

_MOST_SEQUENCES, _MOST_WORDS = 256, 64_000  # in one batch: long texts in a large network would fill the memory


@dataclass(frozen=True)
class Measured:
    """On N examples of C classes."""

    loss: float  # mean cross-entropy in nats
    accuracy: float  # share in [0, 1]
    probabilities: np.ndarray  # (N, C) float32, rows sum to 1, in the order of the sequences


@torch.inference_mode()
def measure(
    network: nn.Module,
    sequences: Sequences,
    device: torch.device,
    autocast: Callable[[], AbstractContextManager[object]],
) -> Measured:
    """Runs the network over all sequences (at least one) with dropout switched off."""
    network.eval()
    probabilities: np.ndarray | None = None
    loss = 0.0
    for indices, batch in ordered_batches(sequences, _batch_size(sequences)):
        batch = batch.to(device)
        with autocast():
            logits = network(batch.tokens, batch.lengths)
        logits = logits.float()
        loss += cross_entropy(logits, batch.labels, reduction="sum").item()
        if probabilities is None:
            probabilities = np.empty((len(sequences), logits.shape[1]), np.float32)
        probabilities[indices] = logits.softmax(dim=1).cpu().numpy()
    assert probabilities is not None
    accuracy = float((probabilities.argmax(axis=1) == sequences.labels).mean())
    return Measured(loss / len(sequences), accuracy, probabilities)


def _batch_size(sequences: Sequences) -> int:
    return max(1, min(_MOST_SEQUENCES, _MOST_WORDS // int(sequences.lengths.max())))
