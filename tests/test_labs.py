"""The labs. What a classroom sheet says is written out again here, by hand, as plain values."""

from typing import Any, get_args

import pytest

from lstm_core.config import RunConfig
from lstm_core.data.catalog import DATA_SETS
from lstm_core.labs import LABS, Lab, default_config, lab_of, variants
from lstm_core.sections.kinds import DataSetName

CLASSROOM = ["sine", "sum-of-ten", "token-sequences", "imdb-keras", "imdb-notebook"]
PLAIN = {  # Adam at a constant rate, one LSTM layer, its last state, nothing else
    "cell": "lstm", "layers": 1, "directions": 1, "pooling": "last", "dropout": 0, "embedding_dropout": 0, "word_dropout": 0,
    "layer_dropout": 0, "recurrent_dropout": 0, "forget_bias": 0, "optimizer": "adam", "schedule": "constant", "weight_decay": 0,
    "clip_norm": 0, "patience": 0, "weight_averaging": 0,
}  # fmt: skip
SHEETS: dict[str, dict[str, Any]] = {
    "sine": {
        "data_set": "sine", "window": 50, "horizon": 1, "scaling": "none", "test_share": 0.35, "validation_share": 0,
        "hidden_size": 50, "learning_rate": 0.01, "epochs": 50, "batch_size": 0,
    },
    "sum-of-ten": {
        "data_set": "sum-of-ten", "split": "given", "validation_share": 0,
        "hidden_size": 32, "learning_rate": 0.001, "epochs": 6, "batch_size": 0,
    },
    "token-sequences": {
        "data_set": "toy-reviews", "examples": 1_000, "test_share": 0.2, "validation_share": 0, "epochs": 10,
    },
    "imdb-keras": {
        "data_set": "imdb", "examples": 50_000, "split": "given", "test_share": 0.5, "validation_share": 0.1,
        "tokenizer": "keras", "vocabulary_size": 10_000, "sequence_length": 200, "padding": "front", "keep": "last",
        "embedding_size": 128, "embedding_scale": 0.029,
        "hidden_size": 128, "embedding_dropout": 0.2, "recurrent_dropout": 0.2, "forget_bias": 1,
        "initialisation": "keras", "learning_rate": 0.001, "batch_size": 64, "epochs": 5,
    },
    "imdb-notebook": {
        "data_set": "imdb", "examples": 50_000, "split": "shuffled", "split_seed": 42, "test_share": 0.2,
        "validation_share": 0, "tokenizer": "keras", "vocabulary_size": 10_000, "sequence_length": 200, "padding": "front",
        "keep": "first", "embedding_size": 64, "hidden_size": 128, "dropout": 0.5, "learning_rate": 0.001, "batch_size": 64,
        "epochs": 25,
    },
}  # fmt: skip
EXPECTED = {
    "sine", "sine-tuned", "sum-of-ten", "sum-of-ten-tuned", "token-sequences", "token-sequences-tuned", "imdb-keras",
    "imdb-keras-tuned", "imdb-notebook", "imdb-tuned", "imdb-quick", "toy-reviews", "imdb", "adding", "copy-memory",
    "delayed-recall", "digits", "sunspots", "co2", "toy-reviews-gap",
}  # fmt: skip


def with_settings(config: RunConfig, **settings: Any) -> RunConfig:
    return RunConfig.from_flat({**config.flat(), **settings})


def record(name: str, number: int = 0) -> list[tuple[Any, ...]]:
    return [tuple(vars(row).values()) for row in LABS[name].theirs[number].epochs]


@pytest.mark.parametrize("lab", LABS.values(), ids=lambda lab: lab.name)
def test_every_lab_has_a_title_a_story_and_a_config_within_its_limits(lab: Lab):
    assert LABS[lab.name] is lab
    assert lab.title
    assert lab.story.endswith(".")
    assert all(sentence.endswith((".", "?")) for sentence in lab.look_for)
    assert RunConfig.from_flat(lab.config.flat()) == lab.config


def test_the_labs_there_are():
    assert set(LABS) == EXPECTED
    assert len({lab.title for lab in LABS.values()}) == len(LABS)


@pytest.mark.parametrize("data_set", DATA_SETS)
def test_every_data_set_has_a_config_to_start_from(data_set: str):
    if not data_set.startswith("own-"):
        assert default_config(data_set).data.data_set == data_set


def test_the_form_starts_with_the_first_lab_of_a_data_set():
    own = {name for name in get_args(DataSetName) if name.startswith("own-")}
    assert {lab.config.data.data_set for lab in LABS.values()} == set(get_args(DataSetName)) - own
    starts = {"toy-reviews": "toy-reviews", "imdb": "imdb", "sine": "sine", "sum-of-ten": "sum-of-ten"}
    assert {data_set: default_config(data_set) for data_set in starts} == {
        data_set: LABS[name].config for data_set, name in starts.items()
    }


def test_a_config_without_settings_is_the_toy_reviews():
    assert RunConfig() == LABS["toy-reviews"].config


# The sheets


@pytest.mark.parametrize("name", CLASSROOM)
def test_a_classroom_lab_has_the_settings_of_its_sheet(name: str):
    found = LABS[name].config.flat()
    wanted = PLAIN | SHEETS[name]
    assert {setting: found[setting] for setting in wanted} == wanted


def test_the_classroom_labs_in_the_order_of_the_sheets():
    assert [lab.name for lab in LABS.values() if lab.group == "classroom"] == CLASSROOM


@pytest.mark.parametrize("name", CLASSROOM)
def test_a_classroom_lab_says_what_to_look_for_and_has_figures(name: str):
    assert LABS[name].look_for
    assert LABS[name].theirs


def test_each_has_its_tuned_variant_and_imdb_one_more():
    assert {name: [lab.name for lab in variants(name)] for name in CLASSROOM} == {
        "sine": ["sine-tuned"],
        "sum-of-ten": ["sum-of-ten-tuned"],
        "token-sequences": ["token-sequences-tuned"],
        "imdb-keras": ["imdb-keras-tuned"],
        "imdb-notebook": ["imdb-tuned", "imdb-quick"],
    }


@pytest.mark.parametrize("lab", [lab for lab in LABS.values() if lab.variant_of], ids=lambda lab: lab.name)
def test_a_variant_is_tested_on_the_same_examples_or_a_part_of_them_and_chooses_nothing_by_them(lab: Lab):
    ours, theirs = lab.config.data, LABS[lab.variant_of].config.data
    for setting in ("data_set", "examples", "split", "split_seed"):
        assert getattr(ours, setting) == getattr(theirs, setting)
    assert ours.test_share <= theirs.test_share  # a smaller part is the beginning of the larger one
    assert ours.validation_share > 0


def test_the_adding_problem_stays_within_the_sequences_of_1997():
    data, training = LABS["adding"].config.data, LABS["adding"].config.training
    seen = data.examples * (1 - data.validation_share - data.test_share) * training.epochs
    assert data.length == 100
    assert seen <= 74_000


# Their figures


def test_figures_of_the_sine():
    assert record("sine") == [
        (epoch, loss, None, None, None)
        for epoch, loss in [(10, 0.0386), (20, 0.0055), (30, 0.0008), (40, 0.0003), (50, 0.0003)]
    ]
    assert [row[1] for row in record("sine", 1)] == [0.0367, 0.0053, 0.0017, 0.0006, 0.0003]


def test_figures_of_the_sum_of_ten():
    rows = record("sum-of-ten")
    assert [row[0] for row in rows] == [1, 2, 3, 4, 5, 6]
    assert (rows[0][1], rows[-1][1]) == (0.6975, 0.6939)
    assert {row[4] for row in rows} == {0.43}
    assert LABS["sum-of-ten"].theirs[0].end == {"accuracy": 0.43, "f1": 0.6014, "confusion_matrix": [[0, 114], [0, 86]]}
    assert [row[1] for row in record("sum-of-ten", 1)] == [0.032186, 0.012629]


def test_figures_of_the_token_sequences():
    rows = record("token-sequences")
    assert len(rows) == 10
    assert [rows[n][:3] for n in (0, 3, 9)] == [(1, 0.6780, 0.561), (4, 0.3242, 0.811), (10, 0.0697, 0.981)]
    assert LABS["token-sequences"].theirs[0].end == {"accuracy": 0.8595}


def test_figures_of_imdb_with_keras():
    rows = record("imdb-keras")
    assert [row[4] for row in rows] == [0.8452, 0.8556, 0.8488, 0.8410, 0.8434]
    assert rows[0] == (1, 0.5653, 0.6963, 0.3865, 0.8452)
    assert rows[-1] == (5, 0.1808, 0.9335, 0.3769, 0.8434)
    theirs = LABS["imdb-keras"].theirs[0]
    assert (theirs.end, theirs.seconds_per_epoch) == ({"accuracy": 0.8469, "loss": 0.3827}, (118, 141))
    assert [row[4] for row in record("imdb-keras", 1)] == [0.8462, 0.8472, 0.8682, 0.8532, 0.8618]


def test_figures_of_the_imdb_notebook():
    assert record("imdb-notebook") == [
        (1, 0.5895, 0.6983, 0.5814, 0.7023),
        (5, 0.3717, 0.8401, 0.3670, 0.8314),
        (10, 0.1790, 0.9352, 0.3221, 0.8784),
        (15, 0.0740, 0.9774, 0.4823, 0.8691),
        (20, 0.0309, 0.9923, 0.6413, 0.8622),
        (25, 0.0245, 0.9930, 0.6746, 0.8651),
    ]


# The lab of a config


@pytest.mark.parametrize("lab", LABS.values(), ids=lambda lab: lab.name)
def test_a_config_is_known_for_a_lab_whatever_its_seed(lab: Lab):
    assert lab_of(lab.config) is lab
    assert lab_of(with_settings(lab.config, seed=7)) is lab
    assert lab_of(with_settings(lab.config, hidden_size=lab.config.model.hidden_size + 1)) is None
