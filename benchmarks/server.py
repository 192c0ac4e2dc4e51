"""The dashboard as a process of its own, with a folder of its own."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def served(folder: Path) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """Its port and its process, from when it answers on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--server.headless", "true", "--server.port", str(port)]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", *options],
        cwd=_ROOT,
        env={**os.environ, "LAB_HOME": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield port, server
    finally:
        server.terminate()
        server.wait()


def _wait(port: int) -> None:
    while True:
        try:
            http.client.HTTPConnection("localhost", port, timeout=5).request("GET", "/_stcore/health")
        except OSError:
            time.sleep(0.2)
        else:
            time.sleep(2)  # the worker, too, has started
            return
