"""Takes the pictures in docs/images: `python docs/screenshots.py http://localhost:8501` while the dashboard runs there.

In an empty lab folder and without a network (`HTTPS_PROXY=http://localhost:9 streamlit run app.py`): pages with nothing to show yet, a file
that cannot be read and a training whose data cannot be had, then toy reviews trained and waiting, the cells in a race, and a file with
faults; every page, light and dark, 1440 and 390 pixels wide.
"""

import shutil
import sys
from itertools import count, product
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

NOUNS, PRAISE, BLAME = (
    ("Film", "Anfang", "Held", "Schluß"),
    ("großartig", "klug", "schön"),
    ("öde", "dünn", "ein Ärger"),
)
IMAGES = Path(__file__).parent / "images"
SIZES = {"wide": {"width": 1440, "height": 900}, "narrow": {"width": 390, "height": 844}}
ANOTHER = count(10)  # epochs of a training that was never asked for before
DRAWN = "() => document.querySelector('.live-curves')?.data?.[0].x.length > 0"
QUIET = "() => !document.querySelector('[data-testid=stStatusWidget], [data-stale=true], [data-testid=stSkeleton]')"


class Shown(NamedTuple):
    """What the pictures are of: two runs by their ids, a race and a file by their addresses."""

    failed: str
    run: str
    race: str
    file: str


def settled(page: Page, selector: str) -> None:
    page.wait_for_selector(selector, timeout=30_000)
    page.wait_for_function(QUIET, timeout=30_000)
    page.wait_for_timeout(700)  # transitions of the page itself


def train(browser: Browser, base: str) -> str:
    """A finished run of toy reviews at its default settings; returns its id."""
    page = browser.new_page()
    page.goto(f"{base}/train")
    page.click(".st-key-start button")
    page.wait_for_selector(".st-key-confusion_matrix .main-svg", timeout=120_000)
    run = page.url.split("run=")[1].split("&")[0]
    page.close()
    return run


def failing(browser: Browser, base: str) -> str:
    """A run that failed, since its reviews are not there and cannot be downloaded; returns its id."""
    page = browser.new_page()
    page.goto(f"{base}/train?lab=imdb-quick")
    settled(page, ".st-key-start button")
    page.click(".st-key-start button")
    page.wait_for_selector(".st-key-run_status >> text=failed", timeout=120_000)
    run = page.url.split("run=")[1].split("&")[0]
    page.close()
    return run


def race(browser: Browser, base: str) -> str:
    """Address of a race that has ended."""
    page = browser.new_page()
    page.goto(f"{base}/compare")
    page.click(".st-key-start_race button")
    page.wait_for_url("**race=*", timeout=30_000)
    page.wait_for_selector(".st-key-verdict", timeout=300_000)
    page.wait_for_selector(".st-key-stop_all", state="detached", timeout=300_000)
    address = page.url
    page.close()
    return address


def comments(count: int = 240) -> bytes:
    """A file as people have them: semicolons, Latin-1, labels in two spellings, rows twice, a missing label and an empty text."""
    rows = ["Kommentar;Stimmung;Sterne"]
    for number in range(count):
        good = number % 3 != 0
        words = PRAISE if good else BLAME
        noun, word = NOUNS[number % len(NOUNS)], words[number % len(words)]
        label = ("positiv", "Positiv ")[number % 2] if good else "negativ"
        rows.append(f"Der {noun} war {word}, und das {number} Minuten lang.;{label};{5 if good else 1},0")
    rows[7] = ";negativ;1,0"
    rows[12] = rows[12].split(";")[0] + ";;3,0"
    return "\n".join([*rows, *rows[20:26]]).encode("latin-1")


def brought(browser: Browser, base: str) -> str:
    """Address of a file that was examined."""
    page = browser.new_page()
    page.goto(f"{base}/data")
    settled(page, ".st-key-bring")
    file = {"name": "Kommentare.csv", "mimeType": "text/csv", "buffer": comments()}
    page.set_input_files(".st-key-bring input[type=file]", files=[file])  # type: ignore[arg-type]
    page.wait_for_selector(".st-key-verdict", timeout=60_000)
    address = page.url
    page.close()
    return address


def times_known(browser: Browser, base: str) -> None:
    """The worker measures how long every lab trains."""
    page = browser.new_page()
    page.goto(base)
    settled(page, ".st-key-train_imdb button")
    page.wait_for_function("() => !document.body.innerText.includes('Measuring how long')", timeout=300_000)
    page.close()


def nothing_yet(browser: Browser, base: str, scheme: str, size: str) -> None:
    """Empty pages, and one on which something failed."""
    context = browser.new_context(viewport=SIZES[size], color_scheme=scheme)  # type: ignore[arg-type]
    page, suffix = context.new_page(), f"{scheme}-{size}"
    for name, path, selector in (
        ("evaluate", "/evaluate", "[data-testid=stAlert]"),
        ("compare", "/compare", ".st-key-start_race button"),
        ("data", "/data", ".st-key-bring"),
    ):
        page.goto(base + path)
        settled(page, selector)
        shot(page, f"{name}-empty-{suffix}")
    file = {"name": "Report.csv", "mimeType": "text/csv", "buffer": b"%PDF-1.4 \x00\x01"}
    page.set_input_files(".st-key-bring input[type=file]", files=[file])  # type: ignore[arg-type]
    settled(page, ".st-key-verdict")
    shot(page, f"data-failed-{suffix}")
    context.close()


def shot(page: Page, name: str) -> None:
    IMAGES.mkdir(exist_ok=True)
    page.screenshot(path=IMAGES / f"{name}.png")


def watch_one(page: Page, base: str, suffix: str) -> None:
    """A training in the middle of it, and one that waits for its end."""
    page.goto(f"{base}/train")
    settled(page, ".st-key-start button")
    page.click(".st-key-start button")
    page.wait_for_selector(".st-key-train_again button", timeout=120_000)
    page.click(".st-key-train_again button")
    page.wait_for_selector(".st-key-stop button:visible", timeout=60_000)
    page.wait_for_function(DRAWN, timeout=60_000)
    page.wait_for_function("() => document.querySelector('.live-curves').data[0].x.length > 100", timeout=60_000)
    shot(page, f"train-running-{suffix}")
    waiting = page.context.new_page()
    waiting.goto(f"{base}/train")
    settled(waiting, ".st-key-start button")
    waiting.fill(".st-key-epochs input", str(next(ANOTHER)))
    waiting.press(".st-key-epochs input", "Enter")
    settled(waiting, ".st-key-start button")
    waiting.click(".st-key-start button")
    settled(waiting, ".st-key-run_status >> text=waits for a worker")
    shot(waiting, f"train-queued-{suffix}")
    waiting.click(".st-key-stop button:visible")
    waiting.wait_for_selector(".st-key-run_status >> text=stopped", timeout=120_000)
    waiting.close()
    page.wait_for_selector(".st-key-train_again button", timeout=120_000)


def tour(browser: Browser, base: str, shown: Shown, scheme: str, size: str) -> None:
    context = browser.new_context(viewport=SIZES[size], color_scheme=scheme)  # type: ignore[arg-type]
    page, suffix = context.new_page(), f"{scheme}-{size}"
    for name, path, selector in (
        ("home", "/", ".st-key-train_imdb button"),
        ("train", "/train", ".st-key-start button"),
        ("train-failed", f"/train?run={shown.failed}", ".st-key-run_status >> text=failed"),
        ("runs", "/runs", f".st-key-row_{shown.run}"),
    ):
        page.goto(base + path)
        settled(page, selector)
        shot(page, f"{name}-{suffix}")
    watch_one(page, base, suffix)
    page.set_viewport_size({**SIZES[size], "height": 1500 if size == "wide" else 2600})
    page.goto(f"{base}/train?run={shown.run}")
    page.wait_for_function(DRAWN, timeout=60_000)
    page.fill(".st-key-try_text input", "I expected a masterpiece, but the plot was dull and the popcorn soggy.")
    page.wait_for_selector(".st-key-prediction >> text=/negative|positive/", timeout=30_000)
    settled(page, ".st-key-confusion_matrix .main-svg")
    shot(page, f"train-done-{suffix}")
    page.set_viewport_size(SIZES[size])
    page.goto(f"{base}/predict?run={shown.run}")
    page.fill(".st-key-try_text input", "The music wasn't bad at all.")
    page.wait_for_selector(".st-key-prediction >> text=/negative|positive/", timeout=30_000)
    settled(page, ".st-key-prediction")
    shot(page, f"predict-{suffix}")
    page.set_viewport_size({**SIZES[size], "height": 1500 if size == "wide" else 2600})
    for name, address, selector in (
        ("evaluate", f"{base}/evaluate?run={shown.run}", ".st-key-comparison"),
        ("inside-gates", f"{base}/inside?run={shown.run}&view=Gates", ".st-key-inside_layer, .st-key-inside_sort"),
        ("inside-steps", f"{base}/inside?run={shown.run}&view=Step+by+step", ".st-key-inside_sort"),
        ("inside-gradient", f"{base}/inside?run={shown.run}&view=Gradient+through+time", ".js-plotly-plot .main-svg"),
        (
            "inside-time-machine",
            f"{base}/inside?run={shown.run}&view=Time+machine",
            ".st-key-moment_confusion .main-svg",
        ),
        ("inside-why", f"{base}/inside?view=Why+it+forgets", ".js-plotly-plot .main-svg"),
        ("compare", shown.race, ".st-key-verdict"),
        ("data", shown.file, ".st-key-verdict"),
    ):
        page.goto(address)
        settled(page, selector)
        page.wait_for_timeout(2_500)  # what a process is asked for comes after the page
        shot(page, f"{name}-{suffix}")
    context.close()


def main() -> None:
    base = sys.argv[1].rstrip("/")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        for scheme, size in product(("light", "dark"), SIZES):
            nothing_yet(browser, base, scheme, size)
        times_known(browser, base)
        shown = Shown(failing(browser, base), train(browser, base), race(browser, base), brought(browser, base))
        for scheme, size in product(("light", "dark"), SIZES):
            tour(browser, base, shown, scheme, size)
        browser.close()


if __name__ == "__main__":
    main()
