"""What spinning threads cost beside a busy neighbour: `python -m benchmarks.waiting_threads` (about a minute).

Times forward and backward of an LSTM (64 -> 64, 200 steps, batch 32) with torch's default waiting and with sleeping threads,
on an idle machine and beside one process that keeps a core busy. Prints medians in milliseconds and JSON as the last line.
"""

import json
import subprocess
import sys

from benchmarks.processes import untouched

_TIMED = """
import statistics, time, torch
torch.set_flush_denormal(True)
lstm, inputs, times = torch.nn.LSTM(64, 64), torch.randn(200, 32, 64), []
for _ in range(9):
    began = time.perf_counter()
    lstm(inputs)[0].sum().backward()
    times.append(time.perf_counter() - began)
print(statistics.median(times) * 1e3)
"""


def milliseconds(policy: str | None) -> float:
    environment = untouched()
    if policy:
        environment["OMP_WAIT_POLICY"] = policy
    answer = subprocess.run([sys.executable, "-c", _TIMED], env=environment, capture_output=True, text=True, check=True)
    return round(float(answer.stdout), 1)


def both() -> dict[str, float]:
    return {"default": milliseconds(None), "passive": milliseconds("passive")}


def main() -> None:
    result = {"idle": both()}
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as neighbour:
        try:
            result["beside a busy process"] = both()
        finally:
            neighbour.kill()
    for situation, figures in result.items():
        print(f"{situation:24} default {figures['default']:8.1f} ms   passive {figures['passive']:8.1f} ms")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
