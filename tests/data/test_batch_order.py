"""A file to be answered."""

from pathlib import Path

import pandas as pd
import pytest

from lstm_core.data.batch_order import Order, by_length, disarmed, table
from lstm_core.errors import DataError


def test_an_order_comes_back_as_it_was(tmp_path: Path) -> None:
    order = Order("some.upload", "reviews.csv", None)
    order.save(tmp_path / "order.json")
    assert Order.load(tmp_path / "order.json") == order


def test_files_of_several_kinds_are_tables(tmp_path: Path) -> None:
    for name, content in {
        "a.csv": b"name,review\nAnn,Good film\n",
        "b.tsv": b"name\treview\nAnn\tGood film\n",
        "c.jsonl": b'{"name": "Ann", "review": "Good film"}\n',
    }.items():
        (tmp_path / "upload").write_bytes(content)
        frame = table(tmp_path / "upload", name)
        assert frame["review"].tolist() == ["Good film"]
        assert by_length(frame)[0] == "review"


def test_a_file_without_rows_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "upload").write_bytes(b"")
    with pytest.raises(DataError, match=r"empty\.csv"):
        table(tmp_path / "upload", "empty.csv")


def test_formulas_are_disarmed_and_numbers_are_left() -> None:
    cells = ["=1+1", "@cmd", "+49 30", "-5", "-1,234.5", "plain", "", "-cmd|'/c'!A0"]
    assert disarmed(pd.DataFrame({"a": pd.Series(cells, dtype="str")}))["a"].tolist() == [
        "'=1+1", "'@cmd", "'+49 30", "-5", "-1,234.5", "plain", "", "'-cmd|'/c'!A0",
    ]  # fmt: skip
