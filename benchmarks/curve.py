"""Figures read off the points of a run."""

from collections.abc import Iterable, Mapping
from typing import Any


def epoch_seconds(points: Iterable[Mapping[str, Any]]) -> list[float]:
    """Seconds of training of every whole epoch: each ends with a point on the validation part."""
    ends = [
        point["seconds"] for point in points if point["split"] == "validation" and float(point["epoch"]).is_integer()
    ]
    return [end - start for start, end in zip([0.0, *ends], ends, strict=False)]
