"""The dashboard as a process: started, killed and asked from outside."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from lstm_core.config import RunConfig
from lstm_core.data.catalog import fingerprint
from lstm_core.home import Home
from lstm_core.labs import default_config
from lstm_core.runs.record import RunRecord, run_key
from lstm_core.runs.store import RunStore

ROOT = Path(__file__).parents[2]
PATIENCE = 150  # seconds; the first test of a fresh environment waits for every library to be compiled and read


class Server:
    """`streamlit run app.py` on a port and a lab folder of its own; may be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder)
        self._log = folder / "server.log"
        self._process: subprocess.Popen[bytes] | None = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]

    @property
    def url(self) -> str:
        return f"http://localhost:{self._port}"

    @property
    def store(self) -> RunStore:
        return RunStore(self.home.database)

    def start(self) -> None:
        """Returns once it answers."""
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
        with open(self._log, "ab") as log:
            self._process = subprocess.Popen(
                [*command, "--server.port", str(self._port)],
                cwd=ROOT,
                env={**os.environ, "LAB_HOME": str(self.home.folder)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        until(self._answers, "the server answers")

    def submit(self, **settings: object) -> RunRecord:
        """A run of toy reviews queued from outside, as another person would."""
        config = RunConfig.from_flat({**default_config("toy-reviews").flat(), **settings})
        key = run_key(config, fingerprint(config.data, self.home), "test")
        return self.store.submit(config, key, again=True)[0]

    def run(self, run_id: str) -> RunRecord:
        """The run as it is now."""
        found = self.store.get(run_id)
        assert found
        return found

    def wait_for_end(self, run_id: str) -> RunRecord:
        until(lambda: self.run(run_id).status.ended, f"run {run_id} has ended")
        return self.run(run_id)

    def stop_everything(self) -> None:
        """The one worker is free again for the next test."""
        for run in self.store.newest():
            self.store.request_stop(run.id)
        until(lambda: all(run.status.ended for run in self.store.newest()), "every run has ended")

    def children(self) -> list[psutil.Process]:
        """The worker, and the process that answers if there is one."""
        assert self._process
        return psutil.Process(self._process.pid).children(recursive=True)

    def kill(self) -> None:
        """kill -9: it cannot tidy up."""
        assert self._process
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """The way it is meant to end; whatever is left then is ended by force."""
        if self._process is None or self._process.poll() is not None:
            return
        family = [psutil.Process(self._process.pid), *self.children()]
        self._process.terminate()
        _, left = psutil.wait_procs(family, timeout=20)
        for process in left:
            process.kill()
        self._process.wait()

    def _answers(self) -> bool:
        assert self._process
        if self._process.poll() is not None:
            pytest.fail(f"the server ended at its start:\n{self._log.read_text()[-3_000:]}")
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


def until(true: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Asks again and again, for what happens outside the browser."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            pytest.fail(f"waited {seconds:.0f} s in vain until {what}")
        time.sleep(0.1)
