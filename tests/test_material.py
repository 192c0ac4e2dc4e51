"""From a data config to three parts of sequences, for every task."""

from collections.abc import Generator
from typing import Any

import numpy as np
import pytest
from fakes import labelled

from lstm_core.config import DataConfig
from lstm_core.data import catalog
from lstm_core.data.batches import Sequences
from lstm_core.data.series import Series
from lstm_core.errors import DataError
from lstm_core.home import Home
from lstm_core.material import Material, of_series, prepared
from lstm_core.outcome import outcome
from lstm_core.training.events import Preparing

KINDS: dict[str, dict[str, Any]] = {
    "toy-reviews": {"examples": 300, "sequence_length": 12},
    "sum-of-ten": {"split": "given"},
    "digits": {},
    "adding": {"examples": 200, "length": 20},
    "copy-memory": {"examples": 200, "length": 10},
    "delayed-recall": {"examples": 200, "length": 10},
    "sine": {"window": 50},
    "sunspots": {"window": 11, "horizon": 3},
}


def made(home: Home, data_set: str, **changed: Any) -> Material:
    config = DataConfig(**{"data_set": data_set, **KINDS.get(data_set, {}), **changed})
    said: list[Preparing] = []
    material = outcome(prepared(config, home), said.append)
    assert all(isinstance(one, Preparing) for one in said)
    return material


def instead(monkeypatch: pytest.MonkeyPatch, loaded: catalog.Loaded) -> None:
    """What any data set is found to hold."""

    def load(*_: object) -> Generator[tuple[int, int], None, catalog.Loaded]:
        yield from ()
        return loaded

    monkeypatch.setattr(catalog, "load", load)


def sequence(part: Sequences, number: int) -> np.ndarray:
    values: np.ndarray = part.flat[part.starts[number] :][: part.lengths[number]]
    return values


# Every kind


@pytest.mark.parametrize("data_set", KINDS)
def test_the_parts_have_their_shares_and_fit_the_network(home: Home, data_set: str):
    material = made(home, data_set, validation_share=0.1)
    parts = (material.training, material.validation, material.test)
    count = sum(map(len, parts))
    assert [len(part) / count for part in parts] == pytest.approx([0.7, 0.1, 0.2], abs=0.02)
    for part in parts:
        assert part.lengths.min() >= 1
        assert part.targets.max() < (len(material.classes) or np.inf)
    assert material.outputs == (len(material.classes) or material.test.targets.shape[1])
    assert material.answers == (10 if data_set == "copy-memory" else 1)
    arguments = material.reader.arguments()
    widest = material.training.flat.max() + 1 if "vocabulary" in arguments else material.training.flat.shape[1]
    assert next(iter(arguments.values())) >= widest


@pytest.mark.parametrize("data_set", KINDS)
def test_the_reader_reads_what_the_network_was_trained_on(home: Home, data_set: str):
    """A person who types an example of the test part is answered as the report was made."""
    material = made(home, data_set)
    if material.series:
        values, start = material.series.series.values, material.series.split.test.start
        text = " ".join(map(repr, values[start : start + material.series.window, 0].tolist()))
        np.testing.assert_allclose(material.reader.read(text).inputs, sequence(material.test, 0), rtol=1e-5, atol=1e-5)
        return
    for number in (0, 7):
        read = material.reader.read(material.text_of(number)).inputs
        np.testing.assert_allclose(read, sequence(material.test, number), atol=6e-3)


@pytest.mark.parametrize("data_set", KINDS)
def test_without_a_validation_part_the_test_part_watches(home: Home, data_set: str):
    material = made(home, data_set, validation_share=0.0)
    assert material.validation is material.test or len(material.validation) == len(material.test)
    np.testing.assert_array_equal(material.validation.targets, material.test.targets)


@pytest.mark.parametrize("data_set", ["toy-reviews", "digits", "delayed-recall"])
def test_the_split_seed_decides_what_is_tested(home: Home, data_set: str):
    def tested(seed: int) -> list[str]:
        material = made(home, data_set, split_seed=seed)
        return [material.text_of(number) for number in range(20)]

    assert tested(1) == tested(1)
    assert tested(1) != tested(2)


def test_the_majority_is_that_of_the_training_part(home: Home, monkeypatch: pytest.MonkeyPatch):
    instead(monkeypatch, labelled([f"text number {n}" for n in range(100)], [int(n % 4 == 0) for n in range(100)]))
    material = made(home, "toy-reviews", validation_share=0.2)
    assert material.majority == 0
    assert material.baseline() == {"baseline_accuracy": pytest.approx((material.validation.targets == 0).mean())}


# Texts


def test_the_vocabulary_is_that_of_the_training_part_unless_keras_counts_them_all(
    home: Home, monkeypatch: pytest.MonkeyPatch
):
    instead(monkeypatch, labelled([f"film number{n}" for n in range(100)]))
    for tokenizer, known in (("words", False), ("keras", True)):
        material = made(home, "toy-reviews", tokenizer=tokenizer)
        assert material.facts["vocabulary"] == 3 + (100 if known else len(material.training))
        assert material.reader.read(material.text_of(0)).read[1][1] == known
        assert material.reader.read(material.training_text_of(0)).read[1][1]


@pytest.mark.parametrize(("keep", "place"), [("first", slice(None, 4)), ("last", slice(-4, None))])
def test_of_a_long_text_so_many_words_are_read_from_that_side(home: Home, keep: str, place: slice):
    material = made(home, "toy-reviews", sequence_length=4, keep=keep)
    assert material.test.lengths.max() == 4
    words = [word for word, _ in material.reader.read(material.text_of(3)).read]
    whole = [word for word, _ in made(home, "toy-reviews", sequence_length=400).reader.read(material.text_of(3)).read]
    assert words == whole[place]


def test_front_padding_fills_all_to_one_length(home: Home):
    material = made(home, "toy-reviews", sequence_length=200, padding="front")
    assert material.training.padded_to == material.test.padded_to == 200
    read = material.reader.read(material.text_of(0)).inputs
    assert len(read) == 200
    assert read[0] == 0 < read[-1]


# Numbers


def test_the_given_test_rows_are_the_last_two_hundred(home: Home):
    given = made(home, "sum-of-ten", validation_share=0.0)
    assert np.bincount(given.test.targets).tolist() == [114, 86]
    assert len(given.training) == 800
    shuffled = made(home, "sum-of-ten", split="shuffled", validation_share=0.0)
    assert len(shuffled.test) == 200
    assert np.bincount(shuffled.test.targets).tolist() != [114, 86]


def test_shares_that_leave_nothing_are_refused(home: Home, monkeypatch: pytest.MonkeyPatch):
    one = catalog.NumberSequences(np.zeros((1, 3, 1), np.float32), np.zeros(1, np.int64), ("a", "b"))
    instead(monkeypatch, one)
    with pytest.raises(DataError, match="1 sequences leave nothing to train on or to test with"):
        made(home, "digits")


# Series


def series(values: np.ndarray) -> Series:
    return Series(values[:, None], ("v",), None, season=1)


def test_the_parts_of_a_series_are_in_the_order_of_time(home: Home):
    material = made(home, "sunspots", validation_share=0.1)
    assert material.training.starts.max() < material.validation.starts.min()
    assert material.validation.starts.max() < material.test.starts.min()
    assert set(material.training.lengths) == {11}
    assert material.test.targets.shape[1] == material.outputs == 3


@pytest.mark.parametrize("scaling", ["standard", "differences", "none"])
def test_what_comes_after_the_training_part_changes_nothing_in_it(
    home: Home, monkeypatch: pytest.MonkeyPatch, scaling: str
):
    past, seen = np.sin(np.arange(160) / 5), []
    for future in (past[:40], past[:40] * 1_000 + 7):
        instead(monkeypatch, series(np.concatenate([past, future])))
        material = made(home, "sine", window=10, scaling=scaling, validation_share=0.1)
        last = int(material.training.starts.max())
        seen.append([sequence(material.training, 0), sequence(material.training, last), material.training.targets])
    for one, other in zip(*seen, strict=True):
        np.testing.assert_array_equal(one, other)


def test_unscaled_values_are_read_as_they_are(home: Home):
    material = made(home, "sine", scaling="none")
    np.testing.assert_allclose(sequence(material.training, 0)[:, 0], np.sin(np.linspace(0, 100, 1000))[:50], atol=1e-6)


def test_a_series_shorter_than_its_window_is_refused(home: Home, monkeypatch: pytest.MonkeyPatch):
    instead(monkeypatch, series(np.arange(30.0)))
    with pytest.raises(DataError, match="The series has 30 values, but a window of 50 and a horizon of 1"):
        made(home, "sine")


def test_values_beyond_all_measure_are_a_sentence():
    values = np.concatenate([np.sin(np.arange(300)) * 1e-30, np.full(60, 1e15)])[:, None]
    config = DataConfig(data_set="sunspots", window=10, horizon=1, validation_share=0.1, test_share=0.1)
    with pytest.raises(DataError, match="too far from those of the training part"):
        of_series(Series(values, ("v",), None, season=1), config)
