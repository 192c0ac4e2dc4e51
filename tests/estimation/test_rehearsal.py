import pytest

from lstm_core import runtime
from lstm_core.config import RunConfig
from lstm_core.errors import DataError
from lstm_core.estimation import rehearsal
from lstm_core.estimation.rehearsal import _Patience, _Stage, material_of, rehearse
from lstm_core.experiment import build, run
from lstm_core.home import Home
from lstm_core.labs import LABS
from lstm_core.training.events import Point

CPU = {"device": "cpu", "precision": "fp32"}


def changed(lab: str = "toy-reviews", **values) -> RunConfig:
    return RunConfig.from_flat({**LABS[lab].config.flat(), **CPU, **values})


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsal, "_SECONDS", 0.01)


def stage(config: RunConfig, home: Home) -> _Stage:
    material = material_of(config.data, home)
    return _Stage(
        build(config, material).network, material, config.training, runtime.choose("cpu", "fp32"), lambda: False, 1
    )


@pytest.mark.parametrize("lab", ["toy-reviews", "sum-of-ten", "sine", "copy-memory", "digits"])
def test_every_kind_of_task_has_its_cost(lab: str, home: Home):
    cost = rehearse(changed(lab, examples=200, length=20), home, base_bytes=1_000)
    assert cost
    assert cost.epoch_seconds > 0
    assert cost.memory_bytes > 1_000
    assert not cost.problem


def test_more_examples_cost_as_much_more(home: Home, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(_Stage, "seconds_of_a_step", lambda stage, steps: 0.25 + steps / 100)
    few, many = (rehearse(changed("copy-memory", examples=n, length=20), home, 0) for n in (1_000, 2_000))
    assert few
    assert many
    assert many.epoch_seconds / few.epoch_seconds == pytest.approx(2, rel=0.1)


def test_long_batches_cost_more_than_short_ones(home: Home, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(_Stage, "seconds_of_a_step", lambda stage, steps: steps)
    config = changed(examples=500)
    cost = rehearse(config, home, 0)
    lengths = rehearsal._lengths_of_batches(material_of(config.data, home).training, config.training)
    assert len(set(lengths)) > 1
    assert cost
    assert cost.epoch_seconds == pytest.approx(lengths.sum())


def test_a_larger_network_needs_more_memory(home: Home):
    small, large = (stage(changed(examples=200, hidden_size=size), home).bytes_of_a_step(10) for size in (16, 64))
    assert 1.5 * small < large


def test_a_huge_step_is_measured_in_part(home: Home, monkeypatch: pytest.MonkeyPatch):
    config = changed(examples=2_000, batch_size=1_000)
    whole = stage(config, home)
    assert whole._portion(20).share == 1
    monkeypatch.setattr(rehearsal, "_MOST_OPERATIONS", 3e8)
    part = whole._portion(20)
    assert part.batch < 1_000
    assert part.steps == 20
    assert part.share == pytest.approx(part.batch / 1_000)
    monkeypatch.setattr(rehearsal, "_MOST_OPERATIONS", 1.0)
    assert (whole._portion(20).batch, whole._portion(20).steps) == (32, 1)


def test_a_learning_rate_that_would_lose_all_numbers_does_no_harm(home: Home):
    config = changed(examples=200, learning_rate=1.0, optimizer="sgd", schedule="constant", clip_norm=0.0)
    assert rehearse(config, home, 0)


def test_a_measurement_ends_when_it_is_interrupted(home: Home):
    assert rehearse(changed(examples=200), home, 0, interrupted=lambda: True) is None


def test_patience_asks_for_steps_and_time(monkeypatch: pytest.MonkeyPatch):
    now = [0.0]
    monkeypatch.setattr(rehearsal.time, "perf_counter", lambda: now[0])
    monkeypatch.setattr(rehearsal, "_SECONDS", 0.5)
    quick = _Patience(lambda: False)
    assert [quick.at_its_end() for _ in range(6)] == [False] * 6  # many steps, no time yet
    now[0] = 0.6
    assert quick.at_its_end()
    slow = _Patience(lambda: False)
    now[0] = 9.0
    assert not slow.at_its_end()  # the first step does not count
    assert slow.at_its_end()


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
