import json
import math
from typing import Any

import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.config import SETTINGS, DataConfig, ModelConfig, RunConfig, Setting, TrainingConfig
from lstm_core.errors import ConfigError

NUMERIC = [setting for setting in SETTINGS.values() if not setting.choices and setting.kind is not str]
CHOSEN = [setting for setting in SETTINGS.values() if setting.choices]


def named(setting: Setting) -> str:
    return setting.name


def values_of(setting: Setting) -> st.SearchStrategy[Any]:
    if setting.name == "data_set":
        return st.sampled_from([name for name in setting.choices if not name.startswith("own-")])
    if setting.name == "schedule":
        return st.sampled_from([name for name in setting.choices if name != "plateau"])
    if setting.name == "patience":
        return st.just(0)  # it does not go with every validation part
    if setting.choices:
        return st.sampled_from(setting.choices)
    if setting.kind is str:
        return st.sampled_from(["", "0123456789abcdef" * 2 + ".parquet"])
    if setting.kind is int:
        return st.integers(int(setting.minimum), int(setting.maximum))
    return st.floats(setting.minimum, setting.maximum, allow_subnormal=False)


COMPANIONS = {"layer_dropout": {"layers": 2}}  # what a setting other than its default needs beside it


def completed(values: dict[str, Any]) -> dict[str, Any]:
    layers = max(2, values["layers"]) if values["layer_dropout"] else values["layers"]
    share = max(0.01, values["validation_share"]) if values["ngrams"] else values["validation_share"]
    return {**values, "layers": layers, "validation_share": share}


flat_values = st.fixed_dictionaries({name: values_of(setting) for name, setting in SETTINGS.items()}).map(completed)


def beyond(setting: Setting, limit: float, direction: int) -> float:
    """No subnormal number: prepared processes take those for 0."""
    return int(limit) + direction if setting.kind is int else limit + direction * 1e-9


# What a form needs of every setting


def test_no_two_settings_have_the_same_name():
    sections = (DataConfig, ModelConfig, TrainingConfig)
    assert len(SETTINGS) == sum(len(section.model_fields) for section in sections)


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=named)
def test_every_setting_has_a_title_and_a_sentence_of_help(setting: Setting):
    assert setting.title
    assert setting.title != setting.name
    assert setting.title[0].isupper()
    assert setting.help.endswith(".")
    assert len(setting.help.split()) >= 3


@pytest.mark.parametrize("setting", NUMERIC, ids=named)
def test_every_number_has_limits_around_its_default(setting: Setting):
    assert setting.kind in (int, float)
    assert setting.minimum is not None
    assert setting.maximum is not None
    assert setting.minimum <= setting.default <= setting.maximum


@pytest.mark.parametrize("setting", CHOSEN, ids=named)
def test_the_default_of_a_choice_is_one_of_its_choices(setting: Setting):
    assert len(setting.choices) > 1
    assert setting.default in setting.choices


@pytest.mark.parametrize("section", ["data", "model", "training"])
def test_every_section_has_few_settings_that_come_first(section: str):
    first = [setting.name for setting in SETTINGS.values() if setting.section == section and setting.first]
    assert 1 <= len(first) <= 3


def test_a_setting_knows_its_section():
    for name, setting in SETTINGS.items():
        assert name in RunConfig().model_dump()[setting.section]


# What is refused, and how


@pytest.mark.parametrize("setting", NUMERIC, ids=named)
def test_a_value_at_a_limit_is_taken(setting: Setting):
    for limit in (setting.minimum, setting.maximum):
        values = {setting.name: setting.kind(limit), **COMPANIONS.get(setting.name, {})}
        assert RunConfig.from_flat(values).flat()[setting.name] == limit


@pytest.mark.parametrize("setting", NUMERIC, ids=named)
def test_a_value_beyond_a_limit_is_refused_with_field_value_and_limit(setting: Setting):
    too_small, too_large = "too small, the smallest value is", "too large, the largest value is"
    for limit, direction, words in ((setting.minimum, -1, too_small), (setting.maximum, 1, too_large)):
        value = beyond(setting, limit, direction)
        with pytest.raises(ConfigError) as refusal:
            RunConfig.from_flat({setting.name: value})
        sentence = str(refusal.value)
        assert sentence.startswith(f"{setting.section}.{setting.name}: {value!r} is {words} ")
        assert float(sentence.removesuffix(".").split()[-1]) == limit


def test_an_unknown_setting_is_refused_with_the_nearest_known_one():
    with pytest.raises(
        ConfigError, match=r"^model\.hiden_size: there is no such setting; did you mean model\.hidden_size\?$"
    ):
        RunConfig.parse({"model": {"hiden_size": 3}})


def test_an_unknown_section_is_refused_with_the_nearest_known_one():
    with pytest.raises(ConfigError, match=r"^trainig: there is no such setting; did you mean training\?$"):
        RunConfig.parse({"trainig": {}})


def test_an_unknown_setting_that_resembles_none_is_refused_without_a_guess():
    with pytest.raises(ConfigError, match=r"^data\.qqqq: there is no such setting\.$"):
        RunConfig.parse({"data": {"qqqq": 1}})


def test_an_unknown_flat_setting_is_refused_too():
    with pytest.raises(ConfigError, match=r"epoch: there is no such setting; did you mean training\.epochs\?"):
        RunConfig.from_flat({"epoch": 3})


@pytest.mark.parametrize("setting", CHOSEN, ids=named)
def test_another_value_than_the_choices_is_refused_with_all_of_them(setting: Setting):
    with pytest.raises(ConfigError) as refusal:
        RunConfig.from_flat({setting.name: "sideways"})
    assert str(refusal.value).startswith(f"{setting.section}.{setting.name}: 'sideways' is not a choice")
    for choice in setting.choices:
        assert repr(choice) in str(refusal.value)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"training": {"epochs": "many"}}, "training.epochs: 'many' is not a whole number."),
        ({"training": {"epochs": 2.5}}, "training.epochs: 2.5 is not a whole number."),
        ({"training": {"epochs": None}}, "training.epochs: None is not a whole number."),
        ({"data": 5}, "data: 5 does not fit: input should be a valid dictionary"),
        ("nonsense", "config: 'nonsense' does not fit: input should be a valid dictionary"),
    ],
)
def test_another_type_is_refused_with_field_and_value(values: Any, sentence: str):
    with pytest.raises(ConfigError) as refusal:
        RunConfig.parse(values)
    assert str(refusal.value).startswith(sentence)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("setting", [setting for setting in NUMERIC if setting.kind is float], ids=named)
def test_a_number_that_is_none_or_endless_is_refused(setting: Setting, value: float):
    with pytest.raises(ConfigError, match=f"^{setting.section}.{setting.name}: {value!r} "):
        RunConfig.from_flat({setting.name: value})


def test_all_refused_fields_are_named_at_once():
    with pytest.raises(ConfigError) as refusal:
        RunConfig.parse({"training": {"epochs": 0, "batch_size": -1}, "model": {"layers": 9}})
    for field in ("training.epochs", "training.batch_size", "model.layers"):
        assert field in str(refusal.value)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"validation_share": 0, "patience": 2}, "training.patience would choose by it"),
        ({"validation_share": 0, "schedule": "plateau"}, "training.schedule: 'plateau' would choose by it"),
        ({"validation_share": 0, "ngrams": 2}, "leaves nothing to weigh the LSTM and model.ngrams: 2 by"),
        ({"layer_dropout": 0.5}, "model.layer_dropout: 0.5 works between layers, and there is one"),
        ({"data_set": "own-texts"}, "data.file: 'own-texts' needs a file"),
    ],
)
def test_settings_that_do_not_go_together_are_refused(values: dict[str, Any], sentence: str):
    with pytest.raises(ConfigError, match=sentence):
        RunConfig.from_flat(values)


# What stays the same


@pytest.mark.parametrize("section", ["data", "model", "training"])
def test_a_config_cannot_be_changed(section: str):
    config = RunConfig()
    part = getattr(config, section)
    with pytest.raises(pydantic.ValidationError, match="frozen"):
        setattr(config, section, part)
    name = next(iter(type(part).model_fields))
    with pytest.raises(pydantic.ValidationError, match="frozen"):
        setattr(part, name, getattr(part, name))


@given(flat_values)
def test_a_config_survives_being_flat(values: dict[str, Any]):
    config = RunConfig.from_flat(values)
    assert config.flat() == values
    assert RunConfig.from_flat(config.flat()) == config


@given(flat_values)
def test_a_config_survives_its_canonical_text(values: dict[str, Any]):
    config = RunConfig.from_flat(values)
    assert RunConfig.parse(json.loads(config.canonical())) == config


@given(flat_values)
def test_a_stored_config_is_the_one_that_was_accepted(values: dict[str, Any]):
    config = RunConfig.from_flat(values)
    stored = RunConfig.stored(json.loads(config.canonical()))
    assert stored == config
    assert stored.canonical() == config.canonical()


def test_a_stored_config_is_not_held_to_what_is_refused_today():
    values = json.loads(RunConfig().canonical())
    values["model"] |= {"layer_dropout": 0.5, "no_longer": 3}
    values["training"] |= {"epochs": 10_000}
    del values["training"]["momentum"]
    stored = RunConfig.stored(values)
    assert (stored.model.layer_dropout, stored.training.epochs) == (0.5, 10_000)
    assert stored.training.momentum == RunConfig().training.momentum
    assert "no_longer" not in stored.flat()


@given(flat_values, st.randoms())
def test_the_canonical_text_does_not_depend_on_the_order_of_the_settings(values: dict[str, Any], random: Any):
    names = list(values)
    random.shuffle(names)
    shuffled = RunConfig.from_flat({name: values[name] for name in names})
    assert shuffled.canonical() == RunConfig.from_flat(values).canonical()


def test_the_canonical_text_does_not_depend_on_the_order_in_which_settings_are_declared():
    for names in (content := json.loads(RunConfig().canonical()), *content.values()):
        assert list(names) == sorted(names)


@given(flat_values, flat_values)
def test_the_canonical_text_is_the_same_for_the_same_settings_only(one: dict[str, Any], other: dict[str, Any]):
    first, second = RunConfig.from_flat(one), RunConfig.from_flat(other)
    assert (first.canonical() == second.canonical()) == (first == second)


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=named)
def test_every_setting_is_in_the_canonical_text(setting: Setting):
    if setting.choices:
        other = next(choice for choice in setting.choices if choice != setting.default)
    elif setting.kind is str:
        other = "0" * 32 + ".parquet"
    else:
        other = setting.kind(setting.minimum if setting.default != setting.minimum else setting.maximum)
    companions = COMPANIONS.get(setting.name, {})
    changed = RunConfig.from_flat({setting.name: other, **companions})
    assert changed.canonical() != RunConfig.from_flat(companions).canonical()


def test_a_whole_number_means_the_same_as_a_decimal_one():
    assert (
        RunConfig.from_flat({"learning_rate": 1}).canonical() == RunConfig.from_flat({"learning_rate": 1.0}).canonical()
    )
