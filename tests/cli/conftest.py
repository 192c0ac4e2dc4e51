"""The command line in this process, and a lab in which one run of every kind is trained."""

import importlib
import json
import sys
from pathlib import Path

import pytest
from called import Call, Trained

from lstm_core import cli

SMALL = ["--set=epochs=1", "--set=model.hidden_size=8"]
KINDS = {
    "texts": ["toy-reviews", "--set=examples=300", "--set=embedding_size=8", *SMALL],
    "series": ["sine", "--set=data.scaling=standard", *SMALL],
    "rows": ["sum-of-ten", *SMALL],
    "values": ["adding", "--set=examples=200", "--set=length=20", *SMALL],
    "symbols": ["delayed-recall", "--set=examples=200", "--set=length=10", *SMALL],
    "copied": ["copy-memory", "--set=examples=200", "--set=length=10", *SMALL],
}


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    """Calls the command line in a lab of its own; returns exit code, standard output and standard error."""
    monkeypatch.setenv("LAB_HOME", str(tmp_path))

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["lstm_core", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        out, err = capsys.readouterr()
        return int(end.value.code or 0), out, err

    return run


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Trained:
    folder, runs = tmp_path_factory.mktemp("trained"), {}
    for kind, arguments in KINDS.items():
        with pytest.MonkeyPatch.context() as patch:
            said: list[str] = []
            patch.setattr(sys, "argv", ["lstm_core", "train", *arguments, "--json", "--runs", str(folder)])
            patch.setattr(
                importlib.import_module("lstm_core.cli.train"),
                "print_json",
                lambda content, said=said: said.append(json.dumps(content)),
            )
            with pytest.raises(SystemExit) as end:
                cli.main()
        assert not end.value.code
        runs[kind] = json.loads(said[0])["run"]
    return Trained(folder, runs)


@pytest.fixture
def ask(call: Call, trained: Trained) -> Call:
    """`ask("predict", "texts", ...)`: a verb for the trained run of a kind."""

    def run(verb: str, kind: str, *arguments: object) -> tuple[int, str, str]:
        return call(verb, trained.runs[kind], *arguments, "--runs", trained.folder)

    return run
