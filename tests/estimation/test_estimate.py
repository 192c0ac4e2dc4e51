import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.config import SETTINGS, RunConfig
from lstm_core.data import imdb, own_files
from lstm_core.data.doctor.choices import Choices
from lstm_core.errors import DataError
from lstm_core.estimation.estimate import cost_key, expected_parameters, sentence, training_seconds
from lstm_core.estimation.rehearsal import material_of
from lstm_core.estimation.stand_in import reviews
from lstm_core.fitting import build
from lstm_core.home import Home
from lstm_core.labs import LABS
from lstm_core.labs.own_data import own_config
from lstm_core.material import at_once
from lstm_core.quantities import duration, memory
from lstm_core.runs.costs import Cost


def changed(**values) -> RunConfig:
    return RunConfig.from_flat({**RunConfig().flat(), **values})


@pytest.mark.parametrize("name", ["sine", "sum-of-ten", "digits", "copy-memory", "delayed-recall"])
def test_the_weights_are_counted_before_anything_is_built(name: str, home: Home):
    config = LABS[name].config
    network = build(config, material_of(config.data, home)).network
    assert expected_parameters(config) == sum(parameter.numel() for parameter in network.parameters())


@pytest.mark.parametrize(
    "lines",
    [
        ["text,label", *(f"the {'word ' * (1 + n)}is one of many,{'abc'[n % 3]}" for n in range(60))],
        [
            "day,sales,cold,price",
            *(f"2026-{1 + n // 28:02}-{1 + n % 28:02},{n % 7},{n % 5},{n % 3}" for n in range(80)),
        ],
    ],
    ids=["three classes", "three columns"],
)
def test_the_weights_for_a_file_of_ones_own_are_those_of_its_classes_words_and_columns(lines: list[str], home: Home):
    file = home.folder / "own.csv"
    file.write_text("\n".join(lines))
    roles = {"sales": "value", "cold": "input", "price": "input"} if "sales" in lines[0] else {}
    own = own_files.made_of(file, Choices.parse({"roles": roles}))
    own.keep(home.own_files)
    config = own_config(own.name, own.facts)
    model = build(config, at_once(config.data, home))
    assert expected_parameters(config, home) == sum(one.numel() for one in model.network.parameters())


def test_what_costs_the_same_has_one_key(home: Home):
    key = cost_key(RunConfig(), home)
    assert key == cost_key(changed(epochs=9, learning_rate=0.5, seed=3, split_seed=1), home)
    dearer = [changed(batch_size=8), changed(hidden_size=8), changed(examples=500), changed(recurrent_dropout=0.2)]
    assert len({key, *(cost_key(config, home) for config in dearer)}) == 5


def test_all_epochs_are_promised():
    assert training_seconds(changed(epochs=4), Cost(2.5)) == 10


def test_the_sentence_names_time_memory_and_early_stopping():
    assert (
        sentence(changed(epochs=2), Cost(100.0, 480_000_000))
        == "About 3 min 20 s of training and 480 MB of memory on this machine."
    )
    assert sentence(changed(epochs=1), Cost(0.2, 1)).startswith("Less than a second of training")
    assert sentence(changed(epochs=2, patience=1), Cost(100.0, 1)).startswith("At most about 3 min")
    assert sentence(RunConfig(), Cost(problem="No file.")) == "No file."


@given(st.integers(0, 10**6))
def test_durations_and_sizes_have_a_unit(value: int):
    assert duration(value).split()[-1] in ("s", "min")
    assert memory(value * 1_000_000).split()[-1] in ("MB", "GB")


def test_for_a_file_that_is_gone_no_weights_are_counted(home: Home):
    config = changed(data_set="own-texts", file="0" * 32 + ".parquet")
    with pytest.raises(DataError, match="no longer there"):
        expected_parameters(config, home)


def test_only_known_settings_are_free_of_cost():
    from lstm_core.estimation import estimate

    assert set(estimate._FREE) <= set(SETTINGS)


# IMDB before it is there


def test_the_stand_in_has_the_sizes_of_imdb(home: Home, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KAGGLEHUB_CACHE", str(home.folder / "empty"))
    material = reviews(
        LABS["imdb-keras-tuned"].config.data.model_copy(update={"split": "shuffled", "test_share": 0.2}), home
    )
    assert (len(material.training), len(material.test)) == (37_500, 10_000)
    assert material.training.lengths.max() == 400
    assert 190 < material.training.lengths.mean() < 220  # of 230 words those that are read
    assert material.training.flat.max() < 30_000 <= len(material.reader.vocabulary) + 1
    front = reviews(LABS["imdb-notebook"].config.data, home)
    assert front.training.padded_to == 200
    assert front.training.lengths.max() <= 200


def test_the_stand_in_follows_the_file_that_is_there(home: Home, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KAGGLEHUB_CACHE", str(home.folder / "empty"))
    folder = home.data_set("imdb")
    folder.mkdir(parents=True)
    with (folder / imdb.FILE).open("wb") as file:
        file.truncate(imdb.BYTES // 2)
    assert len(reviews(LABS["imdb-notebook"].config.data, home).training) == 20_000
