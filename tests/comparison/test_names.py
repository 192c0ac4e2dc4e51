"""A run's name says its data and what sets it apart."""

from pathlib import Path

import pytest

from lstm_core.comparison.names import data_name, run_name, task_name
from lstm_core.comparison.races import race
from lstm_core.config import RunConfig
from lstm_core.data import own_files
from lstm_core.data.doctor.choices import Choices
from lstm_core.home import Home
from lstm_core.labs import LABS, default_config
from lstm_core.labs.own_data import own_config

GAP = LABS["toy-reviews-gap"].config


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("LAB_HOME", str(tmp_path))
    return Home.default()


def with_settings(config: RunConfig, **settings: object) -> RunConfig:
    return RunConfig.from_flat({**config.flat(), **settings})


def kept(home: Home, values: str, inputs: tuple[str, ...], heading: str = "year,kWh,sun,wind,rain") -> RunConfig:
    """A series of one's own that reads some of its columns."""
    rows = [f"{2000 + n},{n % 7 + 0.5},{n % 5 + 0.25},{n % 3 + 0.75},{n % 4 + 0.1}" for n in range(60)]
    brought = home.folder / "use.csv"
    brought.write_text("\n".join([heading, *rows]))
    unread = [name for name in heading.split(",")[1:] if name not in (values, *inputs)]
    roles = {"year": "time", values: "value", **dict.fromkeys(inputs, "input"), **dict.fromkeys(unread, "ignore")}
    file = own_files.keep(brought, home.own_files, Choices.parse({"task": "forecasting", "roles": roles}))
    return own_config(file, own_files.facts(file, home.own_files))


def test_a_run_as_the_data_set_starts_is_called_by_it():
    assert run_name(default_config("toy-reviews")) == "Toy reviews"
    assert run_name(default_config("sine")) == "Sine wave"


def test_cell_seed_and_some_settings_set_it_apart():
    usual = default_config("toy-reviews")
    assert run_name(with_settings(usual, cell="gru", seed=2)) == "Toy reviews, GRU, seed 2"
    assert run_name(with_settings(usual, gap=10, epochs=2)) == "Toy reviews, gap 10, epochs 2"
    assert run_name(with_settings(usual, gap=10, test_share=0.3, epochs=2, batch_size=8)).endswith(", epochs 2, …")


def test_no_two_runs_of_a_race_over_seeds_have_the_same_name():
    names = [run_name(one) for one in race(GAP, seeds=3)]
    assert len(set(names)) == 9
    assert all(name.startswith("Toy reviews") and "gap 60" in name for name in names)
    assert {task_name(one) for one in race(GAP, seeds=3)} == {
        "Toy reviews, gap 60, validation part 0.1, embedding size 32, …"
    }


def test_what_means_nothing_for_the_data_is_not_told():
    assert run_name(with_settings(default_config("sine"), gap=10)) == "Sine wave"


def test_a_file_of_ones_own_is_named_by_its_columns(home: Home):
    alone, two, three = (kept(home, "kWh", inputs) for inputs in ((), ("sun", "wind"), ("sun", "wind", "rain")))
    assert run_name(alone) == "Your own series: kWh"
    assert run_name(two) == "Your own series: kWh with sun, wind"
    assert data_name(with_settings(two, seed=1, window=9)) == run_name(two)
    assert run_name(three) == "Your own series: kWh with sun, wind, …"
    assert run_name(with_settings(two, seed=1, window=9)) == "Your own series: kWh with sun, wind, seed 1, window 9"


def test_long_columns_are_cut_and_a_file_that_is_gone_has_none(home: Home):
    heading = "year,kWh used in the whole of the house,sun,wind,rain"
    config = kept(home, "kWh used in the whole of the house", (), heading)
    assert run_name(config) == "Your own series: kWh used in the whole of the …"
    gone = RunConfig.parse({"data": {"data_set": "own-series", "file": f"{'0' * 32}.parquet"}})
    assert run_name(gone) == "Your own series"
