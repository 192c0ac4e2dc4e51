"""Seconds until a file of 50,000 film reviews is answered: `python -m benchmarks.batch_prediction` (five minutes).

For each lab a small training makes a model of the lab's size; then two processes answer the file: the shell's `predict --file`, from its
start to its end, and what the page Predict starts, stage by stage, with the time for the words alone beside it. At most a minute is
wanted. The processor time, of all threads, is what hardly depends on who else uses the cores.
Prints a table and, as the last line, JSON. Linux and macOS.
"""

import argparse
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks import notebook_reviews
from benchmarks.processes import finished, module
from benchmarks.table import print_json, print_table

_LABS = ("imdb-notebook", "imdb-quick", "imdb-tuned")
_MOST_SECONDS = 60.0


class Stopwatch:
    """Seconds, and seconds of processor time, of each stage."""

    def __init__(self) -> None:
        self.seconds = defaultdict[str, float](float)
        self.busy = defaultdict[str, float](float)
        self._stage, self._time, self._busy = "starting", time.perf_counter(), time.process_time()

    def begin(self, stage: str) -> None:
        """Ends the one before."""
        now, busy = time.perf_counter(), time.process_time()
        self.seconds[self._stage] += now - self._time
        self.busy[self._stage] += busy - self._busy
        self._stage, self._time, self._busy = stage, now, busy


def stages(run: str, home: Path) -> dict[str, Any]:
    """Seconds of every stage in this process, and of the words alone."""
    from lstm_core import batch, runtime
    from lstm_core.data import tables
    from lstm_core.data.batch_order import Order
    from lstm_core.data.uploads import Incoming
    from lstm_core.home import Home
    from lstm_core.readers import TextReader
    from lstm_core.trained import TrainedModel

    runtime.prepare_process()
    folder = Home(home).run(run)
    source = notebook_reviews.csv_file()
    watch = Stopwatch()
    with Incoming(source.name, Home(home)) as incoming:
        incoming.write(source.read_bytes())
        order = Order(incoming.finish().id, "review")
    for step in batch.answered(order, folder, Home(home), folder / order.name):
        watch.begin(step.what)
    watch.begin("words")
    reader = TrainedModel.load(folder).reader
    assert isinstance(reader, TextReader)
    texts = tables.read(source, source.name).frame["review"].tolist()
    watch.begin("words alone")
    for start in range(0, len(texts), batch.TOGETHER):
        reader.inputs_of(texts[start : start + batch.TOGETHER])
    watch.begin("")
    return {"reviews": len(texts), "seconds": watch.seconds, "processor_seconds": watch.busy}


def measured(lab: str, home: Path) -> dict[str, Any]:
    """The shell and the stages, for a model of this lab."""
    small = ("--set", "examples=20000", "--set", "epochs=1")
    trained = finished(module("lstm_core", "train", lab, *small, "--runs", home, "--json")).lines[-1]["run"]
    file = notebook_reviews.csv_file()
    shell = finished(
        module("lstm_core", "predict", trained, "--file", file, "--out", home / "answers.csv", "--runs", home)
    )
    inside = finished(module("benchmarks.batch_prediction", "--run", trained, "--home", home))
    return {"lab": lab, **inside.lines[-1], "shell": shell.seconds, "others": max(shell.others, inside.others)}


def row(result: dict[str, Any]) -> dict[str, Any]:
    seconds, busy = result["seconds"], result["processor_seconds"]
    return {
        "": result["lab"],
        "reviews": result["reviews"],
        "reading s": seconds["Reading the file"],
        "predicting s": seconds["Predicting"],
        "of these words": seconds["words alone"],
        "writing s": seconds["Writing the answers"],
        "processor s": sum(busy[stage] for stage in ("Reading the file", "Predicting", "Writing the answers")),
        "whole verb s": result["shell"],
        "others' CPU": f"{result['others']:.0%}",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--labs", nargs="+", default=_LABS, choices=_LABS)
    parser.add_argument("--run", help="only the stages of this run, in this process")
    parser.add_argument("--home", type=Path, help="where that run is")
    chosen = parser.parse_args()
    if chosen.run:
        print_json(stages(chosen.run, chosen.home))
        return
    with tempfile.TemporaryDirectory() as home:
        results = [measured(lab, Path(home)) for lab in chosen.labs]
    print_table([row(result) for result in results])
    held = all(result["shell"] <= _MOST_SECONDS for result in results)
    print_json({"most_seconds": _MOST_SECONDS, "held": held, "labs": results})


if __name__ == "__main__":
    main()
