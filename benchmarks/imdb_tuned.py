"""What each ingredient of `imdb-tuned` brings: `python -m benchmarks.imdb_tuned [--seeds 3]` (about a minute a line and seed on two cores).

Every line leaves one thing out, or trains one path alone, and is judged on the same 20% of the reviews, which nothing is trained on or
chosen by: the test part is enlarged for this table, so that half a point can be told from chance (a 95% interval on 8,000 reviews is
0.6 points to either side; the lines share their reviews, so differences are surer than that). The last line is the lab as it is
shipped, which trains on nearly all reviews and keeps only a small test part.

IMDB comes through kagglehub (KAGGLEHUB_CACHE). Prints a table and, as the last line, JSON.
"""

import argparse
import statistics
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.processes import finished, module
from benchmarks.table import print_json, print_table

_SAME_TEST = {"data.test_share": 0.2}
INGREDIENTS: dict[str, dict[str, Any]] = {
    "all of it": {},
    "without the n-grams": {"model.ngrams": 0},
    "n-grams of words alone": {"model.ngrams": 1},
    "n-grams of words and pairs": {"model.ngrams": 2},
    "without the average of the last steps": {"training.average_last": 0},
    "without the start from word counts": {"model.naive_bayes_start": 0},
    "without dropout on embeddings": {"model.embedding_dropout": 0},
    "without dropout on words": {"model.word_dropout": 0},
    "the last 200 words": {"data.sequence_length": 200},
    "one direction": {"model.directions": 1},
}


def trained(folder: Path, changes: dict[str, Any], seed: int) -> dict[str, Any]:
    """Seconds and accuracies of one run."""
    settings = [argument for name, value in changes.items() for argument in ("--set", f"{name}={value}")]
    arguments = ["train", "imdb-tuned", *settings, "--set", f"training.seed={seed}", "--again", "--json"]
    ended = finished(module("lstm_core", *arguments, "--runs", folder))
    run = ended.lines[-1]
    names = ("accuracy", "accuracy_lstm_alone", "accuracy_ngrams_alone", "examples")
    figures = {name: run["metrics"].get(name) for name in names}
    return {"seconds": run["seconds"], "peak_megabytes": ended.peak_megabytes, **figures}


def row(name: str, runs: list[dict[str, Any]]) -> dict[str, Any]:
    """Means over the seeds, and how far the accuracies lie apart."""

    def mean(figure: str) -> float | None:
        values = [run[figure] for run in runs if run[figure] is not None]
        return statistics.mean(values) if values else None

    accuracies = [run["accuracy"] for run in runs]
    return {
        "": name,
        "accuracy": _percent(mean("accuracy")),
        "lowest": _percent(min(accuracies)),
        "highest": _percent(max(accuracies)),
        "LSTM alone": _percent(mean("accuracy_lstm_alone")),
        "n-grams alone": _percent(mean("accuracy_ngrams_alone")),
        "tested on": runs[0]["examples"],
        "s": mean("seconds"),
        "peak MB": max(run["peak_megabytes"] for run in runs),
    }


def _percent(share: float | None) -> str | None:
    return None if share is None else f"{share:.2%}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--only", nargs="*", help="lines of the table, by their names")
    chosen = parser.parse_args()
    lines = {name: {**_SAME_TEST, **changes} for name, changes in INGREDIENTS.items()} | {"as shipped": {}}
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in chosen.only or lines:
            results[name] = [trained(Path(folder), lines[name], seed) for seed in range(chosen.seeds)]
            print_json({name: results[name]})
    print_table([row(name, runs) for name, runs in results.items()])
    print_json(results)


if __name__ == "__main__":
    main()
