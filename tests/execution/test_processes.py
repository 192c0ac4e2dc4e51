import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from polling import eventually

from lstm_core.execution import processes
from lstm_core.runs.store import WorkerIdentity


@pytest.fixture
def child(tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A process that reads its standard input to the end, then prints it and leaves."""
    with processes.start("json.tool", log=tmp_path / "logs" / "child.log", stdout=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def identity(process: "subprocess.Popen[bytes]") -> WorkerIdentity:
    return WorkerIdentity(process.pid, psutil.Process(process.pid).create_time())


def test_a_child_lives_until_its_standard_input_ends(child: "subprocess.Popen[bytes]"):
    assert child.poll() is None
    printed, _ = child.communicate(b"[1]", timeout=60)
    assert printed.split() == [b"[", b"1", b"]"]
    assert child.returncode == 0


def test_what_a_child_says_goes_into_its_log(tmp_path: Path):
    log = tmp_path / "deep" / "child.log"
    for _ in range(2):
        with processes.start("json.tool", log=log) as process:
            process.communicate(b'"said"', timeout=60)
    with processes.start("json.tool", log=log) as process:
        process.communicate(b"no json", timeout=60)
    assert log.read_text().count('"said"') == 2
    assert "Expecting value" in log.read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no sessions; a process group stands in for them")
def test_a_child_has_a_session_of_its_own(child: "subprocess.Popen[bytes]"):
    assert os.getsid(child.pid) == child.pid != os.getsid(0)


def test_the_event_is_set_once_the_other_end_is_gone_and_not_before():
    reading, writing = os.pipe()
    with open(reading, "rb", buffering=0) as stream:
        closed = processes.when_closed(stream)
        os.write(writing, b"still here")
        assert not closed.wait(0.05)
        os.close(writing)
        assert closed.wait(60)


def test_this_process_is_alive():
    assert processes.this_process().pid == os.getpid()
    assert processes.is_alive(processes.this_process())


def test_a_number_that_was_given_to_another_process_does_not_count():
    myself = processes.this_process()
    assert not processes.is_alive(WorkerIdentity(myself.pid, myself.born - 100))


def test_a_process_that_was_killed_is_not_alive(child: "subprocess.Popen[bytes]"):
    worker = identity(child)
    assert processes.is_alive(worker)
    child.kill()
    eventually(lambda: psutil.Process(child.pid).status() == psutil.STATUS_ZOMBIE)  # until somebody waits for it
    assert not processes.is_alive(worker)
    child.wait()
    assert not processes.is_alive(worker)
