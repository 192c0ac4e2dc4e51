"""How the time of an epoch grows with what is asked for: `python -m benchmarks.scaling [--share 0.2]` (five minutes).

Trains the notebook's model on made-up reviews, all of one length, along three lines: words in a review, reviews in a batch, reviews in all.
Of two epochs the faster one counts. A slope of 1 in the double logarithmic plot is growth in proportion; for the batch size 0
would say that it does not matter. Needs no data set. Prints a table and, as the last line, JSON.
"""

import argparse
import csv
import math
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.curve import epoch_seconds
from benchmarks.processes import Moment, share_of_others
from benchmarks.table import print_json, print_table
from lstm_core import runtime
from lstm_core.config import DataConfig, ModelConfig, RunConfig, TrainingConfig
from lstm_core.data.imdb import FILE
from lstm_core.experiment import run
from lstm_core.home import Home
from lstm_core.training.events import Point, Prepared

_LINEAR = 0.15  # a slope this close to 1 is called growth in proportion


@dataclass(frozen=True)
class Setup:
    """One measurement: so many reviews of so many words in batches of that size."""

    reviews: int = 5_000
    words: int = 100
    batch_size: int = 64


@dataclass(frozen=True)
class Line:
    """One quantity that changes while the others stay."""

    title: str
    field: str
    values: Sequence[int]

    def setups(self, share: float) -> Iterable[Setup]:
        for value in self.values:
            setup = replace(Setup(), **{self.field: value})
            yield replace(setup, reviews=max(200, int(setup.reviews * share)))


LINES = (
    Line("words in a review", "words", (50, 100, 200, 300, 400)),
    Line("reviews in a batch", "batch_size", (16, 32, 64, 128, 256, 512)),
    Line("reviews in all", "reviews", (5_000, 10_000, 20_000, 40_000)),
)


def write_reviews(file: Path, reviews: int, words: int) -> None:
    """Random words in the columns of the IMDB file; every other review is praise."""
    vocabulary = np.array([f"word{number}" for number in range(20_000)])
    random = np.random.default_rng(0)
    file.parent.mkdir(parents=True)
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerow(("review", "sentiment"))
        for number in range(reviews):
            text = " ".join(vocabulary[random.integers(len(vocabulary), size=words)])
            writer.writerow((text, ("negative", "positive")[number % 2]))


def config(setup: Setup) -> RunConfig:
    return RunConfig(
        data=DataConfig(
            data_set="imdb",
            examples=setup.reviews,
            vocabulary_size=10_000,
            sequence_length=setup.words,
            validation_share=0.01,
            test_share=0.05,
        ),
        model=ModelConfig(embedding_size=64, hidden_size=128, pooling="last"),
        training=TrainingConfig(epochs=2, batch_size=setup.batch_size, learning_rate=1e-3),
    )


def measured(setup: Setup) -> dict[str, Any]:
    """The faster epoch, and what it means for one review and one word."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        write_reviews(home.data_set("imdb") / FILE, setup.reviews, setup.words)
        events = list(run(config(setup), home, home.folder / "run"))
    facts = next(event.facts for event in events if isinstance(event, Prepared))
    seconds = min(epoch_seconds(vars(event) for event in events if isinstance(event, Point)))
    trained = facts["training_examples"]
    return {
        "words": setup.words,
        "batch": setup.batch_size,
        "reviews": trained,
        "epoch s": seconds,
        "ms a review": seconds / trained * 1e3,
        "µs a word": seconds / trained / setup.words * 1e6,
        "precision": facts["precision"],
    }


def slope(x: Sequence[float], y: Sequence[float]) -> float:
    """Of the straight line through the logarithms: y grows like x to this power."""
    return float(np.polyfit(np.log(x), np.log(y), 1)[0])


def verdict(line: Line, power: float) -> str:
    if line.field == "batch_size":
        return f"doubling the batch multiplies the time of an epoch by {2**power:.2f}"
    if abs(power - 1) <= _LINEAR:
        return "in proportion"
    return "slower than in proportion: overhead that does not grow" if power < 1 else "faster than in proportion"


def measured_line(line: Line, share: float) -> dict[str, Any]:
    print(f"\n{line.title}", flush=True)
    setups, before, own = list(line.setups(share)), Moment.now(), time.process_time()
    rows = [measured(setup) for setup in setups]
    others = share_of_others(before, time.process_time() - own)
    power = slope([getattr(setup, line.field) for setup in setups], [row["epoch s"] for row in rows])
    print_table(rows)
    print(f"slope {power:.2f}: {verdict(line, power)}; other processes took {others:.0%} of the cores")
    return {"rows": rows, "slope": power, "linear": math.isclose(power, 1, abs_tol=_LINEAR), "others": others}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--share", type=float, default=1.0, help="of the reviews, for a quicker look")
    share = parser.parse_args().share
    runtime.prepare_process()
    measured(Setup(reviews=200, words=20))  # what the first steps load and compile is not counted
    print_json({line.title: measured_line(line, share) for line in LINES})


if __name__ == "__main__":
    main()
