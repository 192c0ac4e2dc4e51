"""From a file to a data set that is trained on."""

from pathlib import Path

import numpy as np
import pytest

from lstm_core.data import own_files
from lstm_core.data.classification import prepare
from lstm_core.data.corpus import encode
from lstm_core.data.doctor.choices import Choices
from lstm_core.errors import DataError
from lstm_core.labs.own_data import own_config

SALES = "\n".join(
    ["month,sales,visitors", *(f"{2000 + n // 12}-{n % 12 + 1:02d},{n * n % 37},{n}.5" for n in range(60))]
)


def reviews(rows: int = 60, **columns: list[str]) -> str:
    lines = [f"review number {n} is {('good', 'bad')[n % 2]},{('good', 'bad')[n % 2]}" for n in range(rows)]
    extra = ["".join(f",{column[n]}" for column in columns.values()) for n in range(rows)]
    head = ",".join(["review,label", *columns])
    return "\n".join([head, *(line + more for line, more in zip(lines, extra, strict=True))])


def written(tmp_path: Path, content: str, name: str = "own.csv") -> Path:
    (tmp_path / name).write_text(content)
    return tmp_path / name


def test_texts_come_back_as_they_were(tmp_path: Path):
    name = own_files.keep(written(tmp_path, reviews()), tmp_path / "kept")
    texts = own_files.texts(tmp_path / "kept" / name)
    assert texts.texts.to_pylist()[:2] == ["review number 0 is good", "review number 1 is bad"]
    assert texts.classes == ("bad", "good")
    assert texts.labels.tolist() == [1, 0] * 30
    assert texts.test_from is None
    assert texts.groups is None


def test_the_name_follows_from_what_is_learned_from_alone(tmp_path: Path):
    folder = tmp_path / "kept"
    first = own_files.keep(written(tmp_path, reviews()), folder)
    assert own_files.keep(written(tmp_path, reviews().replace(",", ";"), "other.txt"), folder) == first
    assert own_files.keep(written(tmp_path, "\ufeff" + reviews()), folder) == first
    assert own_files.keep(written(tmp_path, reviews(61)), folder) != first
    assert len(list(folder.iterdir())) == 2


def test_a_series_comes_back_with_its_times_and_inputs(tmp_path: Path):
    file = written(tmp_path, SALES)
    name = own_files.keep(file, tmp_path, Choices(roles={"sales": "value", "visitors": "input"}))
    series = own_files.series(tmp_path / name)
    assert series.names == ("sales", "visitors")
    assert series.values[:3].tolist() == [[0, 0.5], [1, 1.5], [4, 2.5]]
    assert series.times is not None
    assert series.times[:2] == ("2000-01", "2000-02")
    assert series.season == 12


def test_a_series_to_be_continued_may_be_short(tmp_path: Path):
    assert own_files.series_in(written(tmp_path, "value\n1\n2.5\n")).values.tolist() == [[1.0], [2.5]]
    assert own_files.series_in(written(tmp_path, "value\n5\n5\n")).values.tolist() == [[5.0], [5.0]]


def of_shops(days: int, *shops: str) -> str:
    """A value an hour for each shop, each shop a hundred above the one before it."""
    rows = [
        f"2024-01-{d + 1:02d} {h:02d}:00,{s},{100 * n + d}"
        for n, s in enumerate(shops)
        for d in range(days)
        for h in range(24)
    ]
    return "\n".join(["time,shop,sales", *rows])


def test_what_continues_a_series_is_taken_from_its_file_as_that_one_was(tmp_path: Path):
    choices = Choices(series="south", every="day", together="sum")
    learned = own_files.series(
        tmp_path / own_files.keep(written(tmp_path, of_shops(30, "north", "south")), tmp_path, choices)
    )
    assert learned.taken == {"series": "south", "roles": {"shop": "group"}, "every": "day", "together": "sum"}
    newer = own_files.series_in(
        written(tmp_path, of_shops(3, "east", "north", "south")), ["sales"], taken=learned.taken
    )
    assert newer.values.tolist() == [[24 * 200], [24 * 201], [24 * 202]]
    alone = own_files.series_in(
        written(tmp_path, of_shops(2, "south").replace("south,", "").replace("shop,", "")),
        ["sales"],
        taken=learned.taken,
    )
    assert alone.values.tolist() == [[0], [24]]
    with pytest.raises(DataError, match="none is called “south”"):
        own_files.series_in(written(tmp_path, of_shops(3, "east", "north")), ["sales"], taken=learned.taken)


@pytest.mark.parametrize(
    ("content", "choices"),
    [
        (["n;value", *(f"{n};{n % 9 + 1},{n * 37 % 900 + 100}" for n in range(40))], {"mends": {"ambiguous-numbers": True}}),
        (["n;value", *(f"{n};{n % 9 + 1},{n * 37 % 900 + 100}" for n in range(40))], {}),
        (["day,value", *(f"{n % 12 + 1:02d}/{n // 12 + 1:02d}/2024,{n}" for n in range(60))], {"mends": {"ambiguous-times": True}}),
        (["day,value", *(f"{n % 12 + 1:02d}/{n // 12 + 1:02d}/2024,{n}" for n in range(60))], {}),
        (["a,b,value", *(f"{n % 2},{n % 4 // 2},{n}" for n in range(80))], {"roles": {"a": "group", "b": "group"}, "series": "1 · 0"}),
    ],
    ids=["thousands", "fractions", "swapped days", "days", "two groups"],
)  # fmt: skip
def test_the_file_that_was_learned_from_is_read_again_as_it_was(tmp_path: Path, content: list[str], choices: object):
    file = written(tmp_path, "\n".join(content))
    learned = own_files.series(tmp_path / own_files.keep(file, tmp_path, Choices.parse(choices)))
    again = own_files.series_in(file, learned.names, taken=learned.taken)
    assert again.values.tolist() == learned.values.tolist()
    assert again.times == learned.times


def test_one_kind_is_not_the_other(tmp_path: Path):
    texts, series = (own_files.keep(written(tmp_path, content), tmp_path) for content in (reviews(), SALES))
    with pytest.raises(DataError, match="is a series, not texts"):
        own_files.texts(tmp_path / series)
    with pytest.raises(DataError, match="texts with labels, not a series"):
        own_files.series(tmp_path / texts)


def test_what_is_gone_or_damaged_is_a_sentence(tmp_path: Path):
    with pytest.raises(DataError, match="no longer there"):
        own_files.texts(tmp_path / "gone.parquet")
    with pytest.raises(DataError, match="damaged"):
        own_files.series(written(tmp_path, "PAR1 or so", "damaged.parquet"))


def test_a_file_that_cannot_be_used_is_not_kept(tmp_path: Path):
    with pytest.raises(DataError, match="nothing to tell apart"):
        own_files.keep(
            written(tmp_path, reviews().replace(",bad", ",good")), tmp_path / "kept", Choices(task="classification")
        )
    assert not (tmp_path / "kept").exists()


def test_a_given_test_part_comes_last(tmp_path: Path):
    parts = [("test" if n % 3 == 0 else "train") for n in range(60)]
    name = own_files.keep(written(tmp_path, reviews(split=parts)), tmp_path)
    texts = own_files.texts(tmp_path / name)
    assert texts.test_from == 40
    assert texts.texts.to_pylist()[40] == "review number 0 is good"


def test_texts_of_one_author_stay_in_one_part(tmp_path: Path):
    authors = [f"author {n % 7}" for n in range(60)]
    name = own_files.keep(written(tmp_path, reviews(author=authors)), tmp_path)
    texts = own_files.texts(tmp_path / name)
    shares = {"validation_share": 0.2, "test_share": 0.3}
    data = prepare(
        texts, encode(texts, tmp_path), limit=60, vocabulary_size=99, sequence_length=9, keep="last", seed=1, **shares
    )
    assert texts.groups is not None
    tested = set(texts.groups[data.test_indices])
    assert 0 < len(data.test_indices) < 60
    assert np.isin(texts.groups, list(tested)).sum() == len(data.test_indices)


def test_the_config_follows_from_the_data_set(tmp_path: Path):
    texts, series = (own_files.made_of(written(tmp_path, content)) for content in (reviews(), SALES))
    config = own_config(texts.name, texts.facts)
    assert (config.data.data_set, config.data.file, config.data.sequence_length) == ("own-texts", texts.name, 10)
    config = own_config(series.name, series.facts)
    assert (config.data.data_set, config.data.window) == ("own-series", 12)
