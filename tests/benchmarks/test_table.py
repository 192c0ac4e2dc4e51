import json

from benchmarks.table import print_json, print_table, ratio


def test_a_table_aligns_its_columns(capsys):
    print_table([{"": "ours", "s": 12.345}, {"": "theirs", "s": None}, {"": "all", "s": 1234.5}])
    assert capsys.readouterr().out.splitlines() == ["            s", "ours     12.3", "theirs      –", "all     1,234"]


def test_json_is_one_line(capsys):
    print_json({"µs": [1]})
    assert json.loads(capsys.readouterr().out) == {"µs": [1]}


def test_a_ratio_to_nothing_is_none():
    assert [ratio(6.0, 3.0), ratio(None, 3.0), ratio(6.0, None)] == [2.0, None, None]
