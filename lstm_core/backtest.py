"""A rolling-origin backtest: at each of several cut-offs everything is fitted anew on the past and judged on the stretch after it."""

from collections.abc import Generator
from dataclasses import replace
from typing import Any

import numpy as np

from lstm_core.config import RunConfig
from lstm_core.data.series import Series
from lstm_core.errors import LabError
from lstm_core.evaluation.forecast_metrics import mae
from lstm_core.fitting import fitted
from lstm_core.home import Home
from lstm_core.judging.baselines import forecasters
from lstm_core.material import Material, SeriesParts, of_series, prepared
from lstm_core.outcome import retold
from lstm_core.trained import TrainedModel
from lstm_core.training.events import Preparing

CUTS = 4
_FEWEST_WINDOWS = 30


def backtest(config: RunConfig, home: Home) -> Generator[Preparing, None, dict[str, Any]]:
    """Says what it does; returns the mean absolute errors at each cut-off, ready for JSON.

    The last 40% of the windows in four stretches, in the order of time; the network and the simple methods know nothing of a stretch
    or of what comes after it. Raises LabError for a run that forecasts no series, or too short a one. Source: Tashman, "Out-of-sample
    tests of forecasting accuracy", 2000.
    """
    material = yield from prepared(config.data, home)
    if material.series is None:
        raise LabError("Only forecasts of a series can be tested at several cut-offs.")
    cuts = []
    for number, piece in enumerate(_stretches(material.series, config)):
        errors = yield from _errors_at(piece, config, number)
        cuts.append(errors)
    return {"format": "lstm-lab backtest 1", "cuts": cuts}


def _stretches(parts: SeriesParts, config: RunConfig) -> list[Material]:
    """The series up to the end of each stretch, which is its test part."""
    series, longest = parts.series, parts.window + parts.horizon - 1
    count = len(series.values) - longest
    stretch = max(parts.horizon, count // 10)
    if count < _FEWEST_WINDOWS or count <= (CUTS + 1) * stretch:
        raise LabError(
            f"The series gives {count} windows, too few for {CUTS} cut-offs: take a longer series, a smaller window or horizon."
        )
    ends = [count - later * stretch for later in range(CUTS - 1, -1, -1)]
    return [
        of_series(_up_to(series, end + longest), config.data.model_copy(update={"test_share": stretch / end}))
        for end in ends
    ]


def _up_to(series: Series, count: int) -> Series:
    return replace(series, values=series.values[:count], times=series.times[:count] if series.times else None)


def _errors_at(material: Material, config: RunConfig, number: int) -> Generator[Preparing, None, dict[str, Any]]:
    parts = material.series
    assert parts
    first, cell = parts.first_test_target, config.model.cell.upper()
    named = parts.series.times[first] if parts.series.times else f"value {first + 1:,}"
    epochs, what = config.training.epochs, f"Cut-off {number + 1} of {CUTS}, at {named}: training"
    model = yield from retold(
        fitted(config, material),
        lambda point: Preparing(what, int(number * epochs + point.epoch), epochs * CUTS),
    )
    return {"at": named, "known": first, "errors": {cell: _own_error(model, parts), **_others(parts)}}


def _own_error(model: TrainedModel, parts: SeriesParts) -> float:
    starts = parts.first_test_target + np.arange(len(parts.split.test))
    windows = parts.series.values[starts[:, None] - parts.window + np.arange(parts.window)]
    return mae(_truth(parts, starts), model.forecasts(windows))


def _others(parts: SeriesParts) -> dict[str, float]:
    starts = parts.first_test_target + np.arange(len(parts.split.test))
    methods = forecasters(parts.series.values[:, 0], parts.first_test_target, parts.series.season)
    return {title: mae(_truth(parts, starts), forecast(starts, parts.horizon)) for title, forecast in methods.items()}


def _truth(parts: SeriesParts, starts: np.ndarray) -> np.ndarray:
    found: np.ndarray = parts.series.values[starts[:, None] + np.arange(parts.horizon), 0]
    return found
