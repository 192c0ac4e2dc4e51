"""What it costs a training to be remembered and watched: `python -m benchmarks.recording [LAB ...]`.

Trains each lab at its own settings in this process. snapshots: wall time inside the album, as a share of the training's. watched: CPU
time of what a viewer of the time machine has computed while it trains, gradients and five probes at the newest moment as often as
the page draws itself anew, as a share of the training's CPU time; the page has it computed by a process of its own.
"""

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.table import print_table
from lstm_core import runtime
from lstm_core.experiment import run as experiment
from lstm_core.home import Home
from lstm_core.inside.album import Album, load_sample
from lstm_core.inside.probing import probed
from lstm_core.inside.reach import reach
from lstm_core.labs import LABS
from lstm_core.runs import moments
from lstm_core.trained import TrainedModel
from lstm_core.training.events import Evaluating, Point, Prepared

DRAWN_ANEW = 3.0  # seconds between two drawings of the page, at the least
PROBES = [
    "The film was not bad at all.",
    "A dull plot.",
    "I expected a masterpiece, but it bored me.",
    "A gem.",
    "Never again.",
]


class Timed:
    """Stands around a method and adds up the seconds inside it."""

    def __init__(self, owner: type, name: str) -> None:
        self.seconds, inner = 0.0, getattr(owner, name)

        def around(*arguments: Any) -> Any:
            began = time.perf_counter()
            try:
                return inner(*arguments)
            finally:
                self.seconds += time.perf_counter() - began

        setattr(owner, name, around)


def look(run: Path, step: int) -> None:
    """What the time machine asks for at one moment."""
    file = moments.weights_of(run, step)
    model = TrainedModel.load(file.parent, file.name)
    reach(model, load_sample(run, "diagnostic"))
    probed(model, PROBES)


def measured(lab: str, home: Home, album: Timed) -> dict[str, Any]:
    run, looked, seen, training = home.run(lab), 0.0, -1, 0.0
    album.seconds = began = last = cpu = 0.0
    looks = 0
    for event in experiment(LABS[lab].config, home, run):
        match event:
            case Prepared():
                began, cpu, album.seconds = time.perf_counter(), time.process_time(), 0.0
            case Point():
                training = event.seconds
                newest = moments.kept(run)[-1].step if time.perf_counter() - last >= DRAWN_ANEW else seen
                if newest != seen:
                    before = time.process_time()
                    look(run, newest)
                    looked += time.process_time() - before
                    last, seen, looks = time.perf_counter(), newest, looks + 1
            case Evaluating():
                cpu = time.process_time() - cpu - looked
                wall = time.perf_counter() - began
    kept = moments.kept(run)
    return {
        "lab": lab,
        "training s": training,
        "wall s": wall,
        "snapshots": len(kept),
        "MB": sum(moments.weights_of(run, one.step).stat().st_size for one in kept) / 1e6,
        "snapshots %": 100 * album.seconds / training,
        "looks": looks,
        "watched %": 100 * looked / cpu,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labs", nargs="*", default=["toy-reviews", "sine", "sum-of-ten-tuned"])
    runtime.prepare_process()
    album = Timed(Album, "take")
    with tempfile.TemporaryDirectory() as folder:
        rows = [measured(lab, Home(Path(folder)), album) for lab in parser.parse_args().labs]
    print_table(rows)
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
