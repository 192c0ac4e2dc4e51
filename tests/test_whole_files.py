from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lstm_core.whole_files import write_whole


@pytest.mark.parametrize(("content", "expected"), [("Schluß", "Schluß".encode()), (b"\x00\xff", b"\x00\xff")])
def test_a_file_is_replaced_as_a_whole_and_leaves_nothing_else(content: str | bytes, expected: bytes, tmp_path: Path):
    file = tmp_path / "report.json"
    file.write_bytes(b"what was there before, and longer")
    write_whole(file, content)
    assert [one.name for one in tmp_path.iterdir()] == ["report.json"]
    assert file.read_bytes() == expected


def test_what_fails_half_way_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "report.json"
    write_whole(file, "old")

    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(file, "new")
    assert file.read_text() == "old"


def test_threads_of_one_process_do_not_take_each_other_s_files(tmp_path: Path):
    file = tmp_path / "order.json"
    with ThreadPoolExecutor(8) as pool:
        list(
            pool.map(lambda number: write_whole(file, f"{number:05d}" * 1_000), range(200))
        )  # raises what one of them raised
    assert len({file.read_text()[start : start + 5] for start in range(0, 5_000, 5)}) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["order.json"]
