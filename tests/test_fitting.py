import pytest
import torch

from lstm_core import experiment, fitting, runtime
from lstm_core.config import RunConfig
from lstm_core.home import Home
from lstm_core.material import at_once
from lstm_core.models.network import Network
from lstm_core.trained import TrainedModel
from lstm_core.training.events import Point


def changed(config: RunConfig, **values: object) -> RunConfig:
    return RunConfig.from_flat({**config.flat(), **values})


def test_only_the_last_steps_are_averaged():
    training = RunConfig().training
    steps = {
        share: fitting._average_after(training.model_copy(update={"average_last": share}), 200)
        for share in (0.0, 0.25, 1.0)
    }
    assert steps == {0.0: None, 0.25: 150, 1.0: 0}


def test_the_average_of_the_last_steps_is_what_remains(tiny: RunConfig, home: Home):
    """With a constant rate the mean over all steps is nearer to the start than the last weights are."""
    moved = {}
    for share in (0.0, 1.0):
        config = changed(tiny, average_last=share, schedule="constant")
        start = fitting.build(config, at_once(config.data, home)).network.head.weight.detach().clone()
        list(experiment.run(config, home, home.run(f"{share}")))
        moved[share] = float((TrainedModel.load(home.run(f"{share}")).network.head.weight.detach() - start).norm())
    assert 0 < moved[1.0] < moved[0.0]


@pytest.mark.parametrize(
    ("changes", "batch_size", "parts"),
    [
        ({}, 64, 2),
        ({}, 63, 1),
        ({}, 128, 4),
        ({"cell": "gru"}, 64, 1),
        ({"recurrent_dropout": 0.1}, 64, 1),
        ({"vocabulary": 0, "features": 1}, 64, 1),
    ],
)
def test_batches_of_texts_are_computed_in_parts(
    changes: dict[str, object], batch_size: int, parts: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(torch, "get_num_threads", lambda: 4)
    arguments = {"vocabulary": 9, "outputs": 2, "embedding_size": 2, "hidden_size": 2, **changes}
    assert fitting.parts_of_a_batch(Network(**arguments), batch_size, runtime.choose("cpu", "fp32")) == parts


def test_a_busy_machine_gives_the_same_curve_as_a_quiet_one(
    tiny: RunConfig, home: Home, monkeypatch: pytest.MonkeyPatch
):
    """What was trained on the page can be trained again on the shell, to the last digit."""
    config, curves = changed(tiny, batch_size=64, dropout=0.5, word_dropout=0.2, epochs=2), []
    monkeypatch.setattr(experiment, "parts_of_a_batch", lambda *_: 2)
    for others in (0.0, 0.9):
        monkeypatch.setattr(runtime.Moment, "taken_by_others", lambda _, others=others: others)
        points = [event for event in experiment.run(config, home, home.run(f"{others}")) if isinstance(event, Point)]
        curves.append([(point.step, point.loss, point.metric) for point in points])
    assert curves[0] == curves[1]
