import pytest
import torch

from lstm_core import experiment, fitting, runtime
from lstm_core.config import RunConfig
from lstm_core.home import Home
from lstm_core.material import at_once
from lstm_core.models.network import Network
from lstm_core.trained import TrainedModel


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
    ("changes", "batch_size", "others", "parts"),
    [
        ({}, 64, 0.0, 2),
        ({}, 64, 0.9, 1),
        ({}, 63, 0.0, 1),
        ({}, 128, 0.0, 4),
        ({"cell": "gru"}, 64, 0.0, 1),
        ({"recurrent_dropout": 0.1}, 64, 0.0, 1),
        ({"vocabulary": 0, "features": 1}, 64, 0.0, 1),
    ],
)
def test_batches_of_texts_are_computed_in_parts_where_the_cores_are_free(
    changes: dict[str, object], batch_size: int, others: float, parts: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(torch, "get_num_threads", lambda: 4)
    monkeypatch.setattr(runtime.Moment, "taken_by_others", lambda _: others)
    arguments = {"vocabulary": 9, "outputs": 2, "embedding_size": 2, "hidden_size": 2, **changes}
    asked = fitting.parts_of_a_batch(
        Network(**arguments), batch_size, runtime.choose("cpu", "fp32"), runtime.Moment.now()
    )
    assert asked == parts
