"""The shared pieces of the dashboard, tested one by one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest

from lstm_core.home import Home
from lstm_core.runs.store import RunStore


@pytest.fixture
def ui_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RunStore:
    """An empty store, the one the dashboard sees."""
    monkeypatch.setenv("LAB_HOME", str(tmp_path))
    return RunStore(Home.default().database)


@pytest.fixture
def draw() -> Callable[[Callable[[], None]], AppTest]:
    """draw(function) is a page made by that function alone; it must import what it uses."""

    def drawn(function: Callable[[], None]) -> AppTest:
        at = AppTest.from_function(function, default_timeout=60)
        # Without it every AppTest looks through all installed packages for components: 0.4 s each.
        at._bidi_component_manager = BidiComponentManager()
        return at.run()

    return drawn
