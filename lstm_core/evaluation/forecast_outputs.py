"""What a forecaster answered on validation and test part, kept with the series.

Letters: T points in time, F features, N windows of a part, H steps of the horizon, M origins, L steps ahead.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from lstm_core.errors import LabError
from lstm_core.evaluation import outputs


@dataclass(frozen=True)
class Forecasts:
    """Of one part. Forecast n begins at place `first + n` of the series; the far ones, fed with forecasts, at `starts`."""

    first: int  # place of the first target
    end: int  # place after the last target of the part
    direct: np.ndarray  # (N, H) float64 in the unit of the series
    starts: np.ndarray  # (M,) int64
    far: np.ndarray  # (M, L), L at least H

    def direct_errors(self, target: np.ndarray) -> np.ndarray:
        """(N, H) forecast minus truth; target (T,)."""
        found: np.ndarray = self.direct - target[self.first + _steps(len(self.direct), self.direct.shape[1])]
        return found

    def far_errors(self, target: np.ndarray) -> np.ndarray:
        """(M, L) forecast minus truth, not a number past the end of the part."""
        places = self.starts[:, None] + np.arange(self.far.shape[1])
        truth = np.where(places < self.end, target[np.minimum(places, len(target) - 1)], np.nan)
        errors: np.ndarray = self.far - truth
        return errors


def _steps(count: int, horizon: int) -> np.ndarray:
    found: np.ndarray = np.arange(count)[:, None] + np.arange(horizon)
    return found


@dataclass(frozen=True)
class ForecastOutputs:
    """A series with the forecasts of its parts. The validation part is None where none was asked for."""

    values: np.ndarray  # (T, F) float64
    times: tuple[str, ...]  # (T,) names of the points; empty where they have none
    season: int
    window: int
    known: int  # values, from the first, that the training may have seen
    test: Forecasts
    validation: Forecasts | None
    names: tuple[str, ...] = ()  # (F,) of the values, the target first; none in files of earlier versions

    @property
    def target(self) -> np.ndarray:
        """(T,) what is forecast."""
        found: np.ndarray = self.values[:, 0]
        return found

    def save(self, folder: Path) -> None:
        plain = {name: getattr(self, name) for name in ("values", "season", "window", "known")}
        parts = {"test": self.test, "validation": self.validation}
        arrays = {f"{part}_{name}": value for part, one in parts.items() if one for name, value in vars(one).items()}
        texts = {"times": np.array(self.times, str), "names": np.array(self.names, str)}
        outputs.write(folder, {**plain, **texts, **arrays})

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Raises LabError where the run kept none, or they are of another version."""
        found = outputs.read(folder)
        return cls(
            found["values"],
            tuple(found["times"].tolist()),
            int(found["season"]),
            int(found["window"]),
            int(found["known"]),
            _part(found, "test"),
            _part(found, "validation") if "validation_first" in found else None,
            tuple(found["names"].tolist()) if "names" in found else (),
        )


def learned_values(folder: Path) -> np.ndarray | None:
    """(T, F) of the series a run was trained and tested on; None where it kept none that can be read."""
    try:
        return ForecastOutputs.load(folder).values
    except LabError:
        return None


def _part(found: dict[str, np.ndarray], part: str) -> Forecasts:
    first, end = int(found[f"{part}_first"]), int(found[f"{part}_end"])
    return Forecasts(first, end, *(found[f"{part}_{name}"] for name in ("direct", "starts", "far")))
