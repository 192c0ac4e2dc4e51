"""Units sorted by what they do on one text.

Letters: T time steps, H units.
"""

import re
from collections.abc import Sequence

import numpy as np

NEGATIONS = re.compile(r"^(not|no|never|nor|nothing|nobody|neither|none|hardly|without|cannot)$|n't$|n’t$")
_SCOPE = 4  # words a negation reaches, itself included


def negated(tokens: Sequence[str]) -> np.ndarray:
    """(T,): 1 for a negation and the three words after it, 0 elsewhere."""
    scope = np.zeros(len(tokens))
    for place, token in enumerate(tokens):
        if NEGATIONS.search(token):
            scope[place : place + _SCOPE] = 1
    return scope


def correlations(states: np.ndarray, feature: np.ndarray) -> np.ndarray:
    """states (T, H), feature (T,) -> (H,) Pearson's r over the steps; 0 where one of the two never changes."""
    centred, wanted = states - states.mean(axis=0), feature - feature.mean()
    size = np.sqrt(np.square(centred).sum(axis=0) * np.square(wanted).sum())
    found: np.ndarray = np.divide(wanted @ centred, size, out=np.zeros(states.shape[1]), where=size > 1e-12)
    return found


def spread(states: np.ndarray) -> np.ndarray:
    """(H,): the standard deviation over the steps; a unit that does nothing has none."""
    deviation: np.ndarray = states.std(axis=0)
    return deviation


def strongest_first(scores: np.ndarray) -> np.ndarray:
    """(H,) units by falling size of their score, whatever its sign."""
    return np.argsort(-np.abs(scores), kind="stable")
