"""`python -m lstm_core` as a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def lab(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LAB_HOME": str(folder), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "lstm_core", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_results_alone_are_on_standard_output(tmp_path: Path):
    done = lab(tmp_path, "train", "sum-of-ten", "--set", "epochs=1", "--json")
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["status"] == "finished"


def test_bad_input_ends_with_2_and_a_sentence(tmp_path: Path):
    done = lab(tmp_path, "train", "sum-of-eleven")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("There is no lab called sum-of-eleven; did you mean sum-of-ten?")


def test_help_and_lists_do_not_wait_for_torch(tmp_path: Path):
    code = "import sys, lstm_core.cli; print('torch' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
