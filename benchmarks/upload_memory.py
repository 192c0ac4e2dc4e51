"""The server's memory while ten people bring 50 MB each at the same moment: `python -m benchmarks.upload_memory [PEOPLE] [MEGABYTES]`.

Starts the dashboard with a folder of its own, sends the files piece by piece as browsers do, and watches the resident memory of the server
process (workers are others). Linux and macOS.
"""

import http.client
import json
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from benchmarks.server import served

_PIECE = 1 << 16


def content(person: int, megabytes: int) -> Iterator[bytes]:
    """Comments of one person, as CSV."""
    line = f"this is what person {person} thought of the film number %09d,%s\n"
    sent = 0
    piece = b"comment,verdict\n"
    number = 0
    while sent < megabytes * 1_000_000:
        while len(piece) < _PIECE:
            piece += (line % (number, ("good", "bad")[number % 2])).encode()
            number += 1
        yield piece
        sent += len(piece)
        piece = b""


def send(port: int, person: int, megabytes: int, answers: list[str]) -> None:
    connection = http.client.HTTPConnection("localhost", port, timeout=600)
    connection.request(
        "PUT",
        f"/api/uploads?name=person-{person}.csv",
        content(person, megabytes),
        {"x-lstm-lab": "upload"},
        encode_chunked=True,
    )
    answers.append(json.loads(connection.getresponse().read())["upload"])


def main() -> None:
    people, megabytes = (int(one) for one in (sys.argv[1:] + ["10", "50"][len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as (port, process):
        measure(psutil.Process(process.pid), port, people, megabytes)


def measure(server: psutil.Process, port: int, people: int, megabytes: int) -> None:
    before, most = server.memory_info().rss, 0
    answers: list[str] = []
    threads = [threading.Thread(target=send, args=(port, person, megabytes, answers)) for person in range(people)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        most = max(most, server.memory_info().rss)
        time.sleep(0.02)
    seconds = time.perf_counter() - started
    assert len(set(answers)) == people
    print(
        f"{people} files of {megabytes} MB in {seconds:.1f} s: {before / 1e6:.0f} MB before, at most {most / 1e6:.0f} MB"
    )
    print(json.dumps({"before_mb": before / 1e6, "most_mb": most / 1e6, "seconds": seconds}))


if __name__ == "__main__":
    main()
