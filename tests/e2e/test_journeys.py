"""What people do, in a real browser against a real server. Few and slow: everything else is tested further in."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psutil
import pytest
from lab_server import Server
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from zooming import limits, zoom

from lstm_core.runs.record import RunRecord

pytestmark = pytest.mark.browser

expect.set_options(timeout=60_000)

TINY = {"examples": 400, "epochs": 1, "hidden_size": 8, "embedding_size": 8}
LONG = {**TINY, "epochs": 500, "batch_size": 1}
PAGES = ["", "train", "evaluate", "predict", "inside", "compare", "runs"]

POINTS = "document.querySelector('.live-curves')?.data?.[0].x.length ?? 0"
MARK = "document.querySelector('.live-curves').marked = true"  # gone where the node is another one
MARKED = "document.querySelector('.live-curves').marked === true"


def run_in(page: Page) -> str:
    """The run in the URL."""
    page.wait_for_url(re.compile(r"[?&]run="))
    return parse_qs(urlsplit(page.url).query)["run"][0]


def status(page: Page) -> Locator:
    return page.locator(".st-key-run_status")


def wait_for_points(page: Page, more_than: int = 0) -> int:
    page.wait_for_function(f"seen => {POINTS} > seen", arg=more_than)
    return int(page.evaluate(POINTS))


def fill(page: Page, setting: str, value: int) -> None:
    box = page.locator(f".st-key-{setting} input")
    box.fill(str(value))
    box.press("Enter")
    expect(box).to_have_value(str(value))


def ask(page: Page, text: str) -> Locator:
    page.locator(".st-key-try_text input").fill(text)
    return page.locator(".st-key-prediction")


@pytest.fixture(scope="module")
def finished(shared_server: Server) -> RunRecord:
    """A tiny run, trained to its end by the worker of the shared server."""
    return shared_server.wait_for_end(shared_server.submit(**TINY).id)


def test_toy_reviews_from_a_cold_link_to_an_answer(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/train")
    page.locator(".st-key-start button").click()
    wait_for_points(page)
    run_id = run_in(page)
    expect(status(page)).to_contain_text("finished")
    expect(page.locator(".st-key-confusion_matrix .js-plotly-plot")).to_be_visible()
    accuracy = page.get_by_test_id("stMetricValue").first.inner_text()
    assert float(accuracy.rstrip("%")) >= 95
    assert server.run(run_id).metrics["accuracy"] >= 0.95
    expect(ask(page, "The film was not bad at all.")).to_contain_text(re.compile("positive|negative"))
    expect(ask(page, "I hated every minute of this boring film")).to_contain_text("negative")

    with page.expect_request(lambda asked: "/api/runs/" in asked.url and run_id not in asked.url) as asked:
        page.locator(".st-key-train_again button").click()
    again = run_in(page)
    assert f"/{again}/" in asked.value.url  # the chart has turned to the new run
    assert server.run(again).config == server.run(run_id).config


def test_zoom_reload_a_second_window_and_stop(server: Server, page: Page, new_page: Callable[[], Page]) -> None:
    page.goto(f"{server.url}/train")
    fill(page, "epochs", 60)
    fill(page, "batch_size", 16)
    page.locator(".st-key-start button").click()
    seen = wait_for_points(page)
    run_id = run_in(page)

    zoomed = zoom(page, "live-curves")
    page.evaluate(MARK)
    for _ in range(10):
        seen = wait_for_points(page, more_than=seen)
    assert page.evaluate(MARKED)
    assert limits(page, "live-curves") == zoomed

    page.reload()
    assert wait_for_points(page) > 0
    assert run_in(page) == run_id
    expect(status(page)).to_contain_text("running")
    expect(page.locator(".st-key-epochs input")).to_have_value("60")

    second = new_page()
    second.goto(page.url)
    wait_for_points(second)
    expect(status(second)).to_contain_text("running")
    zoomed = zoom(second, "live-curves")
    second.evaluate(MARK)

    page.locator(".st-key-stop button:visible").click()
    expect(status(page)).to_contain_text("stopped")
    expect(status(second)).to_contain_text("stopped")
    expect(ask(second, "What a wonderful film")).to_contain_text(re.compile("positive|negative"))
    assert second.evaluate(MARKED)  # the same chart after the end of the run, too
    assert limits(second, "live-curves") == zoomed
    assert int(second.evaluate(POINTS)) >= seen


def test_a_killed_server_leaves_no_worker_and_loses_no_run(server: Server, finished: RunRecord, page: Page) -> None:
    interrupted = server.submit(**LONG)
    page.goto(f"{server.url}/train?run={interrupted.id}")
    wait_for_points(page)
    page.evaluate(MARK)
    family = server.children()
    assert any("lstm_core.execution.worker" in process.cmdline() for process in family)
    server.kill()
    _, left = psutil.wait_procs(family, timeout=30)
    for process in left:
        process.kill()
    assert not left

    server.start()
    expect(status(page)).to_contain_text(re.compile("stopped|failed"))  # the open page finds its way back by itself
    assert page.evaluate(MARKED)
    assert server.run(interrupted.id).status.ended
    page.goto(f"{server.url}/runs")
    expect(page.locator(f".st-key-row_{finished.id}")).to_contain_text("finished")
    expect(page.locator(f".st-key-row_{interrupted.id}")).to_contain_text(re.compile("stopped|failed"))


def test_a_file_is_brought_answered_and_taken_home(
    server: Server, finished: RunRecord, page: Page, tmp_path: Path
) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("name,review\nAnn,The film was not good\nBob,I loved every minute of it\n")
    page.goto(f"{server.url}/predict?run={finished.id}")
    page.locator(".bring input").set_input_files(file)
    page.locator("[class*='st-key-start_batch-'] button").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download the answers").click()
    assert coming.value.suggested_filename == "mine-predictions.csv"
    lines = coming.value.path().read_text("utf-8-sig").splitlines()
    assert lines[0] == "name,review,prediction,probability"
    assert len(lines) == 3


@dataclass
class Walk:
    """What was seen on a walk over all pages."""

    hosts: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)
    too_wide: list[tuple[str, int, list[str]]] = field(default_factory=list)  # page, width, elements
    letters: list[str] = field(default_factory=list)  # the colours of those on a figure, and of the page's own
    tops: dict[str, float] = field(default_factory=dict)  # of parts of an open run, on a telephone


@pytest.fixture(scope="module")
def walk(shared_server: Server, finished: RunRecord, browser: Browser) -> Iterator[Walk]:
    """Every page as the first request of a window, on a telephone and on a small laptop."""
    seen = Walk()
    with browser.new_context() as context:
        page = context.new_page()
        page.on("request", lambda request: seen.hosts.add(urlsplit(request.url).hostname or ""))
        page.on("console", lambda message: seen.errors.append(message.text) if is_an_error(message) else None)
        page.on("pageerror", lambda error: seen.errors.append(str(error)))
        for path in [*PAGES, "train?run=![](//example.org/a.png)", f"train?run={finished.id}"]:
            page.goto(f"{shared_server.url}/{path}")
            expect(page.locator("[data-test-script-state='notRunning']").first).to_be_attached()
            if path.endswith(finished.id):
                wait_for_points(page)
                expect(page.locator(".st-key-confusion_matrix .js-plotly-plot")).to_be_visible()
                seen.letters = [page.locator(part).first.evaluate(LETTERS) for part in LETTERED]
                page.set_viewport_size({"width": 1280, "height": 900})  # it was a telephone on the page before
                page.wait_for_function(f"!{STACKED}")
            for width in (1024, 390):
                page.set_viewport_size({"width": width, "height": 900})
                try:
                    page.wait_for_function(f"{TOO_WIDE}.length === 0", timeout=10_000)  # charts take a moment to shrink
                except PlaywrightTimeout:
                    seen.too_wide.append((path, width, page.evaluate(TOO_WIDE)))
        page.wait_for_function(STACKED)
        for button in ("stExpandSidebarButton", "stSidebarCollapseButton"):  # on a telephone the pages are in a menu
            page.locator(f"[data-testid={button}] button, button[data-testid={button}]").click()
        seen.tops = {part: page.locator(part).bounding_box()["y"] for part in PARTS}
        yield seen


PARTS = [
    ".st-key-run_status",
    ".live-curves",
    ".st-key-confusion_matrix",
    ".st-key-start",
    ".st-key-epochs",
]  # from the top
STACKED = "(document.querySelector('.live-curves')._fullLayout.yaxis2.domain[1] < 0.6)"  # the second below the first
LETTERED = (".st-key-confusion_matrix .ytick text", ".st-key-confusion_matrix .g-xtitle text", "body")
LETTERS = "part => part.tagName === 'BODY' ? getComputedStyle(part).color : getComputedStyle(part).fill"
TOO_WIDE = """[document.documentElement, ...document.querySelectorAll('.stApp, .stMain, .stMainBlockContainer')]
    .filter(element => element.scrollWidth > element.clientWidth + 1).map(element => element.className)"""


def is_an_error(message: ConsoleMessage) -> bool:
    """On a deep link Streamlit first asks for its own files beside the page, gets a 404, and then asks at the root."""
    expected = "404" in message.text and "/_stcore/" in message.location.get("url", "")
    return message.type == "error" and not expected


def test_no_page_asks_another_host(walk: Walk) -> None:
    assert walk.hosts - {""} == {"localhost"}  # "": data: and blob:


def test_no_page_logs_an_error(walk: Walk) -> None:
    assert walk.errors == []


def test_the_letters_on_a_figure_are_those_of_the_page(walk: Walk) -> None:
    assert len(set(walk.letters)) == 1


def test_no_page_scrolls_sideways(walk: Walk) -> None:
    assert walk.too_wide == []


def test_on_a_telephone_the_curves_come_before_the_settings(walk: Walk) -> None:
    assert sorted(PARTS, key=walk.tops.__getitem__) == PARTS
