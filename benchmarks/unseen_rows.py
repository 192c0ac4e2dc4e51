"""Which rows a lab on IMDB tests on: `python -m benchmarks.unseen_rows LAB FILE.npy`.

Lets others be tested on the very same reviews. Prints how many there are as JSON.
"""

import sys
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.notebook_reviews import csv_file, read
from benchmarks.table import print_json
from lstm_core.home import Home
from lstm_core.labs import LABS
from lstm_core.material import at_once


def rows_of(texts: list[str], part: set[str]) -> np.ndarray:
    """Equal texts are never in two parts, so the text alone says in which part a row is."""
    return np.flatnonzero([text in part for text in texts])


def main() -> None:
    lab, file = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        material = at_once(LABS[lab].config.data, Home(Path(folder)))
    tested = {material.text_of(number) for number in range(len(material.test))}
    rows = rows_of(read(csv_file())[0], tested)
    assert len(rows) == len(material.test)
    np.save(file, rows)
    print_json({"training": len(material.training), "validation": len(material.validation), "test": len(material.test)})


if __name__ == "__main__":
    main()
