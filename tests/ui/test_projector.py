"""One switch makes type and lines larger, wherever one is."""

import json
from collections.abc import Callable

from streamlit.testing.v1 import AppTest


def page() -> None:
    from ui.live_curves import live_curves
    from ui.projector import projector_switch

    projector_switch()
    live_curves(None)


def scale(at: AppTest) -> float:
    return float(json.loads(at.get("bidi_component")[0].proto.json)["scale"])


def test_the_switch_makes_the_page_and_its_live_charts_larger(draw: Callable[[Callable[[], None]], AppTest]) -> None:
    at = draw(page)
    assert scale(at) == 1.0
    assert not any("font-size" in one.value for one in at.get("html"))
    at.toggle("projector").set_value(True).run()
    assert not at.exception
    assert scale(at) > 1.2
