"""Long questions about trained runs, as the web server sees them: asked once, answered by a process, kept as a file."""

import contextlib
import hashlib
import json
import subprocess
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from lstm_core import __version__
from lstm_core.data.catalog import fingerprint
from lstm_core.execution import processes
from lstm_core.home import Home
from lstm_core.quantities import duration
from lstm_core.runs.record import RunRecord
from lstm_core.whole_files import write_whole

_LONGEST_SILENCE = 1_800.0  # seconds without a sign of life after which a process is taken for one that hangs
_FOLDER = "analysis"  # in that of the run
_SHARED = ("baselines",)  # depend on the data alone: runs on the same data share the answer
_BASELINES = 2  # of their format: what was computed in an older one is computed anew

Status = Literal["none", "waiting", "working", "failed", "done"]


@dataclass(frozen=True)
class State:
    """How far an analysis is."""

    status: Status
    what: str = ""  # is being done right now, or why it failed
    done: int = 0
    total: int = 0  # 0: not known


class Analyses:
    """Starts one process at a time; the others wait in the order they were asked for, whether a page looks or not."""

    def __init__(self, home: Home, longest_silence: float = _LONGEST_SILENCE) -> None:
        self._home, self._longest_silence = home, longest_silence
        self._lock = threading.Lock()
        self._waiting: dict[Path, tuple[str, str]] = {}  # file: run and name
        self._working: tuple[Path, subprocess.Popen[bytes], str] | None = None  # file, process, run

    def start(self, name: str, run: RunRecord) -> None:
        """Asks for it, unless it is waiting or worked at already; an earlier answer is forgotten."""
        file = analysis_file(name, run, self._home)
        with self._lock:
            self._advance()
            if not self._is_asked(file):
                _forget(file)
                self._waiting[file] = (run.id, name)
                self._advance()

    def stop(self, name: str, run: RunRecord) -> None:
        file = analysis_file(name, run, self._home)
        with self._lock:
            self._waiting.pop(file, None)
            if self._working and self._working[0] == file:
                self._discard()
            self._advance()

    def stop_all(self, run_id: str) -> None:
        """Whatever was asked for about a run."""
        with self._lock:
            self._waiting = {file: asked for file, asked in self._waiting.items() if asked[0] != run_id}
            if self._working and self._working[2] == run_id:
                self._discard()
            self._advance()

    def forget(self, name: str, run: RunRecord) -> None:
        """An answer there was; it can be asked for anew."""
        with self._lock:
            _forget(analysis_file(name, run, self._home))

    def state(self, name: str, run: RunRecord) -> State:
        file = analysis_file(name, run, self._home)
        with self._lock:
            self._advance()
            if file in self._waiting:
                return State("waiting")
            asked = self._is_asked(file)
        if asked:
            told = _told(file)
            return State("working", *told[1:]) if told[0] == "working" else State("working", "Starting")
        if file.exists():
            return State("done")
        told = _told(file)
        return State("failed", told[1]) if told[0] == "failed" else State("none")

    def result(self, name: str, run: RunRecord) -> dict[str, Any] | None:
        """The answer, once there is one."""
        with contextlib.suppress(OSError, ValueError):
            found: dict[str, Any] = json.loads(analysis_file(name, run, self._home).read_text(encoding="utf-8"))
            return found
        return None

    def close(self) -> None:
        with self._lock:
            self._waiting.clear()
            if self._working:
                self._discard()

    def _discard(self) -> None:
        """Ends the process under way, and leaves nothing of it."""
        assert self._working
        file, process, _ = self._working
        processes.discard(process)
        self._working = None
        _state_file(file).unlink(missing_ok=True)

    def _is_asked(self, file: Path) -> bool:
        return file in self._waiting or bool(self._working and self._working[0] == file)

    def _advance(self) -> None:
        """Says what became of a process that ended, and starts the next."""
        if self._working and self._working[1].poll() is not None:
            self._give_up("The process that worked at this ended unexpectedly, perhaps for want of memory.")
        if self._working is None and self._waiting:
            file, (run_id, name) = next(iter(self._waiting.items()))
            del self._waiting[file]
            process = self._process(run_id, name)
            self._working = file, process, run_id
            threading.Thread(target=self._watch, args=[file, process], name=f"watches {name}", daemon=True).start()

    def _give_up(self, why: str) -> None:
        """Of the process under way nothing more is to come; why: what is said where it left no answer."""
        assert self._working
        file, process, _ = self._working
        processes.discard(process)
        if not file.exists() and _told(file)[0] != "failed":
            write_state(file, "failed", why)
        self._working = None

    def _watch(self, file: Path, process: "subprocess.Popen[bytes]") -> None:
        """Sees a process to its end, makes one where nothing is heard of it for long, and lets the next begin."""
        started = time.time()
        while process.poll() is None and (patience := _heard(file, started) + self._longest_silence - time.time()) > 0:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(patience)
        with self._lock:
            if self._working and self._working[1] is process and process.poll() is None:
                self._give_up(
                    f"Nothing was heard of this for {duration(self._longest_silence)}, so it was given up. Ask for less."
                )
            self._advance()

    def _process(self, run_id: str, name: str) -> "subprocess.Popen[bytes]":
        log = self._home.logs / "analysis.log"
        return processes.start("lstm_core.execution.analysis", str(self._home.folder), run_id, name, log=log)


def analysis_file(name: str, run: RunRecord, home: Home) -> Path:
    """Where the answer is kept: with the run, or for all runs on the same data."""
    if name not in _SHARED:
        return home.run(run.id) / _FOLDER / f"{name}.json"
    data = run.config.data
    content = f"{data.model_dump_json()}\n{fingerprint(data, home)}\n{__version__} {_BASELINES}"
    digest = hashlib.blake2b(content.encode(), digest_size=16).hexdigest()
    return home.cache / "baselines" / f"{digest}.json"


def write_result(file: Path, result: Mapping[str, Any]) -> None:
    _write(file, result)
    _state_file(file).unlink(missing_ok=True)


def write_state(file: Path, status: Status, what: str = "", done: int = 0, total: int = 0) -> None:
    _write(_state_file(file), {"status": status, "what": what, "done": done, "total": total})


def _write(file: Path, content: Mapping[str, Any]) -> None:
    """Nothing where the run was deleted meanwhile: its folder is not made again."""
    of_a_run = file.parent.name == _FOLDER
    with contextlib.suppress(FileNotFoundError):
        file.parent.mkdir(parents=not of_a_run, exist_ok=True)
        write_whole(file, json.dumps(content))


def _heard(file: Path, started: float) -> float:
    """When the process last said how far it is; seconds since 1970."""
    try:
        return max(started, _state_file(file).stat().st_mtime)
    except OSError:
        return started


def _state_file(file: Path) -> Path:
    return file.with_suffix(".state.json")


def _forget(file: Path) -> None:
    file.unlink(missing_ok=True)
    _state_file(file).unlink(missing_ok=True)


def _told(file: Path) -> tuple[str, str, int, int]:
    try:
        said = json.loads(_state_file(file).read_text(encoding="utf-8"))
        return said["status"], said["what"], said["done"], said["total"]
    except (OSError, ValueError, KeyError, TypeError):
        return "none", "", 0, 0
