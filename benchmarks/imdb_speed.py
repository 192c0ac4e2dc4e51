"""The classroom notebook, Keras and LSTM Lab side by side on IMDB: `python -m benchmarks.imdb_speed` (half an hour).

Two questions, one machine, one contestant after the other, each in a process of its own:

- How many seconds of training until 87.84% of the unseen reviews are judged right, the notebook's own best? The notebook may stop
  after the first epoch that gets there, which is choosing on the test part; `imdb-quick` trains to its end and is tested once.
- How many reviews a second does the same model train, in the first epoch and in the later ones (their median)?

Everyone is tested on the same reviews, the test part of `imdb-quick`. The notebook and Keras train on all others; LSTM Lab keeps its
validation part back and trains on the rest. The notebook counts words in all reviews, LSTM Lab in its training part alone.

Keras needs an environment of its own (benchmarks/requirements-keras.txt), given by `--keras-python`; without it, it is left out.
Threads of PyTorch and TensorFlow spin while they wait, so one busy neighbour makes them many times slower; LSTM Lab's sleep. The share
of the cores that others took is printed beside every row: where it is above a few per cent, repeat the run on a quiet machine. On
one that is never quiet `--passive` lets the threads of the notebook sleep as well, which is kind to it.

IMDB comes through kagglehub (KAGGLEHUB_CACHE). Prints a table and, as the last line, JSON. Linux and macOS.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.curve import epoch_seconds
from benchmarks.epochs import BATCH_SIZE
from benchmarks.processes import Finished, finished, module
from benchmarks.table import print_json, print_table, ratio

NOTEBOOKS_BEST = 0.8784
_SAME_MODEL_EPOCHS = 3

Figures = dict[str, Any]


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--target", type=float, default=NOTEBOOKS_BEST, help="share of unseen reviews judged right")
    parser.add_argument("--keras-python", help="Python of an environment with benchmarks/requirements-keras.txt")
    parser.add_argument("--same-model", default="imdb-notebook", help="lab with the notebook's model")
    parser.add_argument("--quick", default="imdb-quick", help="lab that races to the target")
    parser.add_argument("--epochs", type=int, default=25, help="the notebook and Keras give up after so many")
    parser.add_argument("--max-batches", type=int, help="of an epoch, for a quick try; its figures mean nothing")
    parser.add_argument("--passive", action="store_true", help="the notebook's threads sleep while they wait")
    return parser.parse_args()


def notebook_like(
    chosen: argparse.Namespace, rows: Path, name: str, *extra: str, python: str = sys.executable
) -> Figures:
    """The figures of a program that prints the lines of benchmarks/epochs.py."""
    arguments = ["--until-accuracy", chosen.target, "--epochs", chosen.epochs, "--test-rows", rows, *extra]
    if chosen.max_batches:
        arguments += ["--max-batches", chosen.max_batches]
    policy = {"OMP_WAIT_POLICY": "passive"} if chosen.passive else {}
    ended = finished(module(name, *arguments, python=python), **policy)
    rates = [line["reviews_per_second"] for line in ended.lines]
    best = max(line["validation_accuracy"] for line in ended.lines)
    return {
        **_raced(ended, sum(line["seconds"] for line in ended.lines), best, chosen.target),
        "epochs": len(ended.lines),
        **_rates(rates),
    }


def ours(chosen: argparse.Namespace, folder: Path, lab: str, *changes: str) -> tuple[Finished, Figures, Figures]:
    """Trains a lab; what the process did, what `train` says and what `show` says."""
    if chosen.max_batches:
        changes += (f"data.examples={max(100, chosen.max_batches * BATCH_SIZE)}",)
    settings = [argument for change in changes for argument in ("--set", change)]
    ended = finished(module("lstm_core", "train", lab, *settings, "--again", "--json", "--runs", folder))
    trained = ended.lines[-1]
    shown = finished(module("lstm_core", "show", trained["run"], "--json", "--runs", folder)).lines[-1]
    return ended, trained, shown


def same_model(chosen: argparse.Namespace, folder: Path, *changes: str) -> Figures:
    ended, _, shown = ours(chosen, folder, chosen.same_model, f"training.epochs={_SAME_MODEL_EPOCHS}", *changes)
    reviews = shown["facts"]["training_examples"]
    rates = [reviews / seconds for seconds in epoch_seconds(shown["points"])]
    return {**_process(ended), "precision": shown["facts"]["precision"], **_rates(rates)}


def quick(chosen: argparse.Namespace, folder: Path) -> Figures:
    ended, trained, shown = ours(chosen, folder, chosen.quick)
    raced = _raced(ended, trained["seconds"], trained["metrics"]["accuracy"], chosen.target)
    return {**raced, "precision": shown["facts"]["precision"], "epochs": shown["config"]["training"]["epochs"]}


def _raced(ended: Finished, seconds: float, accuracy: float, target: float) -> Figures:
    reached = {"training_seconds": seconds, "accuracy": accuracy, "reached": accuracy >= target}
    return {**_process(ended), **reached}


def _process(ended: Finished) -> Figures:
    return {"seconds_in_all": ended.seconds, "peak_megabytes": ended.peak_megabytes, "others": ended.others}


def _rates(rates: list[float]) -> Figures:
    return {"first_rate": rates[0], "rate": statistics.median(rates[1:]) if rates[1:] else None}


def contestants(chosen: argparse.Namespace, folder: Path, rows: Path) -> Iterator[tuple[str, Callable[[], Figures]]]:
    yield "notebook", lambda: notebook_like(chosen, rows, "benchmarks.notebook")
    yield "notebook, denormals flushed", lambda: notebook_like(chosen, rows, "benchmarks.notebook", "--flush-denormal")
    if chosen.keras_python:
        python = chosen.keras_python
        yield "Keras", lambda: notebook_like(chosen, rows, "benchmarks.keras_notebook", python=python)
    yield f"LSTM Lab, {chosen.same_model}", lambda: same_model(chosen, folder)
    yield f"LSTM Lab, {chosen.same_model}, fp32", lambda: same_model(chosen, folder, "training.precision=fp32")
    yield f"LSTM Lab, {chosen.quick}", lambda: quick(chosen, folder)


def table(results: dict[str, Figures], target: float) -> list[dict[str, Any]]:
    """Ratios are to the notebook; above 1 is faster than it."""
    notebook = results["notebook"]
    return [
        {
            "": name,
            f"s to {target:.2%}": _seconds(figures),
            "faster": ratio(notebook["training_seconds"], figures.get("training_seconds")),
            "best": f"{figures['accuracy']:.2%}" if "accuracy" in figures else None,
            "epochs": figures.get("epochs"),
            "reviews/s": figures.get("rate"),
            "faster ": ratio(figures.get("rate"), notebook["rate"]),
            "first epoch": figures.get("first_rate"),
            "peak MB": figures["peak_megabytes"],
            "in all s": figures["seconds_in_all"],
            "precision": figures.get("precision", "fp32"),
            "others' CPU": f"{figures['others']:.0%}",
        }
        for name, figures in results.items()
    ]


def _seconds(figures: Figures) -> str | None:
    if "reached" not in figures:
        return None
    return f"{'' if figures['reached'] else '> '}{figures['training_seconds']:.1f}"


def main() -> None:
    chosen = options()
    with tempfile.TemporaryDirectory() as name:
        folder, rows = Path(name), Path(name) / "test_rows.npy"
        parts = finished(module("benchmarks.unseen_rows", chosen.quick, rows)).lines[-1]
        results = {contestant: run() for contestant, run in contestants(chosen, folder, rows)}
    print(
        f"\n{sum(parts.values()):,} reviews; everyone is tested on the same {parts['test']:,}. The notebook and Keras train on the other "
        f"{parts['training'] + parts['validation']:,}, LSTM Lab on {parts['training']:,} of them."
    )
    if not chosen.keras_python:
        print(
            "Keras is left out: give the Python of an environment with benchmarks/requirements-keras.txt by --keras-python."
        )
    if chosen.passive:
        print("The notebook's threads sleep while they wait (--passive).")
    print("“> 90” seconds: trained so long and did not get there. Ratios are to the notebook, above 1 is faster.\n")
    print_table(table(results, chosen.target))
    print_json({"target": chosen.target, "parts": parts, "contestants": results})


if __name__ == "__main__":
    main()
