"""What a user gives on the command line: a folder, a run, a config, a file."""

import difflib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from lstm_core.config import SETTINGS, RunConfig
from lstm_core.data.catalog import refuse_unmakeable
from lstm_core.errors import ConfigError, LabError, shortened
from lstm_core.home import Home
from lstm_core.labs import LABS
from lstm_core.runs.record import RunRecord
from lstm_core.runs.store import RunStore
from lstm_core.sections.kinds import SERIES, TEXTS
from lstm_core.whole_files import size_of

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on standard output, for machines.")]
Folder = Annotated[
    Path | None, typer.Option("--runs", help="Folder of runs and caches; LAB_HOME or the user data folder otherwise.")
]
RunId = Annotated[str, typer.Argument(help="Id of a run, as `runs` lists it.")]


def home_of(folder: Path | None, *, make: bool = False) -> Home:
    """The folder of --runs, else LAB_HOME. Raises LabError for one that is not there, unless it is to be made."""
    if folder is None:
        return Home.default()
    if make:
        folder.mkdir(parents=True, exist_ok=True)
    if not folder.is_dir():
        raise LabError(f"--runs {folder}: there is no such folder, so there are no runs in it.")
    return Home(folder.resolve())


def columns_by_role(given: list[str] | None) -> dict[str, str]:
    """From words such as text=review and label=stars. Raises ConfigError for other roles, and for one that is given twice."""
    columns: dict[str, str] = {}
    for word in given or ():
        role, _, column = word.partition("=")
        if role not in ("text", "label") or not column or role in columns:
            raise ConfigError(f"--role {word[:80]}: write text=COLUMN or label=COLUMN, each once.")
        columns[role] = column
    return columns


def found(store: RunStore, run_id: str) -> RunRecord:
    run = store.get(run_id)
    if run is None:
        raise LabError(f"There is no run called {shortened(run_id)}; `runs` lists those there are.")
    return run


def config_of(lab_or_config: str, changes: list[str], own_file: str = "") -> RunConfig:
    """The config of a lab or of a JSON file, with changes such as training.epochs=3; the section may be left out.

    own_file: the name of a kept file to learn from instead of the data set there was.
    """
    config = LABS[lab_or_config].config if lab_or_config in LABS else _config_in(lab_or_config, own_file)
    return changed(config, changes, own_file)


def changed(config: RunConfig, changes: list[str], own_file: str = "") -> RunConfig:
    """The config with such changes, and with an own file in place of its data set where one is named."""
    values = config.flat()
    wishes = _wishes(changes)
    values |= wishes
    if own_file:
        values |= {"data_set": _own_kind(values["data_set"]), "file": own_file, "split": "shuffled"}
    _refuse_without_effect(wishes, values["data_set"])
    config = RunConfig.from_flat(values)
    refuse_unmakeable(config.data)
    return config


def _config_in(file: str, own_file: str) -> RunConfig:
    if not file.endswith(".json"):
        near = difflib.get_close_matches(file, LABS, n=1)
        raise ConfigError(
            f"There is no lab called {shortened(file)}{f'; did you mean {near[0]}?' if near else '.'} "
            f"Labs: {', '.join(LABS)}; or give a .json file with a config."
        )
    try:
        size_of(Path(file), file)
        values = json.loads(Path(file).read_text(encoding="utf-8-sig"))
    except OSError as problem:
        raise ConfigError(f"{file} cannot be read as a config: {problem.strerror}.") from None
    except (ValueError, RecursionError) as problem:
        raise ConfigError(f"{file} cannot be read as a config: it is no JSON text ({problem}).") from None
    if not isinstance(values, dict):
        raise ConfigError(f"{file} holds no JSON object with the parts data, model and training.")
    if own_file and isinstance(values.get("data"), dict):  # a config of own texts or series is none without its file
        values["data"] = {**values["data"], "file": own_file}
    return RunConfig.parse(values)


def _wishes(changes: list[str]) -> dict[str, Any]:
    """Raises ConfigError for a setting that is named twice: which one was meant?"""
    wishes: dict[str, Any] = {}
    for name, value in map(_change, changes):
        if name in wishes:
            raise ConfigError(f"--set {name}: it is given twice. Keep one of them.")
        wishes[name] = value
    return wishes


def _change(change: str) -> tuple[str, Any]:
    name, sign, value = change.partition("=")
    section, _, field = name.rpartition(".")
    sections = ("", SETTINGS[field].section) if field in SETTINGS else ("", *RunConfig.model_fields)
    if not (sign and field and section in sections):
        raise ConfigError(f"--set {shortened(change)}: write section.setting=value, for example training.epochs=3.")
    try:
        return field, json.loads(value)
    except (ValueError, RecursionError):
        return field, value


def _own_kind(data_set: str) -> str:
    if data_set in TEXTS:
        return "own-texts"
    if data_set in SERIES:
        return "own-series"
    raise ConfigError(
        f"--data: a file holds texts or a series, but {data_set} is neither. Take a lab that learns from texts, "
        "such as toy-reviews, or from a series, such as sine."
    )


def _refuse_without_effect(changed: Iterable[str], data_set: str) -> None:
    for name in changed:
        if name in SETTINGS and not SETTINGS[name].applies_to(data_set):
            raise ConfigError(
                f"--set {SETTINGS[name].section}.{name}: it means nothing for {data_set}, only for "
                f"{', '.join(SETTINGS[name].only)}. Leave it out."
            )
