"""What trained runs have to show is shown without the libraries that trained and judged them."""

import os
import subprocess
import sys
from pathlib import Path

from filled_lab import FilledLab

ROOT = Path(__file__).parents[2]

PAGES = """
import sys
import app
from streamlit.testing.v1 import AppTest

classes, series, same = sys.argv[1:]
at = AppTest.from_file("ui/main.py", default_timeout=60).run()
for page, query in (
    ("train", {"run": classes}), ("train", {"run": series}),
    ("evaluate", {"run": classes}), ("evaluate", {"run": series}),
    ("predict", {"run": classes}), ("compare", {"compare_view": "runs", "runs": f"{classes},{same}"}),
):
    at.switch_page(f"../pages/{page}.py")
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception and not at.error, (page, at)
heavy = sorted({"torch", "sklearn", "scipy", "statsmodels", "safetensors"} & set(sys.modules))
assert not heavy, heavy
"""


def test_pages_full_of_results_import_nothing_heavy(lab: FilledLab) -> None:
    runs = [run.id for run in (lab.evaluated(), lab.forecast_evaluated(), lab.evaluated())]
    environment = {**os.environ, "LAB_HOME": str(lab.home.folder), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", PAGES, *runs], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr[-2_000:]
