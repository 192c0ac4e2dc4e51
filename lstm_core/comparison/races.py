"""Configurations that belong together: cells on equal terms, growing distances, one configuration over several seeds. No torch."""

from collections.abc import Iterable, Sequence
from typing import Literal

from lstm_core.config import SETTINGS, RunConfig
from lstm_core.errors import ConfigError
from lstm_core.estimation.estimate import expected_parameters
from lstm_core.sections.kinds import OF_ANY_LENGTH

Same = Literal["hidden", "parameters"]

CELLS = ("rnn", "gru", "lstm")  # the plainest first
MOST_SEEDS = 20
DISTANCES = {  # what a memory sweep tries where nothing else is asked for
    "toy-reviews": (5, 15, 30, 60),
    "adding": (20, 40, 80),
    "copy-memory": (10, 20, 30),
    "delayed-recall": (10, 25, 50, 100),
}
_LARGEST = int(SETTINGS["hidden_size"].maximum or 1)


def race(config: RunConfig, cells: Sequence[str] = CELLS, seeds: int = 1, same: Same = "hidden") -> list[RunConfig]:
    """The config with each of the cells, over `seeds` seeds from its own on; all else is as it is, so data, split and batches are too.

    same: "hidden" keeps the hidden size; "parameters" gives each cell the hidden size with which it has as nearly as possible as
    many weights as the config itself. Seed by seed, so that the first race is over first. Raises ConfigError.
    """
    unknown = [cell for cell in cells if cell not in CELLS]
    if unknown or not cells:
        raise ConfigError(f"cells: {', '.join(unknown) or 'none'}: take one or more of {', '.join(CELLS)}.")
    entrants = [_with(config, cell=cell) for cell in dict.fromkeys(cells)]
    if same == "parameters":
        budget = expected_parameters(config)
        entrants = [_with(one, hidden_size=equal_hidden_size(one, budget)) for one in entrants]
    return over_seeds(entrants, seeds)


def over_seeds(configs: Iterable[RunConfig], seeds: int) -> list[RunConfig]:
    """Every config with its own seed, then every one with the next. Raises ConfigError."""
    if not 1 <= seeds <= MOST_SEEDS:
        raise ConfigError(f"seeds: {seeds} is out of range, take 1 to {MOST_SEEDS}.")
    configs = list(configs)
    return [_with(config, seed=config.training.seed + more) for more in range(seeds) for config in configs]


def sweep(
    config: RunConfig, cells: Sequence[str], distances: Sequence[int], seeds: int = 1, same: Same = "hidden"
) -> list[RunConfig]:
    """The race at each of the distances, the nearest first. Raises ConfigError where the data set knows no distance."""
    setting = distance_setting(config.data.data_set)
    if setting is None:
        raise ConfigError(
            f"data.data_set: {config.data.data_set!r} has no distance to grow. Take one of {', '.join(DISTANCES)}."
        )
    if not distances:
        raise ConfigError("distances: there is none. Give one or more, for example 5, 15, 30.")
    return [
        one
        for distance in sorted(set(distances))
        for one in race(_with(config, **{setting: distance}), cells, seeds, same)
    ]


def distance_setting(data_set: str) -> str | None:
    """Which setting says how long something must be remembered; None where there is no such thing."""
    if data_set == "toy-reviews":
        return "gap"
    return "length" if data_set in OF_ANY_LENGTH else None


def equal_hidden_size(config: RunConfig, parameters: int) -> int:
    """The hidden size with which the network has as nearly as possible so many weights; the smaller of two as near."""
    low, high = 1, _LARGEST
    while low < high:  # the smallest with at least so many: weights only grow with the size
        middle = (low + high) // 2
        if _parameters(config, middle) < parameters:
            low = middle + 1
        else:
            high = middle
    return min((max(1, low - 1), low), key=lambda size: abs(_parameters(config, size) - parameters))


def _parameters(config: RunConfig, hidden_size: int) -> int:
    return expected_parameters(_with(config, hidden_size=hidden_size))


def _with(config: RunConfig, **values: object) -> RunConfig:
    return RunConfig.from_flat({**config.flat(), **values})
