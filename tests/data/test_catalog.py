from typing import get_args

import pytest

from lstm_core.config import DataConfig
from lstm_core.data import imdb, toy_reviews
from lstm_core.data.catalog import DATA_SETS, DataSet, fingerprint, load
from lstm_core.home import Home
from lstm_core.outcome import outcome
from lstm_core.sections.kinds import DataSetName
from lstm_core.text.words import split_words


def drop_imdb(home: Home, rows: str) -> None:
    home.data_set("imdb").mkdir(parents=True, exist_ok=True)
    (home.data_set("imdb") / imdb.FILE).write_text(f"review,sentiment\n{rows}", encoding="utf-8")


def test_every_data_set_one_can_choose_is_in_the_catalog():
    assert set(DATA_SETS) == set(get_args(DataSetName))


@pytest.mark.parametrize("data_set", DATA_SETS.values(), ids=DATA_SETS)
def test_every_data_set_is_described(data_set: DataSet):
    assert data_set.title
    assert data_set.description.endswith(".")
    assert data_set.source
    assert data_set.noun.endswith("s")
    assert len(data_set.classes) != 1
    assert (data_set.distinct_words > 0) != (data_set.features > 0)


def test_toy_reviews_come_with_their_labels(home: Home):
    texts = outcome(load(DataConfig(examples=200, split_seed=3), home))
    reviews, labels = toy_reviews.generate(200, 3)
    assert texts.texts.to_pylist() == reviews
    assert texts.labels.tolist() == labels
    assert texts.classes == DATA_SETS["toy-reviews"].classes


def test_the_seed_decides_which_toy_reviews(home: Home):
    one, same, other = (outcome(load(DataConfig(examples=100, split_seed=seed), home)) for seed in (1, 1, 2))
    assert one.content_hash() == same.content_hash() != other.content_hash()


def test_toy_reviews_have_no_more_words_than_the_catalog_says(home: Home):
    texts = outcome(load(DataConfig(examples=2_000), home)).texts
    distinct = set(split_words(texts).flat.to_pylist())
    assert len(distinct) <= DATA_SETS["toy-reviews"].distinct_words
    assert distinct <= toy_reviews.WORDS


def test_film_reviews_come_from_the_dropped_file(home: Home):
    drop_imdb(home, "good,positive\nbad,negative\n")
    texts = outcome(load(DataConfig(data_set="imdb"), home))
    assert texts.texts.to_pylist() == ["good", "bad"]
    assert texts.classes == DATA_SETS["imdb"].classes


def test_the_fingerprint_is_the_same_as_long_as_the_data_set_is(home: Home, monkeypatch: pytest.MonkeyPatch):
    toy, film = DataConfig(data_set="toy-reviews"), DataConfig(data_set="imdb")
    assert fingerprint(toy, home) == fingerprint(DataConfig(data_set="toy-reviews", examples=200), home)
    assert fingerprint(film, home) == fingerprint(film, home)
    assert fingerprint(toy, home) != fingerprint(film, home)
    before = fingerprint(toy, home)
    monkeypatch.setattr(toy_reviews, "GRAMMAR_VERSION", 99)
    assert fingerprint(toy, home) != before


def test_a_dropped_file_changes_the_fingerprint_and_so_does_another_one(home: Home):
    film = DataConfig(data_set="imdb")
    seen = [fingerprint(film, home)]
    for rows in ("good,positive\n", "good,positive\nbad,negative\n"):
        drop_imdb(home, rows)
        seen.append(fingerprint(film, home))
        assert fingerprint(film, home) == seen[-1]
    assert len(set(seen)) == 3
