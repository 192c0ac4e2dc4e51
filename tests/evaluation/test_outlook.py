import csv
import io
import math
from pathlib import Path

from lstm_core.evaluation.outlook import Outlook, kept_evaluation, outlook

EVALUATION = {"intervals": {"0.9": {"ahead": [0.5, 1.0]}}}


def test_an_interval_ends_where_no_errors_were_measured():
    rows = outlook([10.0, 11.0, 12.0], EVALUATION, 0.9).rows()
    assert rows[:2] == [
        {"step": 1, "value": 10.0, "low": 9.5, "high": 10.5},
        {"step": 2, "value": 11.0, "low": 10.0, "high": 12.0},
    ]
    assert rows[2] == {"step": 3, "value": 12.0, "low": None, "high": None}


def test_fewer_steps_than_were_measured_have_as_many_intervals():
    assert outlook([10.0], EVALUATION, 0.9).half_widths == [0.5]


def test_without_measured_errors_there_are_no_ends():
    damaged = (
        [],
        "text",
        {"0.9": []},
        {"0.9": {"ahead": "wide"}},
        {"0.9": {"ahead": ["x"]}},
        {"0.9": {"ahead": [math.nan]}},
    )
    for evaluation in ({}, {"intervals": {}}, *({"intervals": one} for one in damaged)):
        assert outlook([1.0], evaluation, 0.9).rows() == [{"step": 1, "value": 1.0}]


def test_the_table_has_a_row_a_step():
    rows = list(csv.DictReader(io.StringIO(Outlook([1.5, 2.0], [0.25]).as_csv().decode("utf-8-sig"))))
    assert rows == [
        {"step": "1", "value": "1.5", "low": "1.25", "high": "1.75"},
        {"step": "2", "value": "2.0", "low": "", "high": ""},
    ]


def test_a_run_without_an_evaluation_has_none(tmp_path: Path):
    assert kept_evaluation(tmp_path) == {}
    (tmp_path / "evaluation.json").write_text("[broken")
    assert kept_evaluation(tmp_path) == {}
