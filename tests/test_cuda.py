"""Everything on CUDA, beside what the CPU gives. Skipped where there is no such device."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from unread_steps import last_loss

from lstm_core import experiment, runtime
from lstm_core.config import RunConfig
from lstm_core.data.batches import Sequences, Shelf
from lstm_core.evaluation.measure import measure
from lstm_core.home import Home
from lstm_core.labs import LABS
from lstm_core.models.network import Network
from lstm_core.objectives import CLASSES
from lstm_core.trained import TrainedModel
from lstm_core.training import optimizers
from lstm_core.training.events import Point, Prepared, Reported
from lstm_core.training.kept_weights import KeptWeights

pytestmark = [
    pytest.mark.gpu,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA device here"),
    pytest.mark.filterwarnings("ignore:RNN module weights are not part"),  # bf16 copies are packed at every step
]

LABS_IN_SMALL: dict[str, dict[str, Any]] = {
    "sine": {"epochs": 20},
    "sum-of-ten": {},
    "token-sequences": {"examples": 300, "epochs": 2},
    "adding": {"examples": 600, "length": 20, "epochs": 1},
    "copy-memory": {"examples": 300, "length": 10, "epochs": 1},
}
OPTIONS = [
    {"cell": cell, "directions": directions, "layers": layers, "pooling": pooling}
    for cell, directions, layers, pooling in itertools.product(
        ("lstm", "gru", "rnn"), (1, 2), (1, 2), ("last", "mean+max", "attention")
    )
]


def config(lab: str, **changed: object) -> RunConfig:
    return RunConfig.from_flat({**LABS[lab].config.flat(), "dropout": 0.0, **LABS_IN_SMALL[lab], **changed})


def trained(home: Home, name: str, chosen: RunConfig) -> tuple[str, list[float], dict[str, Any]]:
    """The device, the losses of the training, and the figures."""
    events = list(experiment.run(chosen, home, home.run(name)))
    (device,) = (event.facts["device"] for event in events if isinstance(event, Prepared))
    losses = [event.loss for event in events if isinstance(event, Point) and event.split == "training"]
    assert isinstance(events[-1], Reported)
    return device, losses, events[-1].metrics


def words() -> Sequences:
    random = np.random.default_rng(0)
    lengths = random.integers(1, 40, 200)
    flat = random.integers(2, 50, lengths.sum()).astype(np.int32)
    return Sequences(flat, np.cumsum(lengths) - lengths, lengths, random.integers(0, 2, 200))


def network(**changed: Any) -> Network:
    torch.manual_seed(0)
    return Network(**{"vocabulary": 50, "outputs": 2, "embedding_size": 16, "hidden_size": 32, **changed})


@contextmanager
def no_waiting() -> Iterator[None]:
    """Whatever waits for the device raises."""
    torch.cuda.set_sync_debug_mode("error")
    try:
        yield
    finally:
        torch.cuda.set_sync_debug_mode("default")


@pytest.mark.parametrize("lab", LABS_IN_SMALL)
def test_a_lab_trains_as_on_the_cpu(home: Home, lab: str):
    device, losses, figures = trained(home, "cuda", config(lab, device="cuda", precision="fp32"))
    _, expected, there = trained(home, "cpu", config(lab, device="cpu", precision="fp32"))
    assert device == torch.cuda.get_device_name()
    assert losses[0] == pytest.approx(expected[0], rel=5e-3)
    assert losses[-1] == pytest.approx(expected[-1], rel=0.1, abs=0.02)
    assert figures.keys() == there.keys()


def test_bf16_trains_too(home: Home):
    _, losses, _ = trained(home, "bf16", config("token-sequences", device="cuda", precision="bf16"))
    _, expected, _ = trained(home, "fp32", config("token-sequences", device="cuda", precision="fp32"))
    assert losses[0] == pytest.approx(expected[0], rel=0.02)
    assert losses[-1] == pytest.approx(expected[-1], rel=0.2, abs=0.05)


def test_a_model_trained_there_answers_anywhere(home: Home):
    trained(home, "run", config("token-sequences", device="cuda"))
    (answer,) = TrainedModel.load(home.run("run")).predict(["The plot was dull."])
    assert answer
    assert sum(answer.outputs) == pytest.approx(1.0)


@pytest.mark.parametrize("options", OPTIONS, ids=lambda options: " ".join(map(str, options.values())))
def test_every_network_gives_what_the_cpu_gives(options: dict[str, Any]):
    model, cuda = network(**options), torch.device("cuda")
    expected = measure(model, words(), CLASSES, torch.device("cpu"), nullcontext)
    found = measure(model.to(cuda), words(), CLASSES, cuda, nullcontext)
    np.testing.assert_allclose(found.outputs, expected.outputs, atol=5e-3)
    assert found.loss == pytest.approx(expected.loss, rel=5e-3)


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
@pytest.mark.parametrize("name", ["adam", "adamw", "sgd", "rmsprop"])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"directions": 2, "layers": 2},
        {"recurrent_dropout": 0.2},
        {"pooling": "attention", "word_dropout": 0.1},
        {"region_length": 10},
    ],
    ids=["plain", "deep", "recurrent dropout", "attention", "regions"],
)
def test_no_step_waits_for_the_device(name: str, precision: str, options: dict[str, Any]):
    chosen = runtime.choose("cuda", precision)
    model, shelf = network(**options).to(chosen.device), Shelf(words(), chosen.device)
    optimizer = optimizers.optimizer(name, model.parameters(), learning_rate=0.01, weight_decay=0.0, momentum=0.9)
    kept, cuts = KeptWeights(model, averaging=0.9, patience=0), list(np.arange(200).reshape(5, 40))
    with no_waiting():
        loss = last_loss(model, shelf, cuts, CLASSES, optimizer, kept, chosen.autocast)
    assert loss.isfinite()


def test_tf32_is_on():
    runtime.prepare_process()
    matrix = torch.randn(512, 512, device="cuda")
    rough, exact = matrix @ matrix, (matrix.double() @ matrix.double()).float()
    error = (rough - exact).abs().max() / exact.abs().max()
    assert error > 1e-5 or torch.cuda.get_device_capability() < (8, 0)
    assert runtime.choose("auto", "auto").facts()["precision"] == "TF32"


def test_what_is_kept_is_on_no_device(home: Home, tmp_path: Path):
    trained(home, "run", config("sum-of-ten", device="cuda"))
    model = TrainedModel.load(home.run("run"))
    assert {parameter.device.type for parameter in model.network.parameters()} == {"cpu"}
