"""A file as large as may be, in a real browser: `python -m benchmarks.large_file [MEGABYTES ...]` (some minutes; 199 and 201 by default).

Makes a CSV file of 200,000 comments, brings it on the page Data as a person does, and waits for what the doctor says; what is taken is then
brought on Predict to a small model and answered. Meanwhile another viewer draws Home again and again. Says how long it all took, how long
the other one waited at most, and how much memory the server and the processes beside it had at their most. Needs Chromium. Linux.
"""

import asyncio
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Page, sync_playwright

from benchmarks.pages import viewer
from benchmarks.processes import finished, module
from benchmarks.server import served
from benchmarks.table import print_json, print_table

_ROWS = 200_000
_SMALL = ("--set", "examples=2000", "--set", "epochs=1")
_PATIENCE = 600_000.0  # milliseconds


def comments(file: Path, megabytes: float) -> None:
    length = int(megabytes * 1e6 / _ROWS) - 20
    words = [
        "what",
        "they",
        "thought",
        "of",
        "the",
        "film",
        "was",
        "told",
        "at",
        "some",
        "length",
        "and",
        "with",
        "many",
        "words",
    ]
    with file.open("w", encoding="utf-8") as stream:
        stream.write("comment,verdict\n")
        for row in range(_ROWS):
            text = " ".join(words[(row * 7 + place * (1 + row % 5)) % len(words)] for place in range(length // 5))
            stream.write(f"number {row:06d} {text[:length]:<{length}},{('good', 'bad')[row % 2]}\n")


class Watch:
    """What goes on in the machine while something is done."""

    def __init__(self, port: int, server: psutil.Process) -> None:
        self._port, self._server, self._over = port, server, threading.Event()
        self.waited: list[float] = []
        self.server_bytes, self.others = 0, dict[str, int]()

    def look(self) -> None:
        while not self._over.wait(0.05):
            self.server_bytes = max(self.server_bytes, self._server.memory_info().rss)
            for child in self._server.children(recursive=True):
                try:
                    name, size = child.cmdline()[2].rpartition(".")[2], child.memory_info().rss
                except (psutil.Error, IndexError):
                    continue
                self.others[name] = max(size, self.others.get(name, 0))

    def draw(self) -> None:
        asyncio.run(self._draw())

    async def _draw(self) -> None:
        async with viewer(self._port) as other:
            while not self._over.is_set():
                self.waited.append(await other.draw("", ""))
                await asyncio.sleep(0.05)

    def end(self) -> None:
        self._over.set()


@contextmanager
def watched(port: int, server: psutil.Process) -> Iterator[Watch]:
    watch = Watch(port, server)
    threads = [threading.Thread(target=target) for target in (watch.look, watch.draw)]
    for thread in threads:
        thread.start()
    try:
        yield watch
    finally:
        watch.end()
        for thread in threads:
            thread.join()


def on_data(page: Page, url: str, file: Path) -> dict[str, Any]:
    page.goto(f"{url}/data")
    began = time.perf_counter()
    page.locator(".bring input").set_input_files(file)
    page.locator(".st-key-waiting_examine, .bring-failed .bring-text").first.wait_for(timeout=_PATIENCE)
    brought = time.perf_counter() - began
    refused = page.locator(".bring-failed .bring-text")
    if refused.count():
        return {"brought s": brought, "said": refused.inner_text()}
    page.locator(".st-key-verdict").wait_for(timeout=_PATIENCE)
    said = page.locator(".st-key-verdict").inner_text().split("\n")[0]
    return {"brought s": brought, "read s": time.perf_counter() - began - brought, "said": said}


def on_predict(page: Page, url: str, run: str, file: Path) -> dict[str, Any]:
    page.goto(f"{url}/predict?run={run}")
    began = time.perf_counter()
    page.locator(".bring input").set_input_files(file)
    page.locator(".st-key-waiting_columns").wait_for(timeout=_PATIENCE)
    brought = time.perf_counter() - began
    start = page.locator("[class*='st-key-start_batch-'] button")
    start.wait_for(timeout=_PATIENCE)
    read = time.perf_counter() - began - brought
    start.click()
    page.get_by_text("Download the answers").wait_for(timeout=_PATIENCE)
    answered = time.perf_counter() - began - brought - read
    with page.expect_download(timeout=_PATIENCE) as coming:
        page.get_by_text("Download the answers").click()
    size = Path(coming.value.path()).stat().st_size
    return {"brought s": brought, "read s": read, "answered s": answered, "said": f"{size / 1e6:.0f} MB came back"}


def row(megabytes: float, where: str, found: dict[str, Any], watch: Watch) -> dict[str, Any]:
    empty = dict.fromkeys(("brought s", "read s", "answered s"), "")
    seconds = {name: round(value, 1) for name, value in found.items() if isinstance(value, float)}
    others = ", ".join(f"{name} {size / 1e6:.0f}" for name, size in sorted(watch.others.items()) if name in _SHOWN)
    return {
        "MB": megabytes,
        "on": where,
        **empty,
        **seconds,
        "Home beside it ms": round(max(watch.waited) * 1e3),
        "server MB": round(watch.server_bytes / 1e6),
        "beside it MB": others,
        "said": found["said"],
    }


_SHOWN = ("errand", "analysis")


def measured(home: Path, sizes: list[float]) -> Iterator[dict[str, Any]]:
    run = finished(module("lstm_core", "train", "toy-reviews", *_SMALL, "--runs", home, "--json")).lines[-1]["run"]
    file = home / "comments.csv"
    with served(home) as (port, process), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        page, url, server = browser.new_page(), f"http://localhost:{port}", psutil.Process(process.pid)
        for megabytes in sizes:
            comments(file, megabytes)
            with watched(port, server) as watch:
                found = on_data(page, url, file)
            yield row(megabytes, "Data", found, watch)
            if "read s" in found:
                with watched(port, server) as watch:
                    found = on_predict(page, url, run, file)
                yield row(megabytes, "Predict", found, watch)
        browser.close()


def main() -> None:
    sizes = [float(one) for one in sys.argv[1:]] or [199.0, 201.0]
    with tempfile.TemporaryDirectory() as folder:
        found = list(measured(Path(folder), sizes))
    print_table(found)
    print_json({"files": found})


if __name__ == "__main__":
    main()
