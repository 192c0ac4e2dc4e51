"""Pages are run through `ui/main.py`, each test in a lab folder of its own. What pages cache is cached by folder."""

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from filled_lab import FilledLab, OpenPage
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest

from lstm_core.config import RunConfig
from lstm_core.execution.analyses import write_result
from lstm_core.execution.errand import carried_out
from lstm_core.execution.errands import Errands
from lstm_core.execution.worker import carry_out
from lstm_core.home import Home
from lstm_core.inside import album
from lstm_core.runs.record import RunRecord
from ui import looked, services

MAIN = Path(__file__).parents[2] / "ui" / "main.py"
TINY = {"examples": 400, "epochs": 1, "hidden_size": 8, "embedding_size": 8, "device": "cpu", "precision": "fp32"}


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FilledLab]:
    """An empty lab folder, the one the pages see."""
    monkeypatch.setenv("LAB_HOME", str(tmp_path))
    yield FilledLab(Home.default().folder)
    services.inference().close()
    looked.questions().close()


@pytest.fixture(scope="session")
def trained_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A lab folder with one run that was really trained, and one process that answers for all tests. Not to be changed."""
    folder = tmp_path_factory.mktemp("trained").resolve()
    lab = FilledLab(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(album, "_SHARE", 1.0)  # of so short a training a busy machine would leave out most snapshots
        carry_out(lab.claimed(RunConfig.from_flat(TINY)), lab.store, lab.home)
        patch.setenv("LAB_HOME", str(folder))
        inference, questions = services.inference(), looked.questions()
    yield folder
    inference.close()
    questions.close()


@pytest.fixture
def trained(trained_folder: Path, monkeypatch: pytest.MonkeyPatch) -> RunRecord:
    """The trained run, in the folder the pages see. Every test shares it: read only."""
    monkeypatch.setenv("LAB_HOME", str(trained_folder))
    return FilledLab(trained_folder).store.newest()[0]


@pytest.fixture
def trained_copy(trained_folder: Path, lab: FilledLab) -> RunRecord:
    """The same run in the test's own folder, to be changed at will."""
    shutil.copytree(trained_folder, lab.home.folder, dirs_exist_ok=True)
    return lab.store.newest()[0]


@pytest.fixture
def open_page() -> OpenPage:
    """open_page("train", run="...") is the page at /train?run=..., drawn once."""

    def opened(name: str, **query: str) -> AppTest:
        at = AppTest.from_file(MAIN, default_timeout=60)
        # Without it every AppTest looks through all installed packages for components: 0.4 s each.
        at._bidi_component_manager = BidiComponentManager()
        if name != "home":
            at.run()  # the pages are only known then
            at.switch_page(f"../pages/{name}.py")
        for key, value in query.items():
            at.query_params[key] = value
        return at.run()

    return opened


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Errands are done when they are asked for."""

    def result(self: Errands, kind: str, arguments: Mapping[str, Any], file: Path) -> dict[str, Any]:
        if not file.exists():
            write_result(file, carried_out(kind, dict(arguments), self._home))
        found: dict[str, Any] = json.loads(file.read_text())
        return found

    monkeypatch.setattr(Errands, "result", result)
