"""Seconds until all IMDB reviews are numbers: `python -m benchmarks.tokenization` (a minute).

Everyone, in a process of its own, makes ids below 10,000 by falling frequency out of the same texts: plain Python (the notebook's
tokenizer), the `tokenizers` library where it is installed, LSTM Lab with an empty cache, and once more from its cache. Reading the file is
timed apart. The peak memory is the whole process's; LSTM Lab's is a worker with everything a worker has loaded.
Nearly all of it runs on one thread, so the seconds of processor time are what it takes on a quiet machine, however busy this one is: they
are what is compared and held against the limits, scaled to 50,000 reviews where the file has another number.
Prints a table and, as the last line, JSON. Linux and macOS.
"""

import argparse
import importlib.util
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import notebook_reviews
from benchmarks.notebook_reviews import VOCABULARY
from benchmarks.processes import finished, module, peak_megabytes
from benchmarks.table import print_json, print_table, ratio

_REVIEWS = 50_000
_MOST_SECONDS = {"cold": 6.0, "cached": 0.3}  # for that many
_NAMES = {
    "plain": "plain Python",
    "library": "tokenizers library",
    "cold": "LSTM Lab, empty cache",
    "cached": "LSTM Lab, from the cache",
}


class Timed:
    """Calls functions and remembers how long each took, and how long it kept a processor busy."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.busy: list[float] = []

    def call(self, function: Callable, *arguments: Any) -> Any:
        began, busy = time.perf_counter(), time.process_time()
        result = function(*arguments)
        self.seconds.append(time.perf_counter() - began)
        self.busy.append(time.process_time() - busy)
        return result


def plain(timed: Timed) -> int:
    texts, _ = timed.call(notebook_reviews.read, notebook_reviews.csv_file())
    return len(timed.call(notebook_reviews.number, texts))


def library(timed: Timed) -> int:
    texts, _ = timed.call(notebook_reviews.read, notebook_reviews.csv_file())
    return len(timed.call(_by_library, texts))


def _by_library(texts: list[str]) -> list[list[int]]:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.WordLevel(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    special = ["[PAD]", "[UNK]"]
    tokenizer.train_from_iterator(texts, trainers.WordLevelTrainer(vocab_size=VOCABULARY, special_tokens=special))
    return [encoded.ids for encoded in tokenizer.encode_batch(texts)]


def ours(timed: Timed, cache: Path) -> int:
    import lstm_core.execution.worker  # noqa: F401  what a worker has in memory anyway
    from lstm_core.data import imdb

    texts = timed.call(imdb.read, notebook_reviews.csv_file())
    timed.call(_by_us, texts, cache)
    return len(texts)


def _by_us(texts: Any, cache: Path) -> Any:
    import numpy as np

    from lstm_core.data import corpus
    from lstm_core.text.vocabulary import most_frequent

    encoded = corpus.encode(texts, cache)
    _, new_ids = most_frequent(np.bincount(encoded.flat, minlength=len(encoded.raw_words)), VOCABULARY)
    return new_ids[encoded.flat]


def contestant(name: str, cache: Path) -> None:
    """What one process does: reads the file, numbers the words, prints how long both took."""
    timed = Timed()
    match name:
        case "plain":
            reviews = plain(timed)
        case "library":
            reviews = library(timed)
        case _:
            reviews = ours(timed, cache)
    seconds = {"reading": timed.seconds[0], "numbering": timed.seconds[1], "busy": timed.busy[1]}
    print_json({"reviews": reviews, **seconds, "peak_megabytes": peak_megabytes()})


def measured(cache: Path) -> dict[str, dict[str, Any]]:
    names = [name for name in _NAMES if name != "library" or importlib.util.find_spec("tokenizers")]
    results = {}
    for name in names:
        ended = finished(module("benchmarks.tokenization", "--contestant", name, "--cache", cache))
        results[name] = {**ended.lines[-1], "others": ended.others}
        results[name]["scaled"] = ended.lines[-1]["busy"] * _REVIEWS / ended.lines[-1]["reviews"]
    return results


def table(results: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "": _NAMES[name],
            "reading s": result["reading"],
            "numbering s": result["numbering"],
            "processor s": result["busy"],
            f"for {_REVIEWS:,}": result["scaled"],
            "at most": _MOST_SECONDS.get(name),
            "faster": ratio(results["plain"]["busy"], result["busy"]),
            "peak MB": result["peak_megabytes"],
            "others' CPU": f"{result['others']:.0%}",
        }
        for name, result in results.items()
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--contestant", choices=_NAMES, help="only this one, in this process")
    parser.add_argument("--cache", type=Path, default=Path("cache"), help="LSTM Lab's cache, with --contestant")
    chosen = parser.parse_args()
    if chosen.contestant:
        contestant(chosen.contestant, chosen.cache)
        return
    with tempfile.TemporaryDirectory() as folder:
        results = measured(Path(folder))
    held = all(results[name]["scaled"] <= most for name, most in _MOST_SECONDS.items())
    print(f"{results['plain']['reviews']:,} reviews to ids below {VOCABULARY:,}; faster: than plain Python.\n")
    print_table(table(results))
    if "library" not in results:
        print("The tokenizers library is not installed and left out.")
    print_json({"reviews": _REVIEWS, "most_seconds": _MOST_SECONDS, "held": held, "contestants": results})


if __name__ == "__main__":
    main()
