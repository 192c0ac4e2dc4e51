"""A process that answers questions, one JSON line in, one out; and the loop inside it."""

import json
import logging
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from lstm_core.errors import LabError
from lstm_core.execution import processes
from lstm_core.home import Home

_LONGEST_SECONDS = 120.0  # of one answer, the start of the process included

_Kept = TypeVar("_Kept")


class Asked:
    """The web server's side: starts the process when the first question comes and again should it have died."""

    def __init__(self, home: Home, module: str, longest_seconds: float = _LONGEST_SECONDS) -> None:
        """module: its last part names the log. longest_seconds: after which a process that has not answered is ended."""
        self._longest_seconds = longest_seconds
        self._home, self._module = home, module
        self._log = home.logs / f"{module.rpartition('.')[2]}.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._closed = False

    def ready(self) -> bool:
        """Starts the process where none runs, without waiting for it; true when one was there already."""
        if not self._lock.acquire(blocking=False):
            return True  # it is answering somebody
        try:
            return self._ready()
        finally:
            self._lock.release()

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        """Waits for the answer. Asks a second time where the process is found dead: most likely it died long before.

        Raises LabError with what the process could not do, and where it took too long.
        """
        with self._lock:
            line = self._line(question) or self._line(question)
        if not line:
            raise LabError(f"The process that answers ended unexpectedly; ask again. Details are in {self._log}.")
        reply: dict[str, Any] = json.loads(line)
        if "error" in reply:
            raise LabError(reply["error"])
        return reply

    def close(self) -> None:
        """Ends the process, in the middle of an answer too, for good."""
        self._closed = True
        while not self._lock.acquire(timeout=0.05):
            if process := self._process:
                process.kill()
        self._discard()
        self._lock.release()

    def _ready(self) -> bool:
        if self._closed:
            raise LabError("The server is about to end; nothing is answered any more.")
        if self._process is not None and self._process.poll() is None:
            return True
        self._discard()
        self._process = processes.start(self._module, str(self._home.folder), log=self._log, stdout=subprocess.PIPE)
        return False

    def _discard(self) -> None:
        if self._process is not None:
            processes.discard(self._process)
            self._process = None

    def _line(self, question: dict[str, Any]) -> bytes:
        """What the process said; empty where it ended without. Raises LabError where it had to be ended."""
        self._ready()
        assert self._process
        overdue = threading.Event()
        deadline = threading.Timer(self._longest_seconds, _end, [self._process, overdue])
        deadline.start()
        line = _exchanged(self._process, question)
        deadline.cancel()
        if line and not overdue.is_set():
            return line
        self._discard()
        if overdue.is_set():
            raise LabError(f"This took longer than {self._longest_seconds:.0f} s and was given up. Ask for less.")
        return b""


def _end(process: "subprocess.Popen[bytes]", overdue: threading.Event) -> None:
    overdue.set()
    process.kill()


def _exchanged(process: "subprocess.Popen[bytes]", question: dict[str, Any]) -> bytes:
    """The line that answers; empty where the process ended before it was whole."""
    assert process.stdin
    assert process.stdout
    try:
        process.stdin.write(json.dumps(question).encode() + b"\n")
        process.stdin.flush()
        line = process.stdout.readline()
    except OSError:
        return b""
    return line if line.endswith(b"\n") else b""


def serve(answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answers every line of standard input until it ends; what cannot be answered is said in a sentence."""
    for line in sys.stdin.buffer:
        try:
            reply = answer(json.loads(line))
        except LabError as problem:
            reply = {"error": str(problem)}
        except Exception:
            logging.exception("a question could not be answered")
            reply = {
                "error": "This could not be answered; the log of the process that answers says why. Try another text or run."
            }
        sys.stdout.buffer.write(json.dumps(reply).encode() + b"\n")
        sys.stdout.buffer.flush()


class Newest(Generic[_Kept]):
    """Keeps what was made or used last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept = OrderedDict[Any, _Kept]()

    def get(self, key: Any, make: Callable[[], _Kept]) -> _Kept:
        if key not in self._kept:
            self._kept[key] = make()
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return self._kept[key]
