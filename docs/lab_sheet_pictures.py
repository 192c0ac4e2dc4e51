"""Takes the pictures of docs/lab-sheet-imdb-notebook.md: `python docs/lab_sheet_pictures.py http://localhost:8501 LSTM RNN RACE`.

LSTM and RNN are the two runs of the race `race imdb-notebook --cells lstm,rnn`; the dashboard runs there.
"""

import shutil
import sys

from playwright.sync_api import Browser, Page, sync_playwright
from screenshots import DRAWN, IMAGES, settled

SENTENCE = "The first half was not bad at all, but the end was dull and a waste of time"
FOR_ANSWERS = 180_000  # milliseconds: baselines of 50,000 reviews are computed when first asked for


def part(page: Page, selector: str, name: str) -> None:
    """A part of a page as a picture."""
    page.wait_for_timeout(1_500)  # charts settle
    page.locator(selector).first.screenshot(path=IMAGES / f"lab-sheet-{name}.png")


def trained(page: Page, base: str, run: str) -> None:
    page.goto(f"{base}/train?run={run}")
    page.wait_for_function(DRAWN)
    settled(page, ".st-key-confusion_matrix .main-svg")
    part(page, ".live-curves", "curves")
    part(page, ".st-key-confusion_matrix", "confusion-matrix")
    page.goto(f"{base}/evaluate?run={run}")
    page.wait_for_selector(".st-key-comparison table", timeout=FOR_ANSWERS)
    part(page, ".st-key-comparison", "baselines")


def inside(page: Page, base: str, run: str) -> None:
    address = f"{base}/inside?run={run}&inside_text={SENTENCE.replace(' ', '+')}"
    page.goto(f"{address}&view=Gates")
    page.wait_for_selector(".microscope .heats")
    page.locator(".microscope .words span", has_text="waste").click()
    part(page, ".microscope", "gates")
    page.goto(f"{address}&view=Step+by+step")
    page.wait_for_selector(".microscope .formulas")
    page.locator(".microscope .words span", has_text="waste").click()
    page.get_by_role("button", name="Check with PyTorch").click()
    part(page, ".microscope .bench", "step")


def gradients(page: Page, base: str, run: str, name: str) -> None:
    page.goto(f"{base}/inside?run={run}&view=Gradient+through+time")
    page.wait_for_selector(".js-plotly-plot .main-svg")
    page.get_by_text("Over the whole training").click()
    page.get_by_text("Steps back to which more than").wait_for(timeout=FOR_ANSWERS)
    part(page, ".stMainBlockContainer", f"gradient-{name}")


def race(page: Page, base: str, group: str) -> None:
    page.goto(f"{base}/compare?race={group}")
    page.wait_for_selector(".comparison-curves .main-svg")
    page.get_by_text("The gradient on its way back").wait_for(timeout=FOR_ANSWERS)
    part(page, ".comparison-curves", "race")
    part(page, ".figures-table", "race-table")


def pictures(browser: Browser, base: str, run: str, group: str, other: str) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 1500}, color_scheme="light").new_page()
    page.set_default_timeout(60_000)
    trained(page, base, run)
    inside(page, base, run)
    gradients(page, base, run, "lstm")
    gradients(page, base, other, "rnn")
    race(page, base, group)


def main() -> None:
    base, run, other, group = sys.argv[1:]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        pictures(browser, base.rstrip("/"), run, group, other)
        browser.close()


if __name__ == "__main__":
    main()
