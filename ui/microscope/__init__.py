"""The gate microscope: a component that has every number of a text already, so that stepping through it asks nobody."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from ui.charts import COLORS

_HERE = Path(__file__).parent
_PIECES = (
    "drawing",
    "heat_maps",
    "cell_drawing",
    "formulas",
    "microscope",
)  # one script; the last one is what Streamlit calls


def _script() -> str:
    return "\n".join((_HERE / f"{piece}.js").read_text(encoding="utf-8") for piece in _PIECES)


_component = st.components.v2.component(
    "microscope", js=_script(), css=(_HERE / "style.css").read_text(encoding="utf-8"), isolate_styles=False
)


def microscope(
    seen: dict[str, Any], view: Literal["gates", "step"], *, projector: bool, on_unit: Callable[[int], None]
) -> None:
    """seen: what `lstm_core.inside.gate_view` made. view: heat maps of all units, or one unit's cell with its numbers and formulas.

    on_unit(number) is called when a unit is clicked, from 0.
    """
    colors = {name: COLORS[name] for name in ("positive", "negative")}

    def picked() -> None:
        unit = st.session_state["microscope"].get("unit")
        if unit is not None:
            on_unit(int(unit))

    _component(
        key="microscope",
        data={**seen, "view": view, "projector": projector, "colors": colors},
        height="content",
        on_unit_change=picked,
    )
