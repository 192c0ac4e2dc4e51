"""Moments of a training on disk."""

from pathlib import Path

import pytest

from lstm_core.runs import moments
from lstm_core.runs.moments import Moment


@pytest.fixture
def run(tmp_path: Path) -> Path:
    moments.folder_of(tmp_path).mkdir()
    return tmp_path


def test_moments_come_back_in_order_and_those_with_weights_are_kept_ones(run: Path):
    written = [Moment(0, 0.0), Moment(5, 0.5, 0.6, 0.7, [[3, 1], [2, 4]]), Moment(10, 1.0, 0.4, 0.8)]
    for moment in written:
        moments.append(run, moment)
    moments.weights_of(run, 5).touch()
    assert moments.moments(run) == written
    assert moments.kept(run) == [written[1]]


def test_a_line_that_is_being_written_is_left_out(run: Path):
    moments.append(run, Moment(0, 0.0))
    with open(moments.folder_of(run) / "moments.jsonl", "a") as lines:
        lines.write('{"step": 5, "epo')
    assert [moment.step for moment in moments.moments(run)] == [0]


def test_a_run_without_moments_has_none(tmp_path: Path):
    assert moments.moments(tmp_path / "nowhere") == moments.kept(tmp_path) == []
