"""The arrows of the project, checked by walking its imports: pages -> ui -> lstm_core, and the layers inside the core."""

import ast
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pytest
from arrows import (
    BOTTOM,
    BOTTOM_ARROWS,
    COMPOSITION,
    COMPOSITION_ARROWS,
    PACKAGE_ARROWS,
    PACKAGES,
    TOP,
    TOP_ARROWS,
    WITHOUT,
)

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Project:
    """Every module of a folder by its dotted name."""

    root: Path

    @cached_property
    def modules(self) -> dict[str, Path]:
        files = [
            *self.root.glob("app.py"),
            *(file for top in ("pages", "ui", "lstm_core") for file in self.root.glob(f"{top}/**/*.py")),
        ]
        return {self._name(file): file for file in sorted(files)}

    def _name(self, file: Path) -> str:
        parts = file.relative_to(self.root).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @cache  # noqa: B019 - a project lives as long as a test
    def imports(self, name: str) -> set[str]:
        """What a module imports, anywhere in its text: own modules by their full name, others as they are written."""
        file = self.modules[name]
        package = name if file.name == "__init__.py" else name.rpartition(".")[0]
        found = (
            target
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            for target in _targets(node, package)
        )
        return {self._module(target) for target in found} - {name}

    def _module(self, target: str) -> str:
        """`lstm_core.config.RunConfig` is a name in `lstm_core.config`."""
        known, parts = self.modules, target.split(".")
        return next((cut for end in range(len(parts), 0, -1) if (cut := ".".join(parts[:end])) in known), target)

    def reached(self, name: str) -> set[str]:
        """All that is imported when a module is, the packages around it included."""
        known, reached, waiting = self.modules, set[str](), [name]
        while waiting:
            module = waiting.pop()
            around = {".".join(module.split(".")[:end]) for end in range(1, module.count(".") + 1)} & set(known)
            for imported in (self.imports(module) if module in known else set()) | around:
                if imported not in reached:
                    reached.add(imported)
                    waiting.append(imported)
        return reached


def _targets(node: ast.AST, package: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
        module = ".".join([*above, *([node.module] if node.module else [])])
        yield from (f"{module}.{alias.name}" for alias in node.names)


def wrong_imports(project: Project) -> list[str]:
    """Each as a sentence: arrows that point the wrong way, and libraries where they must not be."""
    arrows = [
        f"{importer} imports {imported}"
        for importer in project.modules
        for imported in sorted(project.imports(importer))
        if not _allowed(importer, imported)
    ]
    return arrows + _needs(project)


def _needs(project: Project) -> list[str]:
    """Libraries that are reached, perhaps through other modules, from where they must not be."""
    return [
        f"{name} needs {library}"
        for library, bases in WITHOUT.items()
        for name in project.modules
        if any(name == base or name.startswith(f"{base}.") for base in bases)
        and any(_top(imported) == library for imported in project.reached(name))
    ]


def _top(module: str) -> str:
    return module.split(".")[0]


def _part(module: str) -> str:
    """The part of the core a module belongs to: `lstm_core.data.imdb` to data, `lstm_core` itself to none."""
    return module.partition(".")[2].partition(".")[0]


def _allowed(importer: str, imported: str) -> bool:
    start, end = _top(importer), _top(imported)
    if end not in ("app", "pages", "ui", "lstm_core"):
        return True
    if end == "lstm_core" and _part(imported) == "execution" and start != "lstm_core":
        return start in ("app", "ui")
    if start == "lstm_core":
        return end == "lstm_core" and _allowed_inside(_part(importer), _part(imported))
    return start == "app" or end in ("ui", "lstm_core")


def _allowed_inside(importer: str, imported: str) -> bool:
    """From one part of the core to another."""
    if imported in ("", importer):  # the version, and a part's own modules
        return True
    if importer in BOTTOM:
        return (importer, imported) in BOTTOM_ARROWS
    if importer in PACKAGES:
        return imported in BOTTOM or (importer, imported) in PACKAGE_ARROWS
    if importer in COMPOSITION:
        return imported in BOTTOM | PACKAGES or (importer, imported) in COMPOSITION_ARROWS
    if (importer, imported) in TOP_ARROWS:
        return True
    return importer in TOP and imported in BOTTOM | PACKAGES | COMPOSITION


def function_lengths(file: Path) -> dict[str, int]:
    """Lines of each function from its `def` to its end, docstring included."""
    return {
        f"{file}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    }


# The project


def test_every_import_follows_the_arrows():
    assert wrong_imports(Project(ROOT)) == []


def test_the_walk_finds_the_modules_and_their_imports():
    project = Project(ROOT)
    assert {"lstm_core", "lstm_core.data", "lstm_core.data.imdb", "lstm_core.execution.worker"} <= set(project.modules)
    imported = project.imports("lstm_core.data.batches")
    assert {"numpy", "torch"} <= imported
    assert "lstm_core.text.vocabulary" in project.imports("lstm_core.readers")
    assert "torch" in {_top(one) for one in project.reached("lstm_core.execution.worker")}


def test_functions_are_short():
    lengths = {name: lines for file in Project(ROOT).modules.values() for name, lines in function_lengths(file).items()}
    assert statistics.median(lengths.values()) <= 8
    long = {name: lines for name, lines in lengths.items() if lines >= 30}
    assert len(long) <= len(lengths) / 10, long


@pytest.mark.parametrize("file", Project(ROOT).modules.values(), ids=lambda file: str(file.relative_to(ROOT)))
def test_no_file_is_long(file: Path):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 350


# The walk itself, in a small tree


SOUND = {
    "app.py": "import streamlit\nfrom lstm_core.execution.supervisor import Supervisor\nimport ui.main",
    "pages/train.py": "import streamlit\nfrom ui import form\nfrom lstm_core.labs import LABS",
    "ui/__init__.py": "",
    "ui/main.py": "import streamlit as st\nfrom ui import charts",
    "ui/form.py": "import streamlit\nfrom lstm_core.config import RunConfig",
    "ui/charts.py": "import plotly",
    "lstm_core/__init__.py": "__version__ = '1'",
    "lstm_core/errors.py": "",
    "lstm_core/config.py": "import json\nfrom lstm_core.errors import LabError",
    "lstm_core/labs.py": "from lstm_core.config import RunConfig",
    "lstm_core/runtime.py": "import torch",
    "lstm_core/experiment.py": "from lstm_core import runtime, trained\nfrom lstm_core.data import batches",
    "lstm_core/trained.py": "from lstm_core.models.network import Network",
    "lstm_core/models/__init__.py": "",
    "lstm_core/models/network.py": "from torch import nn",
    "lstm_core/data/__init__.py": "",
    "lstm_core/data/batches.py": "import torch\nfrom lstm_core.text.words import words_of",
    "lstm_core/text/__init__.py": "",
    "lstm_core/text/words.py": "from lstm_core.errors import LabError",
    "lstm_core/runs/__init__.py": "",
    "lstm_core/runs/store.py": "from lstm_core import __version__\nfrom . import record",
    "lstm_core/runs/record.py": "from lstm_core.config import RunConfig",
    "lstm_core/execution/__init__.py": "",
    "lstm_core/execution/supervisor.py": "from lstm_core import experiment\nfrom lstm_core.runs import store",
}


def planted(root: Path, **extra: str) -> Project:
    for name, source in {**SOUND, **extra}.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, encoding="utf-8")
    return Project(root)


def test_a_sound_tree_has_no_wrong_import(tmp_path: Path):
    assert wrong_imports(planted(tmp_path)) == []


@pytest.mark.parametrize(
    ("file", "source", "wrong"),
    [
        ("pages/home.py", "from pages import train", "pages.home imports pages.train"),
        ("pages/home.py", "import pages.train as other", "pages.home imports pages.train"),
        ("pages/home.py", "import app", "pages.home imports app"),
        ("pages/home.py", "from lstm_core.execution import supervisor", "pages.home imports lstm_core.execution.supervisor"),
        ("ui/form.py", "from pages.train import show", "ui.form imports pages.train"),
        ("ui/charts.py", "import streamlit as st", "ui.charts needs streamlit"),
        ("ui/charts.py", "def late():\n    from streamlit import cache_data", "ui.charts needs streamlit"),
        ("ui/charts.py", "from ui import form", "ui.charts needs streamlit"),
        ("lstm_core/data/batches.py", "import streamlit", "lstm_core.data.batches needs streamlit"),
        ("lstm_core/data/batches.py", "from ui.form import show", "lstm_core.data.batches imports ui.form"),
        ("lstm_core/data/batches.py", "def late():\n    import ui.form", "lstm_core.data.batches imports ui.form"),
        ("lstm_core/data/batches.py", "from lstm_core import experiment", "lstm_core.data.batches imports lstm_core.experiment"),
        ("lstm_core/text/words.py", "from lstm_core.data import batches", "lstm_core.text.words imports lstm_core.data.batches"),
        ("lstm_core/text/words.py", "from ..data import batches", "lstm_core.text.words imports lstm_core.data.batches"),
        ("lstm_core/text/words.py", "from ..data.batches import Batch", "lstm_core.text.words imports lstm_core.data.batches"),
        ("lstm_core/models/network.py", "import lstm_core.runs.store", "lstm_core.models.network imports lstm_core.runs.store"),
        ("lstm_core/config.py", "from lstm_core.labs import LABS", "lstm_core.config imports lstm_core.labs"),
        ("lstm_core/trained.py", "from lstm_core import experiment", "lstm_core.trained imports lstm_core.experiment"),
        ("lstm_core/experiment.py", "import lstm_core.execution", "lstm_core.experiment imports lstm_core.execution"),
        ("lstm_core/newcomer.py", "from lstm_core import config", "lstm_core.newcomer imports lstm_core.config"),
        ("lstm_core/runs/record.py", "import torch", "lstm_core.runs.record needs torch"),
        ("lstm_core/runs/record.py", "import torch", "lstm_core.runs.store needs torch"),
        ("lstm_core/runs/record.py", "from lstm_core import runtime", "lstm_core.runs.record needs torch"),
        ("lstm_core/runs/__init__.py", "import torch.nn", "lstm_core.runs.record needs torch"),
        ("lstm_core/__init__.py", "from torch import nn", "lstm_core.errors needs torch"),
    ],
)  # fmt: skip
def test_a_planted_wrong_import_is_found(tmp_path: Path, file: str, source: str, wrong: str):
    assert wrong in wrong_imports(planted(tmp_path, **{file: source}))


def test_the_length_of_a_function_is_counted_from_def_to_end(tmp_path: Path):
    file = tmp_path / "some.py"
    file.write_text(
        'class A:\n    @property\n    def one(self):\n        """Doc."""\n\n        return 1\n\n\nasync def two(): ...\n'
    )
    assert [(name.split()[-1], lines) for name, lines in function_lengths(file).items()] == [("two", 1), ("one", 4)]
