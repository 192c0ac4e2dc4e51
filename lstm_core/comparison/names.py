"""What a run is called, wherever runs stand side by side: its data, and what sets it apart from how that data starts."""

from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from lstm_core.config import SETTINGS, RunConfig
from lstm_core.data import own_files
from lstm_core.data.catalog import DATA_SETS
from lstm_core.errors import LabError
from lstm_core.home import Home
from lstm_core.labs import default_config
from lstm_core.labs.own_data import own_config

CELL_NAMES = {"rnn": "RNN", "gru": "GRU", "lstm": "LSTM"}
_SETTINGS, _INPUTS = 3, 2  # that are named before the “…”
_LETTERS = 30  # of the name of a column
_SAID_OTHERWISE = ("data_set", "file", "cell", "seed")


def run_name(config: RunConfig) -> str:
    """For example Toy reviews, RNN, seed 1, gap 60; a cell is named that is no LSTM, a seed that the data set does not start with."""
    start = _start(config.data.data_set, config.data.file)
    cell = [CELL_NAMES[config.model.cell]] if config.model.cell != "lstm" else []
    seed = [f"seed {config.training.seed}"] if config.training.seed != start.training.seed else []
    return ", ".join([data_name(config), *cell, *seed, *_apart(config, start)])


def task_name(config: RunConfig) -> str:
    """The same of runs that differ in cell and seed alone."""
    return ", ".join([data_name(config), *_apart(config, _start(config.data.data_set, config.data.file))])


def data_name(config: RunConfig) -> str:
    """Of the data set, with its columns where it is a person's own: they name them as they like.

    For example: Toy reviews, Your own series: kWh with temperature.
    """
    described, columns = DATA_SETS[config.data.data_set].title, ""
    if config.data.file:
        with suppress(LabError):  # it was deleted
            columns = _columns(_facts(config.data.file, Home.default().own_files)["columns"])
    return f"{described}: {columns}" if columns else described


def setting_words(name: str, value: Any) -> str:
    """For example gap 60."""
    return f"{SETTINGS[name].title.lower()} {value}"


def _apart(config: RunConfig, start: RunConfig) -> list[str]:
    """The first settings, in the order of the form, that are not as the data set starts; “…” for all the others."""
    own, usual = config.flat(), start.flat()
    differ = [
        name
        for name, setting in SETTINGS.items()
        if own[name] != usual[name] and name not in _SAID_OTHERWISE and setting.applies_to(config.data.data_set)
    ]
    return [setting_words(name, own[name]) for name in differ[:_SETTINGS]] + ["…"] * (len(differ) > _SETTINGS)


def _start(data_set: str, file: str) -> RunConfig:
    if not file:
        return default_config(data_set)
    with suppress(LabError):  # it was deleted
        return _own_start(file, Home.default().own_files)
    return RunConfig.parse({"data": {"data_set": data_set, "file": file}})


@lru_cache(maxsize=256)
def _own_start(file: str, folder: Path) -> RunConfig:
    """Raises DataError where the file is gone."""
    return own_config(file, _facts(file, folder))


@lru_cache(maxsize=256)
def _facts(file: str, folder: Path) -> dict[str, Any]:
    """A file is called by its content, so they are true for ever. Raises DataError where it is gone."""
    return own_files.facts(file, folder)


def _columns(held: Mapping[str, Any]) -> str:
    """What is read and what is said."""
    names = " → ".join(_cut(held[role]) for role in ("text", "label", "value") if held.get(role))
    inputs = held.get("input") or []
    if not inputs:
        return names
    return f"{names} with {', '.join(map(_cut, inputs[:_INPUTS]))}{', …' if len(inputs) > _INPUTS else ''}"


def _cut(column: str) -> str:
    return column if len(column) <= _LETTERS else f"{column[: _LETTERS - 1]}…"
