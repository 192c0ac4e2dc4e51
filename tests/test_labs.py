import pytest

from lstm_core.config import RunConfig
from lstm_core.data.catalog import DATA_SETS
from lstm_core.labs import LABS, Lab, default_config


@pytest.mark.parametrize("lab", LABS.values(), ids=lambda lab: lab.name)
def test_every_lab_has_a_title_a_story_and_a_config_within_its_limits(lab: Lab):
    assert LABS[lab.name] is lab
    assert lab.title
    assert lab.story.endswith(".")
    assert RunConfig.from_flat(lab.config.flat()) == lab.config


@pytest.mark.parametrize("data_set", DATA_SETS)
def test_every_data_set_has_a_config_to_start_from(data_set: str):
    assert default_config(data_set).data.data_set == data_set


def test_the_form_starts_with_the_first_lab_of_a_data_set():
    first: dict[str, RunConfig] = {}
    for lab in LABS.values():
        first.setdefault(lab.config.data.data_set, lab.config)
    assert {name: default_config(name) for name in first} == first


def test_a_config_without_settings_is_a_lab():
    assert RunConfig() in [lab.config for lab in LABS.values()]
