"""A process that is asked: what happens where it hangs, or leaves in the middle of an answer."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from polling import eventually

from lstm_core.errors import LabError
from lstm_core.execution import processes
from lstm_core.execution.asked import Asked
from lstm_core.home import Home

HANGS = "import sys; sys.stdin.read()"
STUTTERS = "import sys; sys.stdin.readline(); print('{\"half\":', end='', flush=True)"
ECHOES = "import sys\nfor line in sys.stdin: print(line, end='', flush=True)"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list["subprocess.Popen[bytes]"]:
    """The processes that were started; the name of the module is the program."""
    found: list[subprocess.Popen[bytes]] = []

    def start(module: str, *_: str, **__: Any) -> "subprocess.Popen[bytes]":
        found.append(subprocess.Popen([sys.executable, "-c", module], stdin=subprocess.PIPE, stdout=subprocess.PIPE))
        return found[-1]

    monkeypatch.setattr(processes, "start", start)
    return found


def test_a_process_that_hangs_is_ended_with_a_sentence_and_not_asked_again(
    home: Home, started: list["subprocess.Popen[bytes]"]
) -> None:
    asked = Asked(home, HANGS, longest_seconds=0.1)
    with pytest.raises(LabError, match=r"^This took longer than 0 s and was given up\. Ask for less\.$"):
        asked.ask({"text": "good"})
    assert [process.poll() is not None for process in started] == [True]


def test_it_is_closed_in_the_middle_of_an_answer_and_starts_nothing_more(
    home: Home, started: list["subprocess.Popen[bytes]"]
) -> None:
    asked = Asked(home, HANGS)
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(asked.ask, {"text": "good"})
        eventually(lambda: started)
        asked.close()
        with pytest.raises(LabError, match="about to end"):
            answer.result(20)
    assert [process.poll() is not None for process in started] == [True]


def test_half_an_answer_is_none(home: Home, started: list["subprocess.Popen[bytes]"]) -> None:
    with pytest.raises(LabError, match="ended unexpectedly"):
        Asked(home, STUTTERS).ask({"text": "good"})
    assert len(started) == 2


def test_the_deadline_is_that_of_each_answer(home: Home, started: list["subprocess.Popen[bytes]"]) -> None:
    asked = Asked(home, ECHOES)
    assert [asked.ask({"number": number}) for number in range(3)] == [{"number": number} for number in range(3)]
    assert len(started) == 1
    asked.close()
