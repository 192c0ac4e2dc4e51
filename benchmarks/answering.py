"""How long a person waits for an answer: `python -m benchmarks.answering [LAB ...]`.

Trains each lab at its own settings and asks the very processes the pages ask, from outside. typing: from a text to its answer, a text
that grows by a word each time up to 400, as somebody types. page: the same on the whole page Predict, its drawing included; in the
browser it begins 50 ms after the last key. pushes: integrated gradients of texts of 400 words, each new. gap: what they lack of
their sum, as a share of it, at its largest.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest

from benchmarks.table import print_json, print_table
from lstm_core.execution.inference import Inference
from lstm_core.execution.inspector import Inspector
from lstm_core.execution.processes import this_process
from lstm_core.execution.worker import carry_out
from lstm_core.home import Home
from lstm_core.labs import LABS
from lstm_core.material import at_once
from lstm_core.runs.store import RunStore

MAIN = Path(__file__).parents[1] / "ui" / "main.py"
WORDS = 400
TEXTS = 10


def trained(lab: str, home: Home) -> str:
    """The id of a finished run."""
    store = RunStore(home.database)
    store.submit(LABS[lab].config, lab)
    run = store.claim(this_process())
    assert run
    carry_out(run, store, home)
    return run.id


def long_texts(lab: str, home: Home) -> list[str]:
    """Of the test part, each of `WORDS` words."""
    material = at_once(LABS[lab].config.data, home)
    words = " ".join(material.text_of(number) for number in range(min(len(material.test), 5_000))).split()
    return [" ".join(words[start : start + WORDS]) for start in range(0, WORDS * TEXTS, WORDS)]


def seconds(ask: Callable[[Any], object], questions: Sequence[Any]) -> list[float]:
    """Of each question; the first one is asked twice, so that the process and the model are there."""
    ask(questions[0])
    found = []
    for question in questions:
        began = time.perf_counter()
        ask(question)
        found.append(time.perf_counter() - began)
    return found


def typed(text: str) -> list[str]:
    """A text while it grows, a word more each time."""
    words = text.split()
    return [" ".join(words[:count]) for count in range(1, len(words) + 1)]


def figures(lab: str, home: Home) -> dict[str, Any]:
    run, texts = trained(lab, home), long_texts(lab, home)
    inference, inspector, gaps = Inference(home), Inspector(home), list[float]()

    def weigh(text: str) -> None:
        found = inspector.ask({"ask": "pushes", "run": run, "text": text})
        gaps.append(abs(found["gap"] / (found["score"] - found["unknown_score"])))

    typing = seconds(lambda text: inference.predict(run, [text]), typed(texts[0]))
    pushes = seconds(weigh, texts)
    page = on_the_page(run, home, typed(texts[1])[:: WORDS // 20])
    inference.close()
    inspector.close()
    return {
        "lab": lab,
        **quantiles("typing ms", typing, 1_000),
        **quantiles("page ms", page, 1_000),
        **quantiles("pushes s", pushes, 1),
        "gap %": max(gaps) * 100,
    }


def quantiles(what: str, found: Sequence[float], unit: float) -> dict[str, float]:
    return {what: float(np.median(found)) * unit, f"{what}, 95%": float(np.quantile(found, 0.95)) * unit}


def on_the_page(run: str, home: Home, texts: Sequence[str]) -> list[float]:
    os.environ["LAB_HOME"] = str(home.folder)
    at = AppTest.from_file(MAIN, default_timeout=120)
    at.run()
    at.switch_page("../pages/predict.py")
    at.query_params["run"] = run
    at.run()
    at.segmented_control("push_method").set_value("off").run()
    return seconds(lambda text: at.text_input("try_text").set_value(text).run(), texts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labs", nargs="*", default=["imdb-quick"], choices=list(LABS))
    labs = parser.parse_args().labs
    with tempfile.TemporaryDirectory() as folder:
        rows = [figures(lab, Home(Path(folder))) for lab in labs]
    print_table(rows)
    print_json({"cores": os.cpu_count(), "words": WORDS, "rows": rows})


if __name__ == "__main__":
    main()
