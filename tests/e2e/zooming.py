"""A live chart, zoomed as a person does."""

from playwright.sync_api import Page


def zoom(page: Page, chart: str) -> list[float]:
    """Draws a box in the first chart of a pair and gives the limits it now has across. chart: the class of the live chart."""
    plot = page.locator(f".{chart} .nsewdrag").first
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.8, steps=5)
    page.mouse.up()
    page.wait_for_function(f"!document.querySelector('.{chart}')._fullLayout.xaxis.autorange")
    return limits(page, chart)


def limits(page: Page, chart: str) -> list[float]:
    """Of the axis across."""
    found: list[float] = page.evaluate(f"document.querySelector('.{chart}')._fullLayout.xaxis.range.slice()")
    return found
