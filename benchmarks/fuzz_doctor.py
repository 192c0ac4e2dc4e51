"""Gives the doctor twenty thousand damaged files: `python -m benchmarks.fuzz_doctor [20000]` (ten minutes).

The files of tests/data/doctor/fuzzing.py, drawn anew: every outcome must be a data set that can be trained on, or a sentence; the first
that is neither is made as small as possible and shown. Prints how many there were of each, and the time a file takes.
"""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from benchmarks.table import print_json

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "data" / "doctor"))

from fuzzing import TASKS, Judge, damaged


def fuzz(files: int, judge: Judge) -> tuple[Counter[str], list[float]]:
    """How many files came to what, and the seconds each took."""
    outcomes: Counter[str] = Counter()
    seconds: list[float] = []

    @settings(
        max_examples=files,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(damaged(), st.sampled_from(TASKS))
    def one(drawn: tuple[str, bytes], task: str) -> None:
        before = time.perf_counter()
        examined = judge.judge(*drawn, task)
        seconds.append(time.perf_counter() - before)
        outcomes[f"{examined.task}" if examined.ok else "a sentence"] += 1

    one()
    return outcomes, sorted(seconds)


def main() -> None:
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        outcomes, seconds = fuzz(files, Judge(Path(folder)))
    said = ", ".join(f"{count:,} {outcome}" for outcome, count in outcomes.most_common())
    median, slowest = seconds[len(seconds) // 2] * 1e3, seconds[-1] * 1e3
    print(f"{len(seconds):,} files: {said}. Median {median:.1f} ms, slowest {slowest:.0f} ms.")
    print_json({"files": len(seconds), "outcomes": outcomes, "median_ms": median, "slowest_ms": slowest})


if __name__ == "__main__":
    main()
