"""Token sequences of any length as one array of a fixed length, filled up at the front.

What `pad_sequences` of Keras does with padding="pre": keep="last" is its truncating="pre" (its default), keep="first"
its truncating="post".
"""

from typing import Literal

import numpy as np

from lstm_core.text.vocabulary import PADDING

Keep = Literal["first", "last"]


def pad_front(flat: np.ndarray, offsets: np.ndarray, length: int, keep: Keep) -> np.ndarray:
    """(N, length) int32: the first or the last `length` tokens of each sequence, with padding before shorter ones.

    flat: the tokens of N sequences one after the other. offsets: (N + 1,) sequence n is
    `flat[offsets[n]:offsets[n + 1]]`; an empty one becomes nothing but padding. length: at least 1.
    """
    kept = np.minimum(np.diff(offsets), length)
    starts = offsets[:-1] if keep == "first" else offsets[1:] - kept
    steps = np.arange(length) - (length - kept)[:, None]  # (N, length) place in the kept part, negative in the padding
    is_token = steps >= 0
    padded = np.full(steps.shape, PADDING, np.int32)
    padded[is_token] = flat[(starts[:, None] + steps)[is_token]]
    return padded
