"""Which settings decide the test part, held against the parts that are really made."""

from typing import Any

import pytest

from lstm_core.comparison.held_out import differing, held_out, why_apart
from lstm_core.config import SETTINGS, RunConfig
from lstm_core.home import Home
from lstm_core.labs import LABS
from lstm_core.material import at_once

SMALL: dict[str, dict[str, Any]] = {
    "toy-reviews": {"examples": 120, "gap": 5},
    "sum-of-ten": {"split": "given"},
    "digits": {},
    "adding": {"examples": 120, "length": 20},
    "delayed-recall": {"examples": 120, "length": 20},
    "sine": {"window": 20, "horizon": 2},
}
OTHER: dict[str, Any] = {
    "examples": 150, "length": 25, "gap": 30, "tokenizer": "keras", "vocabulary_size": 40, "sequence_length": 9, "keep": "first",
    "padding": "front", "window": 30, "horizon": 5, "scaling": "differences", "split": "shuffled", "validation_share": 0.2,
    "test_share": 0.3, "split_seed": 7,
}  # fmt: skip
OF_DATA = [name for name, setting in SETTINGS.items() if setting.section == "data" and name not in ("data_set", "file")]


def config(data_set: str, **changed: Any) -> RunConfig:
    return RunConfig.from_flat({"data_set": data_set, "validation_share": 0.1, **SMALL[data_set], **changed})


def test_part(config: RunConfig, home: Home) -> Any:
    """What is to be answered, as it is before anything is made of it for a network."""
    material = at_once(config.data, home)
    if material.series:
        return material.series.first_test_target, len(material.test), material.test.targets.shape
    examples = range(len(material.test))
    return [material.text_of(number) for number in examples], material.test.targets.tolist()


test_part.__test__ = False  # type: ignore[attr-defined]


@pytest.mark.parametrize("data_set", SMALL)
def test_where_it_is_said_to_be_the_same_it_is(data_set: str, home: Home) -> None:
    usual = config(data_set)
    expected, decided = test_part(usual, home), set()
    for name in OF_DATA:
        if SETTINGS[name].applies_to(data_set):
            other = config(data_set, **{name: OTHER[name]})
            if held_out(other) == held_out(usual):
                assert test_part(other, home) == expected, name
            else:
                decided.add(name)
                assert name == "tokenizer" or test_part(other, home) != expected, name
    assert decided - {"split", "window", "horizon"} <= {
        "examples",
        "length",
        "gap",
        "tokenizer",
        "test_share",
        "split_seed",
    }


def test_the_validation_share_and_whatever_is_no_setting_of_the_data_decide_nothing() -> None:
    gap = LABS["toy-reviews-gap"].config
    other = RunConfig.from_flat({**gap.flat(), "validation_share": 0.05, "cell": "rnn", "seed": 3, "epochs": 1})
    assert held_out(gap) == held_out(other)
    assert differing([gap, other]) == differing([]) == []
    assert why_apart([gap, other]) == ""


def test_what_they_differ_in_is_named() -> None:
    far, near = config("toy-reviews"), config("toy-reviews", gap=0, test_share=0.3)
    assert differing([far, near]) == ["Gap", "Test part"]
    assert differing([far, near, config("sine")]) == ["Data set"]
    assert why_apart([far, near]).endswith("are made with different “Gap” and “Test part”.")
