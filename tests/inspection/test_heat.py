"""Heat maps: small enough for a page, and every cell the mean of what it stands for."""

import base64

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.inspection.heat import MOST_STEPS, MOST_UNITS, block_sizes, heat


@given(st.integers(1, 900), st.integers(1, 300))
def test_every_map_fits_the_screen_and_keeps_its_mean(steps: int, units: int):
    values = np.random.default_rng(steps).random((steps, units))
    found = heat("f", values, np.random.default_rng(units).permutation(units))
    tall, wide = block_sizes(steps, units)
    rows, columns = found.cells.shape
    assert (rows, columns) == (-(-units // tall), -(-steps // wide))
    assert rows <= MOST_UNITS
    assert columns <= MOST_STEPS
    if units % tall == steps % wide == 0:
        assert found.cells.mean() / 255 == pytest.approx(values.mean(), abs=0.004)


def test_cells_are_means_of_blocks_with_the_last_ones_smaller():
    values = np.zeros((401, 65))
    values[400, 64] = 1.0
    cells = heat("f", values, np.arange(65)).cells
    assert block_sizes(401, 65) == (2, 3)
    assert cells[-1, -1] == round(255 / 2)  # one unit, two steps
    assert cells.sum() == cells[-1, -1]


def test_rows_are_in_the_order_that_is_asked_for():
    assert heat("o", np.array([[0.0, 0.5, 1.0]]), np.array([2, 0, 1])).cells[:, 0].tolist() == [255, 0, 128]


def test_states_are_shown_between_their_largest_size_below_and_above_zero():
    found = heat("c", np.array([[-3.0, 0.0, 1.5]]), np.arange(3))
    assert (found.limit, found.signed) == (3.0, True)
    assert found.cells[:, 0].tolist() == [0, 128, 191]
    assert heat("c", np.zeros((2, 2)), np.arange(2)).cells.tolist() == [[128, 128], [128, 128]]


def test_a_map_travels_as_text():
    plain = heat("i", np.array([[0.0, 1.0]]), np.arange(2)).plain()
    assert base64.b64decode(str(plain["cells"])) == bytes([0, 255])
    assert (plain["rows"], plain["columns"], plain["signed"]) == (2, 1, False)
