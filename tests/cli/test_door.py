"""What comes in from a shell and goes out to it, whatever its code page and its bytes are."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from called import Call, Trained

from lstm_core import cli
from lstm_core.cli.door import open_streams, readable

ROOT = Path(__file__).parents[2]
STRANGE = "\udcff bad"  # as Python gives bytes that are no text


def written(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> bytes:
    """To a standard output as Windows has it: few letters, and lines that end in two characters."""
    content = io.BytesIO()
    pipe = io.TextIOWrapper(content, encoding="cp1252", newline="\r\n")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", pipe)
        patch.setattr(sys, "argv", ["lstm_core", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            cli.main()
    assert not end.value.code
    pipe.flush()
    return content.getvalue()


def test_every_letter_goes_through_a_pipe(monkeypatch: pytest.MonkeyPatch, trained: Trained):
    line = written(monkeypatch, "predict", trained.runs["texts"], "好 😀", "--runs", trained.folder)
    assert line.decode().endswith("好 😀\r\n")


def test_a_file_goes_through_a_pipe_as_it_is(monkeypatch: pytest.MonkeyPatch, trained: Trained, tmp_path: Path):
    (tmp_path / "in.csv").write_bytes('text\r\n"a 😀\nfilm"\r\ndull\r\n'.encode())
    command = ("predict", trained.runs["texts"], "--file", tmp_path / "in.csv", "--runs", trained.folder)
    table = written(monkeypatch, *command)
    written(monkeypatch, *command, "--out", tmp_path / "out.csv")
    assert table == (tmp_path / "out.csv").read_bytes().removeprefix("\ufeff".encode())
    assert "😀" in table.decode()


def test_a_list_in_the_code_page_of_windows(tmp_path: Path):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "lstm_core", "labs"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
    assert "│ toy-reviews" in done.stdout.decode()


def test_a_closed_output_is_told(call: Call, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdout", None)
    code, _, err = call("labs", "--json")
    assert (code, err) == (2, "The standard output is closed, so there is no place for results. Leave it open.\n")


def test_a_closed_error_output_is_done_without(monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", None)
        open_streams()
        with sys.stderr as nowhere:
            nowhere.write("talk")


def test_bytes_that_are_no_text(ask: Call, call: Call):
    code, _, err = call("show", "\udcff")
    assert (code, err) == (2, "There is no run called �; `runs` lists those there are.\n")
    code, out, _ = ask("predict", "texts", STRANGE, "--json")
    assert (code, json.loads(out)[0]["text"]) == (0, "� bad")
    code, out, _ = ask("inspect", "texts", STRANGE, "--json")
    assert (code, "bad" in json.loads(out)["tokens"]) == (0, True)
    assert call("train", "sine", f"--set={STRANGE}=1")[0] == 2


def test_a_file_may_have_any_name(tmp_path: Path):
    file = tmp_path / os.fsdecode(b"\xff.csv")
    try:
        file.touch()
    except OSError:
        pytest.skip("names of files are text here")
    assert readable([str(file), "\udcff", "text"]) == [str(file), "�", "text"]


@pytest.mark.parametrize("text", ["-1 2 -3 4", "-.5 1", "- 1"])
def test_numbers_below_zero_are_no_options(ask: Call, text: str):
    code, out, _ = ask("predict", "texts", text, "--json")
    assert (code, json.loads(out)[0]["text"]) == (0, text)
    assert ask("inspect", "texts", text, "--json")[0] == 0


def test_what_looks_like_an_option_is_none(ask: Call):
    code, _, err = ask("predict", "texts", "--fiel", "x.csv")
    assert (code, "No such option: --fiel" in err) == (2, True)
