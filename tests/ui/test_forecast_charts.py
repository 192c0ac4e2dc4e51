"""Figures of a forecaster."""

import numpy as np
import pytest

from lstm_core.evaluation.series_baselines import simple
from ui import forecast_charts as charts

PARTS = {"times": ["a", "b", "c"], "truth": [1.0, 2.0, 3.0], "one_step": [1.5, 2.5, 2.0]}


@pytest.mark.parametrize(
    "widths", [0.5, [0.5, 0.5, 0.5], [0.5, 0.5, 0.5, 0.7]]
)  # of a long test part the first ones are drawn
def test_the_interval_lies_around_the_forecast(widths: float | list[float]) -> None:
    upper, lower, truth, forecast = charts.with_intervals(PARTS, widths, 0.9).data
    assert upper.y.tolist() == [2.0, 3.0, 2.5]
    assert lower.y.tolist() == [1.0, 2.0, 1.5]
    assert lower.name == "90% interval"
    assert (truth.name, forecast.name) == ("truth", "one step ahead")


def test_the_future_begins_where_the_series_ends() -> None:
    figure = charts.ahead({"times": ["x", "y"], "values": [1.0, 2.0]}, [3.0, 4.0], [0.5, 1.0], 0.9)
    assert figure.data[-1].x.tolist() == [2, 3]
    assert figure.data[0].y.tolist() == [3.5, 5.0]
    assert len(charts.ahead({"times": ["x"], "values": [1.0]}, [3.0], [], 0.9).data) == 2
    further = charts.ahead(
        {"times": ["x"], "values": [1.0]}, [3.0, 4.0], [0.5], 0.9
    )  # errors were measured for one step
    assert [len(line.x) for line in further.data] == [1, 1, 2]
    bar = further.data[0]  # a band of one point would not be seen
    assert (bar.name, bar.error_y.array.tolist()) == ("90% interval", [0.5])
    assert further.layout.xaxis.ticktext[-1] == "+2"


def test_everyone_is_told_apart_by_more_than_colour() -> None:
    fitted = ("autoregression (AR)", "exponential smoothing (ETS)")
    others = {name: [1.0, 2.0] for name in (*simple(np.arange(100.0), known=80, season=12), *fitted)}
    assert set(others) == set(charts._LOOKS)
    lines = charts.by_step([1.0, 1.5], others, "LSTM").data
    assert len({line.line.dash for line in lines}) == len({line.marker.symbol for line in lines}) == len(others) + 1
    assert len({line.line.color for line in lines}) == len(others) + 1
    cuts = [{"at": "1900", "errors": {"LSTM": 1.0, "last value": 2.0}}, {"at": "1950", "errors": {"LSTM": 1.0}}]
    drawn = charts.backtest(cuts, "LSTM").data
    assert [line.name for line in drawn] == ["LSTM", "last value"]
    assert np.isnan(drawn[1].y[1])


def test_residuals_and_their_correlation() -> None:
    found = {"counts": [1, 3], "edges": [-1.0, 0.0, 1.0], "autocorrelation": [0.5, -0.1], "band": 0.2}
    assert charts.residuals(found).data[0].x.tolist() == [-0.5, 0.5]
    assert charts.autocorrelation(found).layout.shapes[0].y1 == 0.2
