"""The options and the output of the notebook, however it is written: one line of JSON after every epoch."""

import argparse
import json
from pathlib import Path

from benchmarks.processes import peak_megabytes

BATCH_SIZE = 64


def options(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--epochs", type=int, default=25, help="at most this many")
    parser.add_argument(
        "--until-accuracy", type=float, help="ends after the first epoch that reaches it on the test part"
    )
    parser.add_argument("--max-batches", type=int, help="of each part, for a quick try")
    parser.add_argument("--test-rows", type=Path, help=".npy file with other rows to test on than the notebook's own")
    return parser


def print_epoch(
    epoch: int, seconds: float, reviews: int, training: tuple[float, float], validation: tuple[float, float]
) -> None:
    """seconds: of training alone; training and validation: loss and accuracy."""
    line = {
        "epoch": epoch,
        "seconds": round(seconds, 3),
        "reviews_per_second": round(reviews / seconds, 1),
        **dict(zip(("train_loss", "train_accuracy"), training, strict=True)),
        **dict(zip(("validation_loss", "validation_accuracy"), validation, strict=True)),
        "peak_megabytes": peak_megabytes(),
    }
    print(json.dumps(line), flush=True)
