"""A person's own probes, kept with a run."""

from pathlib import Path

import pytest

from lstm_core.runs import probes


def test_probes_are_kept_with_the_run(tmp_path: Path):
    assert probes.load(tmp_path) == []
    probes.save(tmp_path, ["  not bad ", "", "x" * 5_000, *"abcdef"])
    assert probes.load(tmp_path) == ["not bad", "x" * probes.MOST_CHARACTERS, "a", "b", "c"]


@pytest.mark.parametrize("content", ["", "{", "7", '{"a": 1}', "null"])
def test_probes_that_cannot_be_read_are_none(content: str, tmp_path: Path):
    (tmp_path / "probes.json").write_text(content)
    assert probes.load(tmp_path) in ([], ["a"])
