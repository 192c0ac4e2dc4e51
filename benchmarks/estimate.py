"""What is promised before the start, and what then happens: `python -m benchmarks.estimate [LAB ...]` (ten minutes).

For every lab, one process measures what a training will cost, as the form and the shell do, and another one trains. Trainings longer than
`--seconds` are ended then, and their time is scaled up by the share of the steps that were done. Times are those of the training
alone, memory is the most the process ever had. A promise is held within 30%, or where less than a second was promised and it was less.
IMDB comes through kagglehub (KAGGLEHUB_CACHE). Prints a table and, as the last line, JSON. Linux and macOS.
"""

import argparse
import dataclasses
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.processes import finished, module
from benchmarks.table import print_json, print_table
from lstm_core import runtime
from lstm_core.estimation.estimate import training_seconds
from lstm_core.estimation.rehearsal import rehearse, resident_bytes, warm_up
from lstm_core.experiment import run
from lstm_core.home import Home
from lstm_core.labs import LABS
from lstm_core.training.events import Point, Prepared

_WITHIN = 0.3


def rehearsed(lab: str, home: Home) -> dict[str, Any]:
    """What one process does: measures the cost of a lab."""
    config = LABS[lab].config
    cost = rehearse(config, home, resident_bytes())
    assert cost
    return {**dataclasses.asdict(cost), "seconds": training_seconds(config, cost)}


def trained(lab: str, home: Home, most_seconds: float) -> dict[str, Any]:
    """What the other one does: trains it, or the beginning of it."""
    steps, once = 0, 0.0
    for event in run(LABS[lab].config, home, home.folder / "run"):
        match event:
            case Prepared():
                steps, once = event.facts["steps"], event.facts["seconds_before_steps"]
            case Point(split="training"):
                last = event
                if event.seconds - once > most_seconds:
                    break
    return {"seconds": once + (last.seconds - once) * steps / last.step, "share": last.step / steps}


def measured(lab: str, folder: Path, most_seconds: float) -> dict[str, Any]:
    common = [lab, "--home", folder, "--seconds", most_seconds]
    promised = finished(module("benchmarks.estimate", *common, "--only", "rehearse"))
    happened = finished(module("benchmarks.estimate", *common, "--only", "train"))
    cost, training = promised.lines[-1], happened.lines[-1]
    return {
        "promised_seconds": cost["seconds"],
        "seconds": training["seconds"],
        "share_trained": training["share"],
        "promised_megabytes": round(cost["memory_bytes"] / 1e6),
        "megabytes": happened.peak_megabytes,
        "measuring_took": promised.seconds,
        "others": max(promised.others, happened.others),
    }


def held(promised: float, happened: float) -> bool:
    return abs(promised / happened - 1) <= _WITHIN


def row(lab: str, figures: dict[str, Any]) -> dict[str, Any]:
    promised, seconds = figures["promised_seconds"], figures["seconds"]
    in_time = max(promised, seconds) < 1 or held(promised, seconds)
    in_memory = held(figures["promised_megabytes"], figures["megabytes"])
    return {
        "": lab,
        "promised s": promised,
        "took s": seconds,
        "ratio": promised / seconds,
        "trained": f"{figures['share_trained']:.0%}",
        "promised MB": figures["promised_megabytes"],
        "took MB": figures["megabytes"],
        "ratio ": figures["promised_megabytes"] / figures["megabytes"],
        "held": " and ".join(name for name, kept in (("time", in_time), ("memory", in_memory)) if kept) or "nothing",
        "others' CPU": f"{figures['others']:.0%}",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("labs", nargs="*", choices=[*LABS, []], default=[], metavar="LAB", help="all of them otherwise")
    parser.add_argument("--seconds", type=float, default=15.0, help="of training, for each lab")
    parser.add_argument("--home", type=Path, help="folder of caches; a new one otherwise")
    parser.add_argument("--only", choices=("rehearse", "train"), help="what one of the processes does")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Home(chosen.home or Path(folder))
        if chosen.only:
            runtime.prepare_process()
            warm_up()
            rehearses = chosen.only == "rehearse"
            print_json(rehearsed(chosen.labs[0], home) if rehearses else trained(chosen.labs[0], home, chosen.seconds))
            return
        results = {lab: measured(lab, home.folder, chosen.seconds) for lab in chosen.labs or LABS}
    print(f"\nPromised before the start and what then happened; held: within {_WITHIN:.0%}.\n")
    print_table([row(lab, figures) for lab, figures in results.items()])
    print_json(results)


if __name__ == "__main__":
    main()
