"""Which examples a run is judged on: figures of two runs are laid beside each other only where they are of the same ones."""

from collections.abc import Sequence
from typing import Any

from lstm_core.config import SETTINGS, RunConfig
from lstm_core.data.catalog import GIVEN_TEST

DECIDING = (
    "data_set", "file", "examples", "length", "gap", "tokenizer", "window", "horizon", "split", "test_share", "split_seed",
)  # fmt: skip
_OF_A_SHUFFLED_SPLIT = ("examples", "test_share", "split_seed")


def held_out(config: RunConfig) -> dict[str, Any]:
    """The settings that decide the test part, with their values: equal for two configs, their test parts are equal.

    Not among them: the share of the validation part, which is taken from what the test part leaves, and whatever says how an
    example is read. A tokenizer is, as it says which texts are the same one and stay together.
    """
    flat, data_set = config.flat(), config.data.data_set
    given = config.data.split == "given" and data_set in GIVEN_TEST
    return {
        name: flat[name]
        for name in DECIDING
        if SETTINGS[name].applies_to(data_set) and not (given and name in _OF_A_SHUFFLED_SPLIT)
    }


def differing(configs: Sequence[RunConfig]) -> list[str]:
    """Titles of the settings for which not all of them have the same test part; none where they have. Another data set says it all."""
    parts = [held_out(config) for config in configs]
    names = [name for name in DECIDING if len({repr(part.get(name)) for part in parts}) > 1]
    return [SETTINGS[name].title for name in (names[:1] if "data_set" in names else names)]


def why_apart(configs: Sequence[RunConfig]) -> str:
    """Why they cannot be judged against each other, in a sentence; empty where they can."""
    *others, last = [f"“{title}”" for title in differing(configs)] or [""]
    in_what = f"{', '.join(others)} and {last}" if others else last
    return f"They have different data: their test parts are made with different {in_what}." if in_what else ""
