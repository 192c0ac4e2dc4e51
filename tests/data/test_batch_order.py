"""A file to be answered."""

from pathlib import Path

from lstm_core.data.batch_order import Order


def test_an_order_comes_back_as_it_was(tmp_path: Path) -> None:
    order = Order("some.upload", "reviews.csv", None)
    order.save(tmp_path / "order.json")
    assert Order.load(tmp_path / "order.json") == order
