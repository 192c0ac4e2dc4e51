"""Contestants as processes of their own: what they print, how long they run, how much memory they take (Linux, macOS)."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Finished:
    """A process that came to its end."""

    lines: list[dict[str, Any]]  # the JSON objects it printed, one a line
    seconds: float  # from start to end
    peak_megabytes: int
    others: float  # share of all cores that other processes took meanwhile: above a few per cent the times say little


@dataclass(frozen=True)
class Moment:
    """A time, and how long all cores together had been busy by then; both in seconds from anywhere."""

    time: float
    busy: float

    @classmethod
    def now(cls) -> "Moment":
        times = psutil.cpu_times()
        idle = times.idle + getattr(times, "iowait", 0.0) + getattr(times, "guest", 0.0)
        return cls(time.perf_counter(), sum(times) - idle)


def share_of_others(since: Moment, own_seconds: float) -> float:
    """Share of all cores that went to others since then; own_seconds: of processor time, by the one that is measured."""
    now = Moment.now()
    return max(0.0, now.busy - since.busy - own_seconds) / (now.time - since.time) / (os.cpu_count() or 1)


def finished(command: Sequence[str], **environment: str) -> Finished:
    """Runs a command from the root of the project and echoes what it prints to standard error."""
    before, lines = Moment.now(), []
    print("$", *command, file=sys.stderr, flush=True)
    with subprocess.Popen(
        command, cwd=_ROOT, env=untouched() | environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        for line in process.stdout:
            print(f"  {line[:300].rstrip()}", file=sys.stderr, flush=True)
            if line.startswith("{"):
                lines.append(json.loads(line))
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"This command failed with exit code {process.returncode}: {' '.join(command)}")
    others = share_of_others(before, usage.ru_utime + usage.ru_stime)
    return Finished(lines, time.perf_counter() - before.time, _megabytes(usage), others)


def module(name: str, *arguments: object, python: str = sys.executable) -> list[str]:
    """The command that runs a module."""
    return [python, "-m", name, *map(str, arguments)]


def untouched() -> dict[str, str]:
    """The environment without what `lstm_core` sets in it when it is imported."""
    return {name: value for name, value in os.environ.items() if name != "OMP_WAIT_POLICY"}


def peak_megabytes() -> int:
    """The most memory this process has had so far."""
    return _megabytes(resource.getrusage(resource.RUSAGE_SELF))


def _megabytes(usage: resource.struct_rusage) -> int:
    return round(usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e6 / 1024))
