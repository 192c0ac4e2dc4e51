"""What the container holds is enough: the same files alone, in an empty folder, are the product."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LINES = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()


def copied(folder: Path) -> None:
    for line in LINES:
        if line.startswith("COPY "):
            source, target = ROOT / line.split()[1], folder / line.split()[2]
            if source.is_dir():
                shutil.copytree(source, target)
            else:
                shutil.copy(source, target)


def test_all_it_needs_is_copied(tmp_path: Path):
    copied(tmp_path)
    pages = [f"ui.{file.stem}" for file in (ROOT / "ui").glob("*.py") if file.stem != "main"]
    import_all = f"import app, {', '.join(pages)}"
    home = {"LAB_HOME": str(tmp_path / "data"), "PATH": "/usr/bin:/bin"}
    for arguments in (["-c", import_all], ["-m", "lstm_core", "labs", "--json"]):
        ended = subprocess.run([sys.executable, *arguments], cwd=tmp_path, env=home, capture_output=True, text=True)
        assert ended.returncode == 0, ended.stderr


def test_it_runs_a_python_and_a_command_that_are_right():
    (python,) = re.findall(r"^FROM python:(\d+)\.(\d+)", "\n".join(LINES), re.MULTILINE)
    assert (int(python[0]), int(python[1])) >= (3, 11)
    command = json.loads(next(line for line in LINES if line.startswith("CMD ")).removeprefix("CMD "))
    assert command[:3] == ["streamlit", "run", "app.py"]
    port = next(line for line in LINES if line.startswith("EXPOSE")).split()[1]
    assert f"localhost:{port}" in "".join(line for line in LINES if line.startswith("HEALTHCHECK"))
