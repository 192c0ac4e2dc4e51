"""The gate microscope in a real browser: stepping, picking a unit, checking, and the time machine."""

import re

import pytest
from lab_server import ROOT, Server
from playwright.sync_api import Page, expect

from lstm_core.runs.record import RunRecord

pytestmark = pytest.mark.browser

expect.set_options(timeout=120_000)  # a cold process that looks inside, beside others on the same cores

WORDS = 400
LARGE = {"examples": 400, "epochs": 1, "hidden_size": 128, "embedding_size": 64, "sequence_length": WORDS}
MILLISECONDS = "Number(document.querySelector('.microscope').dataset.milliseconds)"


@pytest.fixture(scope="module")
def large(shared_server: Server) -> RunRecord:
    """128 units that read 400 words."""
    return shared_server.wait_for_end(shared_server.submit(**LARGE).id)


def where(page: Page) -> str:
    return page.locator(".microscope .where").inner_text()


def numbers(page: Page) -> str:
    return page.locator(".microscope .formulas").inner_text()


def test_no_number_is_cut_in_two(page: Page) -> None:
    tokens = ["275.8 2780 11.99", "291 2874 11.99", "not", "wonderful", "wonderfully"]
    drawing = (ROOT / "ui" / "microscope" / "drawing.js").read_text(encoding="utf-8")
    said = page.evaluate(f"tokens => {{ {drawing}\nreturn tokens.map((token) => shortened(token)); }}", tokens)
    assert said == ["275.8 …", "291 …", "not", "wonderful", "wonderfu…"]


def test_stepping_through_a_long_text(server: Server, large: RunRecord, page: Page) -> None:
    text = " ".join(["the film was not bad at all but my hat is"] * 40)[: 11 * 400]
    page.goto(f"{server.url}/inside?run={large.id}")
    page.locator(".st-key-inside_text input").fill(text)
    page.locator(".st-key-inside_text input").press("Enter")
    expect(page.locator(".microscope .where")).to_have_text("step 1 of 400")
    expect(page.locator(".heat-frame")).to_have_count(6)
    expect(page.locator(".microscope")).to_contain_text("a cell is the mean of 2 units and 2 steps")
    page.locator(".microscope").focus()
    spent = []
    for key, step in (("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2), ("End", 400), ("Home", 1)):
        page.keyboard.press(key)
        assert where(page) == f"step {step} of 400"
        spent.append(page.evaluate(MILLISECONDS))
    assert max(spent) < 100, spent


def test_it_plays_by_the_keyboard_alone(server: Server, large: RunRecord, page: Page) -> None:
    page.goto(f"{server.url}/inside?run={large.id}&view=Step+by+step")
    expect(page.locator(".microscope .where")).to_have_text("step 1 of 7")
    page.locator(".microscope").focus()
    for _ in range(20):  # words and buttons come first
        if page.evaluate("document.activeElement.title") == "play":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="pause")).to_be_focused()
    expect(page.locator(".microscope .where")).to_have_text("step 3 of 7")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="play")).to_be_focused()
    page.keyboard.press("End")
    assert where(page) == "step 7 of 7"
    page.keyboard.press("Enter")  # from the end it begins anew
    expect(page.locator(".microscope .where")).to_have_text("step 2 of 7")


def test_a_click_follows_a_unit_and_the_formula_can_be_checked(server: Server, large: RunRecord, page: Page) -> None:
    page.goto(f"{server.url}/inside?run={large.id}")
    frame = page.locator(".heat-frame").nth(1)
    frame.click(position={"x": frame.bounding_box()["width"] * 0.6, "y": 3})  # type: ignore[index]
    expect(page.locator(".st-key-inside_unit input")).to_have_value(re.compile(r"\d+"))
    assert where(page) == "step 5 of 7"
    unit = page.locator(".st-key-inside_unit input").input_value()
    page.get_by_role("radio", name="Step by step").click()
    expect(page.locator(".microscope h4")).to_have_text(f"Unit {unit} over the steps")
    before = numbers(page)
    page.get_by_role("button", name="step forward").click()
    assert numbers(page) != before
    page.get_by_role("button", name="Check with PyTorch").click()
    expect(page.locator(".check.right")).to_contain_text("Difference")
    said = page.locator(".check.right").inner_text().replace("−", "-")
    again, fused = (one.rstrip(".") for one in re.findall(r"h = (-?[\d.]+)", said))
    (apart,) = re.findall(r"Difference ([\d.e+-]+);", said)
    places = len(again.partition(".")[2])
    assert abs(float(again) - float(fused)) == pytest.approx(float(apart), abs=0.5 * float(apart) + 1.01 * 10**-places)
    assert float(apart) == 0 or 10**-places < float(apart)  # the digits that are shown can tell the two apart


def test_the_track_of_the_steps_is_as_dark_as_the_page(server: Server, large: RunRecord, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{server.url}/inside?run={large.id}")
    slider = page.locator(".microscope input[type=range]")
    expect(slider).to_be_visible()
    track = str(slider.evaluate("one => getComputedStyle(one, '::-webkit-slider-runnable-track').backgroundColor"))
    shares = [float(one) for one in re.findall(r"[\d.]+", track)[:3]]
    assert max(shares) < (0.5 if track.startswith("color") else 128), track


def test_from_home_to_why_the_rnn_forgets_in_one_click(server: Server, page: Page) -> None:
    page.goto(server.url)
    page.get_by_text("See its gradient fade").click()
    expect(page.locator(".stMainBlockContainer")).to_contain_text(re.compile("nothing older than .* can teach"))
    expect(page.locator(".st-key-untrained_chart .js-plotly-plot, .js-plotly-plot").first).to_be_visible()


def test_one_slider_moves_everything(server: Server, large: RunRecord, page: Page) -> None:
    page.goto(f"{server.url}/inside?run={large.id}&view=Time+machine")
    expect(page.locator(".microscope .where")).to_be_visible()
    said = page.locator(".microscope .said").inner_text()
    page.get_by_role("slider", name="Moment of the training").focus()
    page.keyboard.press("Home")
    expect(page.locator(".microscope .said")).not_to_have_text(said)
    expect(page.locator(".stMainBlockContainer")).to_contain_text("Before the first validation there is none")
