"""A file to be answered."""

from pathlib import Path

from lstm_core.data.batch_order import Order
from lstm_core.data.uploads import answers_name

UPLOAD = "0" * 32


def test_an_order_comes_back_as_it_was(tmp_path: Path) -> None:
    order = Order(UPLOAD, "review")
    order.save(tmp_path)
    assert Order.load(tmp_path, order.name) == order


def test_an_order_that_may_be_read_is_not_written_again(tmp_path: Path) -> None:
    order = Order(UPLOAD, "review")
    order.save(tmp_path)
    (file,) = tmp_path.iterdir()
    before = file.stat()
    order.save(tmp_path)
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_another_column_is_another_order_about_the_same_file() -> None:
    names = {Order(UPLOAD, column).name for column in ("review", "name", None)}
    assert len(names) == 3
    assert all(name.startswith(answers_name(UPLOAD)) for name in names)
