"""The same file brought to the page and given to the shell, both with what they take by themselves: the same run, to the last digit."""

import importlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from filled_lab import FilledLab, OpenPage

from lstm_core import __version__, cli
from lstm_core.data.catalog import fingerprint
from lstm_core.data.uploads import Incoming
from lstm_core.execution.errand import carried_out
from lstm_core.execution.errands import Errands
from lstm_core.execution.processes import this_process
from lstm_core.execution.worker import carry_out
from lstm_core.home import Home
from lstm_core.runs.record import RunRecord, run_key
from lstm_core.runs.store import RunStore
from ui import services

TEXTS = [
    "Comment ; Verdict",
    *(
        f"the {('plot', 'cast', 'score')[n % 3]} number {n} was {('fine', 'poor')[n % 2]};{('good ', 'Bad', 'good', 'bad')[n % 4]}"
        for n in range(80)
    ),
]
SERIES = ["month,sales", *(f"{2000 + n // 12}-{n % 12 + 1:02d},{(n % 12) * 1.5 + n / 10:.2f}" for n in range(90))]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Errands are done when they are asked for."""

    def result(_self: Errands, kind: str, arguments: Mapping[str, Any], _file: Path) -> dict[str, Any]:
        return carried_out(kind, dict(arguments), services.home())

    monkeypatch.setattr(Errands, "result", result)


def from_the_shell(file: Path, home: Home) -> RunRecord:
    with pytest.MonkeyPatch.context() as patch:
        said: list[Any] = []
        patch.setattr(sys, "argv", ["lstm_core", "train", "--data", str(file), "--json", "--runs", str(home.folder)])
        patch.setattr(importlib.import_module("lstm_core.cli.train"), "print_json", said.append)
        with pytest.raises(SystemExit) as end:
            cli.main()
    assert not end.value.code
    run = RunStore(home.database).get(said[0]["run"])
    assert run
    return run


def from_the_page(file: Path, lab: FilledLab, open_page: OpenPage) -> RunRecord:
    with Incoming(file.name, lab.home) as incoming:
        incoming.write(file.read_bytes())
        upload = incoming.finish()
    at = open_page("data", file=upload.id)
    (link,) = [one for one in at.page_link if one.label == "Train on this"]
    at = open_page("train", own=link.proto.query_string.removeprefix("own="))
    at.button("start").click().run()
    assert not at.exception
    assert not at.error
    run = lab.store.claim(this_process())
    assert run
    carry_out(run, lab.store, lab.home)
    return lab.now(run)


@pytest.mark.parametrize("lines", [TEXTS, SERIES], ids=["texts", "series"])
def test_page_and_shell_agree(lines: list[str], lab: FilledLab, open_page: OpenPage, tmp_path_factory: Any) -> None:
    elsewhere = Home(tmp_path_factory.mktemp("shell"))
    file = elsewhere.folder / "brought.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    page, shell = from_the_page(file, lab, open_page), from_the_shell(file, elsewhere)
    assert page.config == shell.config
    keys = [
        run_key(run.config, fingerprint(run.config.data, home), __version__)
        for run, home in ((page, lab.home), (shell, elsewhere))
    ]
    assert keys[0] == keys[1]
    assert page.metrics
    assert json.dumps(page.metrics) == json.dumps(shell.metrics)
