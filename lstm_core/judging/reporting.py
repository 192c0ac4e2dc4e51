"""The report of a trained model on its test part, as its task asks for it."""

from typing import Any

import numpy as np

from lstm_core.data.windows import seen_values
from lstm_core.evaluation import forecast
from lstm_core.evaluation.drift import Season, by_season
from lstm_core.evaluation.measure import Measured
from lstm_core.evaluation.report import classification_report
from lstm_core.material import Material, SeriesParts
from lstm_core.trained import TrainedModel

_HISTORY = 200  # values before the test part, for the chart
_DRAWN = 2_000  # steps of the test part that are drawn, and gone through free-running
_SEASONS = 12  # of a free-running forecast that are told one by one: the first ones and the last


def report_on(model: TrainedModel, material: Material, measured: Measured) -> dict[str, Any]:
    """Plain values, ready for JSON; `measured` on the test part."""
    if material.classes:
        return _of_classes(material, measured.outputs, measured.loss)
    if material.series:
        return _of_series(model, material, material.series, measured.outputs, measured.loss)
    targets = material.test.targets
    report = forecast.value_report(targets, measured.outputs, measured.loss)
    constant = float(material.training.targets.mean())
    return {**report, "baselines": {"always the mean": _constant_errors(targets, constant)}}


def _of_classes(material: Material, probabilities: np.ndarray, loss: float) -> dict[str, Any]:
    """Several answers of one sequence count as so many examples."""
    answers = material.answers
    report = classification_report(
        material.test.targets.ravel(),
        probabilities.reshape(-1, len(material.classes)),
        material.classes,
        loss,
        material.majority,
        lambda number: material.text_of(number // answers),
    )
    return {**report, "task": "classification"}


def _constant_errors(targets: np.ndarray, constant: float) -> dict[str, float]:
    errors = targets - constant
    return {"mae": float(np.abs(errors).mean()), "mse": float(np.square(errors).mean())}


def _of_series(
    model: TrainedModel, material: Material, parts: SeriesParts, outputs: np.ndarray, loss: float
) -> dict[str, Any]:
    values, season = parts.series.values[:, 0], parts.series.season
    first = parts.split.test.start + parts.window  # the place of the first test target
    starts = first + np.arange(len(outputs))
    targets = values[starts[:, None] + np.arange(parts.horizon)]
    forecasts = parts.scaler.inverse_targets(outputs, last=values[starts - 1])
    report = forecast.value_report(targets, forecasts, loss)
    del report["pairs"]
    drawn = _drawn(model, parts, forecasts, first)
    training = values[: seen_values(parts.split.training, parts.window, parts.horizon)]
    return {
        **report,
        "task": "forecasting",
        "mase": forecast.scaled_error(targets, forecasts, training, season),
        "baselines": forecast.baselines(values, first, targets, season),
        "forecast": drawn,
        "season": season,
        "by_season": _seasons(drawn, season),
    }


def _seasons(drawn: dict[str, Any], season: int) -> list[Season]:
    """How the free-running forecast keeps time."""
    if drawn["free_running"] is None:
        return []
    found = by_season(np.array(drawn["truth"]), np.array(drawn["free_running"]), season)
    return found if len(found) <= _SEASONS else [*found[: _SEASONS - 1], found[-1]]


def _drawn(model: TrainedModel, parts: SeriesParts, forecasts: np.ndarray, first: int) -> dict[str, Any]:
    """What a chart shows: the past, the truth, one step ahead, and free-running from the last value before the test part."""
    values = parts.series.values
    steps = min(len(forecasts), _DRAWN)

    def predict(window: np.ndarray) -> np.ndarray:
        return model.forecast(window)

    running = (
        forecast.free_running(values[first - parts.window : first], steps, predict) if values.shape[1] == 1 else None
    )
    times = parts.series.times
    return {
        "value": parts.series.names[0],
        "taken": dict(parts.series.taken),
        "times": list(times[first : first + steps]) if times else list(range(first, first + steps)),
        "truth": values[first : first + steps, 0].tolist(),
        "of": len(forecasts),
        "one_step": forecasts[:steps, 0].tolist(),
        "free_running": running.tolist() if running is not None else None,
        "history": values[max(0, first - _HISTORY) : first, 0].tolist(),
    }
