"""A teacher with ten minutes: from Home to why the RNN forgets, in a real browser."""

import pytest
from lab_server import Server
from playwright.sync_api import Page, expect
from zooming import limits, zoom

from lstm_core.runs.groups import GroupStore

pytestmark = pytest.mark.browser

expect.set_options(timeout=150_000)

CHART = "document.querySelector('.comparison-curves')"
POINTS = f"({CHART}?.data ?? []).reduce((sum, line) => sum + line.x.length, 0)"
TYPE = "parseFloat(getComputedStyle(document.documentElement).fontSize)"


def wait_for_points(page: Page, more_than: int = 0) -> int:
    page.wait_for_function(f"seen => {POINTS} > seen", arg=more_than)
    return int(page.evaluate(POINTS))


def test_three_clicks_from_home_to_why_the_rnn_forgets(server: Server, page: Page) -> None:
    page.goto(server.url)
    page.get_by_text("Why does the RNN forget?").click()
    page.locator(".st-key-start_race button").click()
    page.get_by_role("link", name="Why does the RNN forget?").click()
    expect(page.get_by_role("heading", name="Why does the RNN forget?")).to_be_in_viewport()
    expect(page.locator(".st-key-why_it_forgets")).to_contain_text("60 words")

    seen = wait_for_points(page)
    before = page.evaluate(TYPE)
    page.evaluate(f"{CHART}.marked = true")
    # Streamlit's own charts bring another plotly.js, which must not draw in this one
    page.wait_for_function("window.labPlotly.then(ours => ours !== window.Plotly)")
    zoomed = zoom(page, "comparison-curves")
    page.locator(".st-key-projector_switch label").click()
    page.wait_for_function(f"before => {TYPE} > 1.25 * before", arg=before)
    page.wait_for_function(f"{CHART}._fullLayout.font.size > 16")
    wait_for_points(page, more_than=seen)
    assert page.evaluate(f"{CHART}.marked === true")  # the same node, and the zoom with it
    assert limits(page, "comparison-curves") == zoomed

    page.locator("[data-testid=stTopNavLink]", has_text="Home").click()
    expect(page.get_by_role("heading", name="LSTM Lab")).to_be_visible()
    page.wait_for_function(f"before => {TYPE} > 1.25 * before", arg=before)  # it stays larger on every page


def test_before_the_first_point_the_axis_of_shares_has_its_limits(server: Server, page: Page) -> None:
    run = server.submit(examples=400, epochs=1, hidden_size=8, embedding_size=8, gap=5)
    group = GroupStore(server.home.database).create("race", [run.id])
    page.route(
        "**/api/curves*", lambda route: route.fulfill(json={run.id: {"status": "running", "rows": [], "next": 0}})
    )
    page.goto(f"{server.url}/compare?race={group}")
    page.wait_for_function(f"{CHART}?._fullLayout?.yaxis2")
    assert page.evaluate(f"{CHART}._fullLayout.yaxis2.range") == [0, 1]


def test_a_link_is_a_race(server: Server, page: Page) -> None:
    tiny = {"examples": 400, "epochs": 1, "hidden_size": 8, "embedding_size": 8, "pooling": "last", "gap": 5}
    runs = [server.submit(cell=cell, **tiny) for cell in ("rnn", "lstm")]
    group = GroupStore(server.home.database).create("race", [run.id for run in runs])
    page.goto(f"{server.url}/compare?race={group}")
    expect(page.locator(".st-key-verdict")).to_contain_text("LSTM")
    wait_for_points(page)
    assert set(page.evaluate(f"{CHART}.data.map(line => line.name)")) == {"RNN", "LSTM"}
    page.get_by_text("by second").click()
    page.wait_for_function(f"{CHART}._fullLayout.xaxis.title.text === 'seconds of training'")
