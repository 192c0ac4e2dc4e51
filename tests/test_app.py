"""The entry: what begins and ends with the server."""

import asyncio
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

import app
from lstm_core.execution import processes
from lstm_core.labs import default_config
from ui import looked, services


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list["subprocess.Popen[bytes]"]:
    """Processes that only wait, started in the place of others."""
    found: list[subprocess.Popen[bytes]] = []

    def start(*_: str, **__: Any) -> "subprocess.Popen[bytes]":
        found.append(subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE))
        return found[-1]

    monkeypatch.setattr(processes, "start", start)
    return found


def test_no_process_that_a_page_started_outlives_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, started: list["subprocess.Popen[bytes]"]
) -> None:
    monkeypatch.setenv("LAB_HOME", str(tmp_path))
    monkeypatch.setattr(app, "Supervisor", lambda home: nullcontext())
    monkeypatch.setattr(app.gc, "freeze", lambda: None)
    monkeypatch.setattr(app.sys, "setswitchinterval", lambda seconds: None)
    run, _ = services.store().submit(default_config("toy-reviews"), "key")

    async def life() -> None:
        async with app.lifespan(app.app):
            services.inference().ready()
            looked.questions()._inspector.ready()
            services.analyses().start("answers", run)
            services.errands().result("kaggle-files", {}, tmp_path / "cache" / "files.json")
            assert [process.poll() for process in started] == [None] * 4

    asyncio.run(life())
    assert all(process.poll() is not None for process in started)
