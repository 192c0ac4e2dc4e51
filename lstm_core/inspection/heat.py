"""A heat map small enough for a page: blocks of units and steps averaged, one byte a cell.

Letters: T time steps, H units.
"""

import base64
from dataclasses import dataclass

import numpy as np

MOST_STEPS, MOST_UNITS = 200, 64  # what a screen can show and a person can tell apart
_SIGNED = "gnch"  # what may be below 0; the other letters are gates in (0, 1)


@dataclass(frozen=True)
class Heat:
    """cells (rows, columns) uint8: 0 to 255 stands for 0 to `limit`, or, where signed, for -limit to limit."""

    cells: np.ndarray
    limit: float
    signed: bool

    def plain(self) -> dict[str, object]:
        return {
            "cells": base64.b64encode(self.cells.tobytes()).decode(),
            "rows": self.cells.shape[0],
            "columns": self.cells.shape[1],
            "limit": self.limit,
            "signed": self.signed,
        }


def block_sizes(steps: int, units: int) -> tuple[int, int]:
    """How many units are averaged into a row, how many steps into a column."""
    return -(-units // MOST_UNITS), -(-steps // MOST_STEPS)


def heat(letter: str, values: np.ndarray, order: np.ndarray) -> Heat:
    """values (T, H) of a gate or state, order (H,): the units from the top row down."""
    steps, units = values.shape
    tall, wide = block_sizes(steps, units)
    rows = np.add.reduceat(values[:, order].T, np.arange(0, units, tall), axis=0)
    blocks = np.add.reduceat(rows, np.arange(0, steps, wide), axis=1)
    counts = np.minimum(tall, units - np.arange(0, units, tall))[:, None] * np.minimum(
        wide, steps - np.arange(0, steps, wide)
    )
    means, signed = blocks / counts, letter in _SIGNED
    limit = float(max(1e-9, np.abs(means).max())) if signed else 1.0
    share = (means / limit + 1) / 2 if signed else means
    return Heat((share * 255).round().clip(0, 255).astype(np.uint8), limit, signed)
