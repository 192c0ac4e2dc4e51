"""What comes next in a series: forecasts from its last values on, each with the interval that errors so many steps ahead ask for."""

import csv
import io
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lstm_core.evaluation.outputs import EVALUATION


@dataclass(frozen=True)
class Outlook:
    """S forecasts; half of the width of the interval around each of the first W of them, so far as errors were measured."""

    values: Sequence[float]  # (S,) in the unit of the series
    half_widths: Sequence[float]  # (W,), W at most S

    def rows(self) -> list[dict[str, float | int | None]]:
        """One a step; `low` and `high` only where there are intervals, None past the last of them."""
        rows: list[dict[str, float | int | None]] = []
        for place, value in enumerate(self.values):
            half = self.half_widths[place] if place < len(self.half_widths) else None
            ends = {"low": None, "high": None} if half is None else {"low": value - half, "high": value + half}
            rows.append({"step": place + 1, "value": value, **(ends if self.half_widths else {})})
        return rows

    def as_csv(self) -> bytes:
        """With a header, for spreadsheets."""
        rows, text = self.rows(), io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return text.getvalue().encode("utf-8-sig")


def outlook(values: Sequence[float], evaluation: Mapping[str, Any], level: float) -> Outlook:
    """evaluation: of the run, for what its errors were on validation and test part; level: one of those it has."""
    return Outlook(list(values), _half_widths(evaluation, level)[: len(values)])


def _half_widths(evaluation: Mapping[str, Any], level: float) -> list[float]:
    """None where none were measured, or the evaluation is damaged."""
    levels = evaluation.get("intervals")
    match levels.get(str(level)) if isinstance(levels, dict) else None:
        case {"ahead": [*widths]} if all(isinstance(one, int | float) and math.isfinite(one) for one in widths):
            return widths
        case _:
            return []


def kept_evaluation(folder: Path) -> dict[str, Any]:
    """Of a run; nothing where it kept none."""
    try:
        found = json.loads((folder / EVALUATION).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
