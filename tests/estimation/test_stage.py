import pytest

from lstm_core import runtime
from lstm_core.config import RunConfig
from lstm_core.estimation import stage
from lstm_core.estimation.rehearsal import material_of
from lstm_core.estimation.stage import Patience, Stage
from lstm_core.fitting import build
from lstm_core.home import Home
from lstm_core.labs import LABS


def changed(**values) -> RunConfig:
    cpu = {"device": "cpu", "precision": "fp32"}
    return RunConfig.from_flat({**LABS["toy-reviews"].config.flat(), **cpu, **values})


def stage_of(config: RunConfig, home: Home) -> Stage:
    material = material_of(config.data, home)
    return Stage(
        build(config, material).network,
        material,
        config.training,
        runtime.choose("cpu", "fp32"),
        lambda: False,
        1,
        True,
    )


def test_a_larger_network_needs_more_memory(home: Home):
    small, large = (stage_of(changed(examples=200, hidden_size=size), home).bytes_of_a_step(10) for size in (16, 64))
    assert 1.5 * small < large


def test_a_huge_step_is_measured_in_part(home: Home, monkeypatch: pytest.MonkeyPatch):
    config = changed(examples=2_000, batch_size=1_000)
    whole = stage_of(config, home)
    assert whole._portion(20).share == 1
    monkeypatch.setattr(stage, "_MOST_OPERATIONS", 3e8)
    part = whole._portion(20)
    assert part.batch < 1_000
    assert part.steps == 20
    assert part.share == pytest.approx(part.batch / 1_000)
    monkeypatch.setattr(stage, "_MOST_OPERATIONS", 1.0)
    assert (whole._portion(20).batch, whole._portion(20).steps) == (32, 1)


def test_patience_asks_for_steps_and_time(monkeypatch: pytest.MonkeyPatch):
    now = [0.0]
    monkeypatch.setattr(stage.time, "perf_counter", lambda: now[0])
    monkeypatch.setattr(stage, "_SECONDS", 0.5)
    quick = Patience(lambda: False)
    assert [quick.at_its_end() for _ in range(6)] == [False] * 6  # many steps, no time yet
    now[0] = 0.6
    assert quick.at_its_end()
    slow = Patience(lambda: False)
    now[0] = 9.0
    assert not slow.at_its_end()  # the first step does not count
    assert slow.at_its_end()
