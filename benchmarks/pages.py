"""How long pages hold people up where much was trained: `python -m benchmarks.pages [RUNS]` (a minute).

Fills a folder with so many runs, 500 by default, one of them with the outputs, the texts and the curve of a long training on IMDB. Then one
viewer opens every page, as a browser does, and draws it again, while another one draws Home again and again. Prints the seconds of every
page and how long the other one waited meanwhile; the last line is JSON. Linux and macOS.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import psutil
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.big_home import fill
from benchmarks.server import served
from benchmarks.table import print_json, print_table
from lstm_core.home import Home

_MOST_SECONDS = 0.3
_PAUSE, _ALONE = 0.02, 10  # seconds between two draws of the other one; how often it draws before somebody comes


class Viewer:
    """A browser's side of the protocol."""

    def __init__(self, socket: Any) -> None:
        self._socket, self._page = socket, ""

    async def draw(self, page: str, query: str) -> float:
        """Seconds until a whole script run is over. Raises RuntimeError for an exception on the page."""
        message = BackMsg()
        rerun = message.rerun_script
        rerun.page_name, rerun.query_string, rerun.page_script_hash = page, query, self._page
        began = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        while True:
            forward = ForwardMsg()
            forward.ParseFromString(await asyncio.wait_for(self._socket.recv(), 60))
            kind = forward.WhichOneof("type")
            if kind == "new_session":
                self._page = forward.new_session.page_script_hash
            elif kind == "delta" and forward.delta.new_element.WhichOneof("type") == "exception":
                raise RuntimeError(forward.delta.new_element.exception.message)
            elif kind == "script_finished" and forward.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return time.perf_counter() - began


@asynccontextmanager
async def viewer(port: int) -> AsyncIterator[Viewer]:
    address = f"ws://localhost:{port}/_stcore/stream"
    async with websockets.connect(address, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[list-item]
        yield Viewer(socket)


async def waits(port: int, waited: list[float]) -> None:
    """Draws Home until it is cancelled."""
    async with viewer(port) as other:
        while True:
            waited.append(await other.draw("", ""))
            await asyncio.sleep(_PAUSE)


async def measured(port: int, page: str, query: str) -> dict[str, Any]:
    waited: list[float] = []
    other = asyncio.create_task(waits(port, waited))
    while len(waited) < _ALONE and not other.done():
        await asyncio.sleep(_PAUSE)
    alone = sorted(waited)[len(waited) // 2]
    del waited[:]
    async with viewer(port) as one:
        first = await one.draw(page, query)
        again = [await one.draw(page, query) for _ in range(5)]
    await asyncio.sleep(0.2)
    other.cancel()
    return {
        "page": f"{page or 'home'}{f'?{query}' if query else ''}"[:60],
        "first ms": round(first * 1e3),
        "again ms": round(sorted(again)[2] * 1e3),
        "Home beside it ms": round(max(waited) * 1e3),
        "Home alone ms": round(alone * 1e3),
    }


def pages(long: str, series: str, others: list[str]) -> list[tuple[str, str]]:
    """Page and query; the run with much to show, a forecaster, and others to lay over each other."""
    return [
        ("", ""),
        ("runs", ""),
        ("train", ""),
        *((page, f"run={run}") for run in (long, series) for page in ("train", "evaluate", "predict")),
        ("inside", f"run={long}"),
        ("inside", f"run={long}&view=Time+machine"),
        ("compare", ""),
        ("compare", f"compare_view=runs&runs={','.join(others[:12])}"),
        ("data", ""),
    ]


async def all_pages(port: int, asked: list[tuple[str, str]]) -> list[dict[str, Any]]:
    async with viewer(port) as one:
        await one.draw("", "")
    found = []
    for page, query in asked:
        found.append(await measured(port, page, query))
        print(found[-1], file=sys.stderr, flush=True)
    return found


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with tempfile.TemporaryDirectory() as folder:
        long, series, others = fill(Home(Path(folder)), runs)
        with served(Path(folder)) as (port, process):
            found = asyncio.run(all_pages(port, pages(long, series, others)))
            memory = psutil.Process(process.pid).memory_info().rss
    print_table(found)
    longest = max(max(one["first ms"], one["again ms"]) for one in found)
    print_json({"runs": runs, "longest_ms": longest, "held": longest <= _MOST_SECONDS * 1e3, "server_mb": memory / 1e6})


if __name__ == "__main__":
    main()
