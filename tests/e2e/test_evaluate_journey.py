"""From a number on the page Evaluate to the examples behind it, in a real browser."""

import json
import re

import numpy as np
import pytest
from lab_server import Server
from playwright.sync_api import Page, expect

from lstm_core.execution.analyses import Analyses
from lstm_core.execution.deletion import delete_run

pytestmark = pytest.mark.browser

expect.set_options(timeout=60_000)

TINY = {"examples": 400, "epochs": 1, "hidden_size": 8, "embedding_size": 8}


def test_a_click_on_the_confusion_matrix_opens_the_examples_behind_it(server: Server, page: Page) -> None:
    run = server.wait_for_end(server.submit(**TINY).id)
    report = json.loads((server.home.run(run.id) / "report.json").read_text())
    counts, classes = np.array(report["confusion_matrix"]), report["classes"]
    row, column = np.unravel_index(counts.argmax(), counts.shape)
    page.goto(f"{server.url}/evaluate?run={run.id}")
    expect(page.locator(".st-key-confusion_matrix .js-plotly-plot")).to_be_visible()
    expect(page.locator(".st-key-comparison")).to_be_visible()  # what comes later would move the matrix
    click(page, int(row), int(column), len(classes) + 1)
    expect(page.locator(".st-key-really input")).to_have_value(classes[row])
    expect(page.locator(".st-key-called input")).to_have_value(classes[column])
    said = f"that are “{classes[row]}” and were called “{classes[column]}”"
    expect(page.get_by_text(re.compile(rf"^{counts[row, column]} reviews? of the test part {said}"))).to_be_visible()
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()


def test_of_a_run_deleted_meanwhile_nothing_stays(server: Server, page: Page) -> None:
    """Whoever moves or types something on an open page learns that the run is gone, and sees nothing old beside it."""
    shown = {"evaluate": ".st-key-calibration", "predict": ".st-key-push_method", "train": ".st-key-confusion_matrix"}
    server.wait_for_end(server.submit(**TINY).id)  # that one stays
    for path, part in shown.items():
        run = server.wait_for_end(server.submit(**TINY).id)
        page.goto(f"{server.url}/{path}?run={run.id}")
        expect(page.locator(part)).to_be_visible()
        delete_run(run.id, server.store, Analyses(server.home), server.home)
        (move_the_threshold if path == "evaluate" else type_a_text)(page)
        expect(page.get_by_text(re.compile(f"There is no (trained model|run) called {run.id}"))).to_be_visible()
        expect(page.locator(part)).to_have_count(0)
        expect(page.get_by_text("This page met something")).to_have_count(0)


def move_the_threshold(page: Page) -> None:
    page.get_by_role("slider").press("ArrowRight")


def type_a_text(page: Page) -> None:
    page.get_by_role("textbox", name="A review of your own").fill("a good film")


def click(page: Page, row: int, column: int, cells: int) -> None:
    """In the middle of a cell; beside and below the classes stand their totals."""
    plot = page.locator(".st-key-confusion_matrix .nsewdrag")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * (column + 0.5) / cells, box["y"] + box["height"] * (row + 0.3) / cells)
