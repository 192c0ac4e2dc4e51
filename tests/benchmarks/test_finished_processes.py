import sys

import pytest

from benchmarks.processes import finished, untouched


def test_a_process_hands_back_its_lines_and_what_it_took():
    ended = finished([sys.executable, "-c", "held = bytearray(50_000_000); print('talk'); print('{\"n\": 1}')"])
    assert ended.lines == [{"n": 1}]
    assert ended.seconds > 0
    assert ended.peak_megabytes >= 50
    assert 0 <= ended.others <= 1


def test_a_process_that_fails_ends_the_benchmark():
    with pytest.raises(SystemExit, match="exit code 3"):
        finished([sys.executable, "-c", "raise SystemExit(3)"])


def test_the_notebook_does_not_inherit_our_threads(monkeypatch):
    monkeypatch.setenv("OMP_WAIT_POLICY", "passive")
    assert "OMP_WAIT_POLICY" not in untouched()
