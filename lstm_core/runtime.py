"""What a process needs before it trains fast, decided here and shown to the user."""

import ctypes
import os
import platform
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

import psutil
import torch

from lstm_core.errors import LabError

# M_MMAP_THRESHOLD, M_TRIM_THRESHOLD, M_ARENA_MAX and M_TOP_PAD of glibc's malloc.h
_KEEP_FREED_MEMORY = ((-3, 1 << 30), (-1, (1 << 31) - 1), (-8, 1), (-2, 64 << 20))
_TELLING_SECONDS = 0.5


@dataclass(frozen=True)
class Runtime:
    """Where and how exactly a run computes."""

    device: torch.device
    precision: str  # fp32 or bf16

    def autocast(self) -> AbstractContextManager[object]:
        """16-bit arithmetic where it was chosen; weights, loss and optimizer stay in 32 bits.

        Without PyTorch's cache of weights in 16 bits, which all threads would share.
        """
        on = self.precision == "bf16"
        return torch.autocast(self.device.type, torch.bfloat16, enabled=on, cache_enabled=False)

    def facts(self) -> dict[str, str | int]:
        precision = "TF32" if self.device.type == "cuda" and self.precision == "fp32" else self.precision
        return {"device": device_name(self.device), "precision": precision, "threads": torch.get_num_threads()}


def prepare_process(threads: int | None = None) -> None:
    """Call once, before the first tensor.

    The gradient of an untrained LSTM fades into subnormal numbers within some 130 steps, and every multiplication
    with one of those takes a hundred times as long: they become 0. The switch is per thread, and the threads that
    compute inherit it only if it is set before they start. On CUDA, products of 32-bit numbers are taken in TF32.
    """
    keep_freed_memory()
    torch.backends.cuda.matmul.fp32_precision = "tf32"
    torch.backends.cudnn.rnn.fp32_precision = "tf32"  # type: ignore[attr-defined]
    torch.set_flush_denormal(True)
    if threads:
        torch.set_num_threads(threads)


def keep_freed_memory() -> bool:
    """True where the C library could be told so (glibc); elsewhere nothing happens.

    A step of an LSTM asks for buffers of megabytes. By default glibc maps each anew and gives it back after the step, and at the
    next step the kernel clears every page again: up to half of a step's time (docs/decisions/004-memory-is-kept.md).
    """
    if not sys.platform.startswith("linux"):
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:  # musl has none
        return False
    return all(mallopt(option, value) for option, value in _KEEP_FREED_MEMORY)


def return_freed_memory() -> None:
    """Gives back what was kept so far, where the C library can: what preparing data took is more than training takes."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform.startswith("linux") else None
    if trim is not None:
        trim(0)


@dataclass(frozen=True)
class Moment:
    """Processor time spent by then, in seconds from anywhere."""

    time: float
    all: float  # on all cores, by everybody
    own: float  # by this process

    @classmethod
    def now(cls) -> "Moment":
        times = psutil.cpu_times()
        idle = times.idle + getattr(times, "iowait", 0.0) + getattr(times, "guest", 0.0)
        return cls(time.perf_counter(), sum(times) - idle, time.process_time())

    def taken_by_others(self) -> float:
        """Share of the cores that went to other processes since then; 0 where that is too short ago to tell."""
        now = Moment.now()
        if now.time - self.time < _TELLING_SECONDS:
            return 0.0
        others = now.all - self.all - (now.own - self.own)
        return max(0.0, others) / (now.time - self.time) / (os.cpu_count() or 1)


def choose(device: str, precision: str) -> Runtime:
    """Resolves auto. Raises LabError for CUDA where there is none."""
    if device == "cuda" and not torch.cuda.is_available():
        raise LabError(
            "training.device: 'cuda' was asked for, but PyTorch sees no CUDA device here. Take 'auto' or 'cpu'."
        )
    chosen = torch.device("cuda" if device != "cpu" and torch.cuda.is_available() else "cpu")
    return Runtime(chosen, ("bf16" if bf16_pays(chosen) else "fp32") if precision == "auto" else precision)


def bf16_pays(device: torch.device) -> bool:
    """On a CPU only where it multiplies bf16 in hardware; elsewhere it is slower than fp32. On CUDA TF32 is fast enough."""
    if device.type == "cuda":
        return False
    instructions: list[Callable[[], bool]] = [
        getattr(torch.cpu, name, bool) for name in ("_is_amx_tile_supported", "_is_avx512_bf16_supported")
    ]
    return any(supported() for supported in instructions)


def device_name(device: torch.device) -> str:
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return f"CPU ({platform.machine()}, {os.cpu_count()} cores)"


def machine() -> dict[str, str | int]:
    """What a run with everything on auto would use here."""
    return choose("auto", "auto").facts()
