"""Figures of comparisons: what is drawn where, and that colour never stands alone."""

import math

import numpy as np
import pytest

from lstm_core.comparison.races import CELLS
from ui.charts import COLORS
from ui.compare.charts import DASHES, SYMBOLS, Reached, by_distance, fading, halves_every
from ui.compare.curves import styles

NAMES = {"rnn": "RNN", "gru": "GRU", "lstm": "LSTM"}


def test_one_curve_a_cell_with_the_baseline_dotted():
    curves = {"rnn": [Reached(10, 0.8, 0.7, 0.9), Reached(60, 0.5, 0.5, 0.5)], "lstm": []}
    figure = by_distance(curves, [(10, 0.5), (60, 0.49)], names=NAMES, distance="words", metric="accuracy")
    without, rnn = figure.data
    assert (without.name, without.line.dash) == ("no memory", "dot")
    assert list(without.y) == [0.5, 0.49]
    assert (rnn.name, list(rnn.x), list(rnn.y)) == ("RNN", [10, 60], [0.8, 0.5])
    assert rnn.error_y.visible
    np.testing.assert_allclose(rnn.error_y.array, [0.1, 0])
    np.testing.assert_allclose(rnn.error_y.arrayminus, [0.1, 0])


def test_one_seed_has_no_bars_and_errors_start_at_zero():
    figure = by_distance({"gru": [Reached(10, 0.1, 0.1, 0.1)]}, [], names=NAMES, distance="steps", metric="mae")
    assert not figure.data[0].error_y.visible
    assert figure.layout.yaxis.rangemode == "tozero"
    assert figure.layout.yaxis.title.text == "off on average"


def test_what_fades_is_a_straight_line_on_a_log_axis():
    figure = fading({"rnn": 0.5, "lstm": 0.99}, 60, NAMES)
    assert figure.layout.yaxis.type == "log"
    lstm, rnn = figure.data  # the last one lies above
    assert rnn.y[60] == pytest.approx(0.5**60)
    assert lstm.y[60] == pytest.approx(0.99**60)
    assert rnn.x[-1] == 75


def test_half_is_gone():
    assert halves_every(0.5) == 1
    assert halves_every(1 / math.sqrt(3)) == pytest.approx(1.262, abs=0.001)
    assert halves_every(1.0) == math.inf


def test_colour_never_stands_alone():
    for said in (COLORS, DASHES, SYMBOLS):
        assert len({said[cell] for cell in CELLS}) == 3


def test_lines_of_one_cell_are_told_apart():
    many = styles(["lstm", "lstm", "rnn", "lstm", "lstm", "lstm"])
    assert many[0]["color"] == COLORS["lstm"]
    assert many[2]["color"] == COLORS["rnn"]
    assert len({(one["color"], one["dash"], one["symbol"]) for one in many}) == len(many)
