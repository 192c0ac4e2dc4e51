"""Starting a Python process that lives as long as the one that started it, and knowing who is alive.

A child reads its standard input to the end and then leaves: the pipe breaks whatever way the parent goes, kill -9 included.
"""

import contextlib
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

import psutil

from lstm_core.runs.store import WorkerIdentity


def start(module: str, *arguments: str, log: Path, stdout: int | None = None) -> "subprocess.Popen[bytes]":
    """`python -m module arguments` in a session of its own, so that Ctrl+C reaches the parent alone and the child can save."""
    log.parent.mkdir(parents=True, exist_ok=True)
    apart: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    root = Path(__file__).parents[2]
    with open(log, "ab") as errors:
        return subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=errors if stdout is None else stdout,
            stderr=errors,
            cwd=root,
            **apart,
        )


def discard(process: "subprocess.Popen[bytes]") -> None:
    """Ends a process that is no longer wanted, dead or alive, and closes its pipes."""
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with contextlib.suppress(OSError):  # what was not read any more
                pipe.close()
    process.wait()


def when_closed(stream: IO[bytes]) -> threading.Event:
    """An event that is set once the other end of the stream is gone."""
    closed = threading.Event()

    def wait() -> None:
        while stream.read(4096):
            pass
        closed.set()

    threading.Thread(target=wait, daemon=True).start()
    return closed


def yield_to_others() -> None:
    """Lets the web server go first where both want a core; alone on the machine it costs nothing."""
    if sys.platform == "win32":
        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    else:
        psutil.Process().nice(10)


def this_process() -> WorkerIdentity:
    return WorkerIdentity(os.getpid(), psutil.Process().create_time())


def is_alive(worker: WorkerIdentity) -> bool:
    """Whether that very process still runs: a number that was given to another process does not count."""
    try:
        process = psutil.Process(worker.pid)
        return abs(process.create_time() - worker.born) < 1.0 and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
    except psutil.Error:  # it is there, but not ours to look at
        return True
