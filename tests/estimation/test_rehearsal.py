import pytest

from lstm_core.config import RunConfig
from lstm_core.errors import DataError
from lstm_core.estimation import rehearsal, stage
from lstm_core.estimation.rehearsal import material_of, rehearse
from lstm_core.estimation.stage import Stage
from lstm_core.experiment import run
from lstm_core.home import Home
from lstm_core.labs import LABS
from lstm_core.training.events import Point

CPU = {"device": "cpu", "precision": "fp32"}


def changed(lab: str = "toy-reviews", **values) -> RunConfig:
    return RunConfig.from_flat({**LABS[lab].config.flat(), **CPU, **values})


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "_SECONDS", 0.01)


@pytest.mark.parametrize("lab", ["toy-reviews", "sum-of-ten", "sine", "copy-memory", "digits"])
def test_every_kind_of_task_has_its_cost(lab: str, home: Home):
    cost = rehearse(changed(lab, examples=200, length=20), home, base_bytes=1_000)
    assert cost
    assert cost.epoch_seconds > 0
    assert cost.memory_bytes > 1_000
    assert not cost.problem


def test_more_examples_cost_as_much_more(home: Home, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Stage, "seconds_of_a_step", lambda stage, steps: 0.25 + steps / 100)
    few, many = (rehearse(changed("copy-memory", examples=n, length=20), home, 0) for n in (1_000, 2_000))
    assert few
    assert many
    assert many.epoch_seconds / few.epoch_seconds == pytest.approx(2, rel=0.1)


def test_long_batches_cost_more_than_short_ones(home: Home, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Stage, "seconds_of_a_step", lambda stage, steps: steps)
    config = changed(examples=500)
    cost = rehearse(config, home, 0)
    lengths = rehearsal._lengths_of_batches(material_of(config.data, home).training, config.training)
    assert len(set(lengths)) > 1
    assert cost
    assert cost.epoch_seconds == pytest.approx(lengths.sum())


def test_a_learning_rate_that_would_lose_all_numbers_does_no_harm(home: Home):
    config = changed(examples=200, learning_rate=1.0, optimizer="sgd", schedule="constant", clip_norm=0.0)
    assert rehearse(config, home, 0)


def test_a_measurement_ends_when_it_is_interrupted(home: Home):
    assert rehearse(changed(examples=200), home, 0, interrupted=lambda: True) is None


def test_data_that_cannot_be_used_is_a_sentence(home: Home):
    with pytest.raises(DataError):
        rehearse(changed(data_set="own-texts", file="0" * 32 + ".parquet"), home, 0)


def test_warming_up_and_rehearsing_leave_the_numbers_as_they_are(home: Home):
    config = changed(examples=200, epochs=1, hidden_size=4)

    def losses(folder: str) -> list[float]:
        return [event.loss for event in run(config, home, home.run(folder)) if isinstance(event, Point)]

    before = losses("before")
    rehearsal.warm_up()
    rehearse(config, home, 0)
    assert losses("after") == before


def test_ngrams_come_before_the_first_step_and_take_more_the_more_texts(home: Home):
    without, few, many = (
        rehearse(changed(examples=examples, ngrams=orders), home, 0)
        for examples, orders in ((500, 0), (500, 2), (4_000, 2))
    )
    assert without
    assert few
    assert many
    assert without.once_seconds == 0 < few.once_seconds
    assert many.memory_bytes > few.memory_bytes


def test_ngrams_are_measured_on_some_texts_and_scaled_up(home: Home, monkeypatch: pytest.MonkeyPatch):
    seen = []
    monkeypatch.setattr(rehearsal.NGrams, "fit", lambda training, *_: seen.append(len(training)))
    ticks = iter(range(100))
    monkeypatch.setattr(rehearsal.time, "perf_counter", lambda: next(ticks))
    material = material_of(changed(examples=2_000).data, home)
    whole = rehearsal._ngrams(2, material).seconds
    monkeypatch.setattr(rehearsal, "_MOST_WORDS", int(material.training.lengths.sum()) // 4)
    assert rehearsal._ngrams(2, material).seconds == pytest.approx(4 * whole, rel=0.1)
    assert seen[0] == pytest.approx(4 * seen[1], rel=0.1)
