"""What a user gives on the command line: a folder, a run, a config, a file."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from lstm_core.config import SETTINGS, RunConfig
from lstm_core.errors import ConfigError, DataError, LabError
from lstm_core.home import Home
from lstm_core.labs import LABS
from lstm_core.runs.record import RunRecord
from lstm_core.runs.store import RunStore

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on standard output, for machines.")]
Folder = Annotated[
    Path | None, typer.Option("--runs", help="Folder of runs and caches; LAB_HOME or the user data folder otherwise.")
]
RunId = Annotated[str, typer.Argument(help="Id of a run, as `runs` lists it.")]


def home_of(folder: Path | None) -> Home:
    if folder is None:
        return Home.default()
    folder.mkdir(parents=True, exist_ok=True)
    return Home(folder.resolve())


def found(store: RunStore, run_id: str) -> RunRecord:
    run = store.get(run_id)
    if run is None:
        raise LabError(f"There is no run called {run_id}; `runs` lists those there are.")
    return run


def config_of(lab_or_config: str) -> RunConfig:
    if lab_or_config in LABS:
        return LABS[lab_or_config].config
    if not lab_or_config.endswith(".json"):
        raise ConfigError(
            f"There is no lab called {lab_or_config}. Labs: {', '.join(LABS)}; or give a .json file with a config."
        )
    try:
        values = json.loads(Path(lab_or_config).read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise ConfigError(f"{lab_or_config} cannot be read as a config: {problem}.") from None
    if not isinstance(values, dict):
        raise ConfigError(f"{lab_or_config} holds no JSON object with the parts data, model and training.")
    return RunConfig.parse(values)


def changed(config: RunConfig, changes: list[str]) -> RunConfig:
    """The config with changes such as training.epochs=3; the section may be left out."""
    values = config.flat()
    for change in changes:
        name, sign, value = change.partition("=")
        section, _, field = name.rpartition(".")
        if not sign or (field in SETTINGS and section not in ("", SETTINGS[field].section)):
            raise ConfigError(f"--set {change}: write section.setting=value, for example training.epochs=3.")
        values[field] = _value(value)
    return RunConfig.from_flat(values)


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def content_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise DataError(f"{file} cannot be read: {problem.strerror}.") from None
