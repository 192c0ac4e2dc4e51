"""The two data sets at their default settings: `python -m benchmarks.defaults [--seeds 3]`.

IMDB needs the data set (set KAGGLEHUB_CACHE where it is not downloaded yet). Prints a table and JSON as the last line: seconds of training
alone, seconds from the call to the report, accuracy on the validation and on the test part.
"""

import argparse
import json
import tempfile
import time
from pathlib import Path

from lstm_core import runtime
from lstm_core.config import RunConfig
from lstm_core.experiment import run
from lstm_core.home import Home
from lstm_core.labs import default_config
from lstm_core.training.events import Point, Reported


def measured(config: RunConfig, home: Home) -> dict[str, float]:
    began, result = time.perf_counter(), {}
    for event in run(config, home, home.folder / "benchmark"):
        if isinstance(event, Point):
            result["training_seconds"] = round(event.seconds, 1)
            if event.split == "validation":
                result["validation_accuracy"] = round(event.metric, 4)
        elif isinstance(event, Reported):
            result["test_accuracy"] = round(event.metrics["accuracy"], 4)
    result["seconds_in_all"] = round(time.perf_counter() - began, 1)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=3)
    seeds = parser.parse_args().seeds
    runtime.prepare_process()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for data_set in ("toy-reviews", "imdb"):
            for seed in range(seeds):
                config = RunConfig.from_flat({**default_config(data_set).flat(), "seed": seed})
                rows.append({"data_set": data_set, "seed": seed, **measured(config, Home(Path(folder)))})
                print("  ".join(f"{name} {value}" for name, value in rows[-1].items()), flush=True)
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
