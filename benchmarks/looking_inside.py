"""How long a person waits who looks inside a network: `python -m benchmarks.looking_inside` (a minute).

Trains a network of 128 units for a moment and opens the page Inside in a real browser, at texts of 400 words. trace: what the process
that looks inside needs for every gate and state of such a text, with the heat maps. page: from Enter until the heat maps stand in the
browser. step: from an arrow key until the numbers, formulas and lines of the next word stand there. Wanted: 0.5 s, 0.5 s and 0.1 s.
Prints a table and, as the last line, JSON. Needs chromium and playwright.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from playwright.sync_api import Page, sync_playwright

from benchmarks.server import served
from benchmarks.table import print_json, print_table
from lstm_core.config import RunConfig
from lstm_core.execution.inspector import Inspector
from lstm_core.execution.processes import this_process
from lstm_core.execution.worker import carry_out
from lstm_core.home import Home
from lstm_core.labs import default_config
from lstm_core.runs.store import RunStore

WORDS, TEXTS, STEPS = 400, 10, 40
LARGE = {"examples": 400, "epochs": 1, "hidden_size": 128, "embedding_size": 64, "sequence_length": WORDS}
SENTENCE = "the film was not bad at all but my hat is"


def trained(home: Home) -> str:
    """The id of a finished run."""
    store = RunStore(home.database)
    store.submit(RunConfig.from_flat({**default_config("toy-reviews").flat(), **LARGE}), "large")
    run = store.claim(this_process())
    assert run
    carry_out(run, store, home)
    return run.id


def text(number: int) -> str:
    """Of 400 words, the first of which says which text it is."""
    return " ".join([f"text{number}", *(SENTENCE.split() * WORDS)][:WORDS])


def seconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def traces(run: str, home: Home) -> list[float]:
    inspector = Inspector(home)
    question = {"ask": "gates", "run": run, "step": None, "layer": 0, "sort": "spread", "unit": None}
    inspector.ask({**question, "text": text(0)})  # the process and the model are there
    found = [
        seconds(lambda number=number: inspector.ask({**question, "text": text(number)}))
        for number in range(1, TEXTS + 1)
    ]
    inspector.close()
    return found


def in_the_browser(run: str, home: Home) -> tuple[list[float], list[float]]:
    """Seconds of each text, and of each step."""
    with served(home.folder) as (port, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.set_default_timeout(120_000)
        page.goto(f"http://localhost:{port}/inside?run={run}")
        page.locator(".heat-frame").first.wait_for()
        enter(page, 0)
        texts = [seconds(lambda number=number: enter(page, number)) for number in range(1, TEXTS + 1)]
        page.locator(".microscope").focus()
        steps = [step(page, number) for number in range(2, STEPS + 2)]
        browser.close()
    return texts, steps


def enter(page: Page, number: int) -> None:
    box = page.locator(".st-key-inside_text input")
    box.fill(text(number))
    box.press("Enter")
    page.wait_for_function(
        "word => document.querySelector('.microscope')?.innerText.includes(word) && document.querySelectorAll('.heat-frame').length === 6",
        arg=f"text{number} ".strip(),
    )


def step(page: Page, number: int) -> float:
    def forward() -> None:
        page.keyboard.press("ArrowRight")
        page.wait_for_function(
            "where => document.querySelector('.microscope .where').innerText === where", arg=f"step {number} of {WORDS}"
        )

    return seconds(forward)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        run = trained(home)
        found = {"trace": traces(run, home)}
        found["page"], found["step"] = in_the_browser(run, home)
    rows = [
        {
            "what": what,
            "times": len(all_),
            "half within s": float(np.median(all_)),
            "95% within s": float(np.quantile(all_, 0.95)),
        }
        for what, all_ in found.items()
    ]
    print_table(rows)
    print_json({"cores": os.cpu_count(), "words": WORDS, "units": LARGE["hidden_size"], "rows": rows})


if __name__ == "__main__":
    main()
