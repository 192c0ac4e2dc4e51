"""Every setting reaches what it is about: changed alone, it changes what a small run computes.

What exactly it does is tested beside the code that does it; here the list of settings is walked, so that none is declared,
shown in the form and then forgotten on its way.
"""

from functools import cache
from typing import Any

import pytest

from lstm_core import experiment
from lstm_core.config import SETTINGS, RunConfig
from lstm_core.home import Home
from lstm_core.training.events import Point, Reported

SMALL = {
    "epochs": 2,
    "hidden_size": 4,
    "embedding_size": 4,
    "validation_share": 0.1,
    "device": "cpu",
    "precision": "fp32",
}
TEXTS = {"examples": 100, "batch_size": 16}
SERIES = {"data_set": "sunspots", "window": 12, "batch_size": 64}
ELSEWHERE = {"file": "tests/cli", "device": "tests/test_cuda.py"}

CHANGED: dict[str, tuple[Any, dict[str, Any]]] = {  # the other value, and what else it takes to matter
    "data_set": ("delayed-recall", {**TEXTS, "length": 10}),
    "examples": (120, TEXTS),
    "length": (12, {**TEXTS, "data_set": "delayed-recall", "length": 10}),
    "gap": (3, TEXTS),
    "tokenizer": ("keras", TEXTS),
    "vocabulary_size": (10, TEXTS),
    "sequence_length": (3, TEXTS),
    "keep": ("first", {**TEXTS, "sequence_length": 3}),
    "padding": ("front", TEXTS),
    "window": (8, SERIES),
    "horizon": (2, SERIES),
    "scaling": ("none", SERIES),
    "split": ("given", {"data_set": "sum-of-ten", "batch_size": 256}),
    "validation_share": (0.2, TEXTS),
    "test_share": (0.3, TEXTS),
    "split_seed": (7, TEXTS),
    "embedding_size": (5, TEXTS),
    "hidden_size": (5, TEXTS),
    "embedding_scale": (0.1, TEXTS),
    "naive_bayes_start": (1.0, TEXTS),
    "region_length": (3, TEXTS),
    "cell": ("gru", TEXTS),
    "layers": (2, TEXTS),
    "directions": (2, TEXTS),
    "pooling": ("mean", TEXTS),
    "dropout": (0.5, TEXTS),
    "embedding_dropout": (0.5, TEXTS),
    "word_dropout": (0.5, TEXTS),
    "layer_dropout": (0.5, {**TEXTS, "layers": 2}),
    "recurrent_dropout": (0.5, TEXTS),
    "forget_bias": (0.0, TEXTS),
    "initialisation": ("orthogonal", TEXTS),
    "epochs": (3, TEXTS),
    "batch_size": (0, TEXTS),
    "learning_rate": (0.02, TEXTS),
    "optimizer": ("rmsprop", TEXTS),
    "schedule": ("cosine", TEXTS),
    "momentum": (0.5, {**TEXTS, "optimizer": "sgd"}),
    "beta2": (0.9, TEXTS),
    "weight_decay": (0.5, TEXTS),
    "clip_norm": (0.001, {**TEXTS, "optimizer": "sgd"}),
    "patience": (1, {**TEXTS, "learning_rate": 0.3, "epochs": 8, "schedule": "constant"}),
    "weight_averaging": (0.9, TEXTS),
    "precision": ("bf16", TEXTS),
    "seed": (1, TEXTS),
    "ngrams": (2, TEXTS),
    "average_last": (0.5, TEXTS),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("home"))


@cache
def computed(home: Home, settings: tuple[tuple[str, Any], ...]) -> tuple[object, ...]:
    """The curve of a run without its times, the weights it leaves behind, and its figures."""
    folder = home.run(str(abs(hash(settings))))
    events = list(experiment.run(RunConfig.from_flat(dict(settings)), home, folder))
    curve = [(event.split, event.step, event.loss, event.metric) for event in events if isinstance(event, Point)]
    (figures,) = (event.metrics for event in events if isinstance(event, Reported))
    return curve, (folder / "model.safetensors").read_bytes(), figures


def settings(**values: Any) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted({**SMALL, **values}.items()))


def test_no_setting_is_left_out():
    assert set(SETTINGS) - set(CHANGED) - set(ELSEWHERE) == set()
    assert not set(CHANGED) & set(ELSEWHERE)


@pytest.mark.parametrize("name", CHANGED)
def test_a_setting_changes_what_is_computed(home: Home, name: str):
    value, beside = CHANGED[name]
    before, after = settings(**beside), settings(**{**beside, name: value})
    assert before != after
    assert computed(home, before) != computed(home, after)


def test_nothing_else_does(home: Home):
    again = Home(home.folder / "again")
    assert computed(home, settings(**TEXTS)) == computed(again, settings(**TEXTS))
