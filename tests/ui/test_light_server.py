"""The web server starts without torch: that keeps it quick and small while workers train."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]

SERVER = """
import sys
import app
from streamlit.testing.v1 import AppTest

at = AppTest.from_file("ui/main.py", default_timeout=60).run()
at.button("train_toy-reviews").click().run()
assert at.query_params["run"], at
for page in ("evaluate", "predict", "inside", "compare", "data", "runs", "train"):
    at.switch_page(f"../pages/{page}.py").run()
    assert not at.exception and not at.error, at
heavy = sorted({"torch", "sklearn", "scipy", "statsmodels", "safetensors"} & set(sys.modules))
assert not heavy, heavy
"""

CHARTS = """
import sys
import ui.charts
assert "streamlit" not in sys.modules
"""


def python(program: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LAB_HOME": str(home), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )


def test_the_server_and_its_pages_import_no_torch(tmp_path: Path) -> None:
    done = python(SERVER, tmp_path)
    assert done.returncode == 0, done.stderr[-2_000:]


def test_no_file_is_brought_through_the_memory_of_the_server() -> None:
    sources = [file.read_text(encoding="utf-8") for top in ("pages", "ui") for file in (ROOT / top).rglob("*.py")]
    assert len(sources) > 50
    assert not any("file_uploader" in source for source in sources)
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["maxUploadSize"] == 1


def test_charts_know_nothing_of_streamlit(tmp_path: Path) -> None:
    done = python(CHARTS, tmp_path)
    assert done.returncode == 0, done.stderr[-2_000:]
