"""Snapshots of a training: what is kept, how much of it, and that it is what the network was."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from lstm_core.config import RunConfig
from lstm_core.data.batches import Sequences
from lstm_core.errors import LabError
from lstm_core.evaluation.measure import Measured
from lstm_core.experiment import run as experiment
from lstm_core.home import Home
from lstm_core.inside import album as albums
from lstm_core.inside.album import Album, load_sample
from lstm_core.material import Material
from lstm_core.models.network import Network
from lstm_core.readers import SymbolReader
from lstm_core.runs import moments
from lstm_core.trained import TrainedModel
from lstm_core.training.events import Point

READER = SymbolReader(("a", "b"))


def model() -> TrainedModel:
    arguments: dict[str, Any] = {**READER.arguments(), "outputs": 2, "embedding_size": 2, "hidden_size": 2}
    return TrainedModel(Network(**arguments), arguments, READER, ("no", "yes"))


def material(count: int = 20) -> Material:
    sequences = Sequences.of_one_length(
        np.arange(2 * count, dtype=np.int32).reshape(count, 2) % 4, np.arange(count) % 2
    )
    return Material(sequences, sequences, sequences, ("no", "yes"), READER, str)


def taken(run: Path, count: int, monkeypatch: pytest.MonkeyPatch, share: float = 1e9, most: int = 40) -> TrainedModel:
    """An album of so many validations, of a network whose bias says when it was taken."""
    monkeypatch.setattr(albums, "_SHARE", share)
    monkeypatch.setattr(albums, "_MOST", most)
    trained, measured = model(), Measured(0.5, 0.75, np.array([[0.9, 0.1], [0.2, 0.8], [0.6, 0.4], [0.3, 0.7]]))
    album = Album(run, trained, material())
    for step in range(1, count + 1):
        torch.nn.init.constant_(trained.network.head.bias, step)
        album.take(Point("validation", step, step / 10, 0.0, 0.5, 0.75), measured, np.array([0, 0, 1, 1]))
    return trained


def steps(run: Path) -> list[int]:
    return [moment.step for moment in moments.kept(run)]


def test_every_moment_has_the_weights_of_that_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    taken(tmp_path, 5, monkeypatch)
    assert steps(tmp_path) == [0, 1, 2, 3, 4, 5]
    for step in range(1, 6):
        file = moments.weights_of(tmp_path, step)
        assert TrainedModel.load(file.parent, file.name).network.head.bias.tolist() == [step, step]


def test_a_damaged_moment_and_damaged_sequences_are_sentences_that_name_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    run = tmp_path / "sine-1"
    taken(run, 1, monkeypatch)
    file = moments.weights_of(run, 1)
    file.write_bytes(b"nonsense")
    with pytest.raises(LabError, match="run sine-1 as it was at this moment is damaged"):
        TrainedModel.load(file.parent, file.name)
    (file.parent / "sample.safetensors").write_bytes(b"nonsense")
    with pytest.raises(LabError, match="run sine-1 kept to be looked at are damaged"):
        load_sample(run, "test")


def test_what_was_measured_is_kept_with_its_confusion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    taken(tmp_path, 1, monkeypatch)
    first, second = moments.moments(tmp_path)
    assert (first.loss, first.confusion) == (None, None)
    assert (second.epoch, second.loss, second.metric) == (0.1, 0.5, 0.75)
    assert second.confusion == [[1, 1], [1, 1]]


@pytest.mark.parametrize("count", [3, 8, 9, 50, 500])
def test_however_many_there_are_a_few_are_kept_evenly_from_the_first_on(
    count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    taken(tmp_path, count, monkeypatch, most=8)
    kept = steps(tmp_path)
    assert kept[0] == 0
    assert len(kept) <= 8
    assert len(set(np.diff(kept))) <= 1
    assert count < 8 or len(kept) >= 4
    assert len(moments.moments(tmp_path)) == count + 1


def test_what_takes_too_long_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    taken(tmp_path, 30, monkeypatch, share=0.0)
    assert len(steps(tmp_path)) <= 2
    assert len(moments.moments(tmp_path)) == 31


def test_a_network_that_is_larger_than_all_snapshots_may_be_is_measured_and_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(albums, "_BYTES", model().bytes - 1)
    taken(tmp_path, 5, monkeypatch)
    assert steps(tmp_path) == []
    assert len(moments.moments(tmp_path)) == 6


def test_a_large_network_is_kept_less_often(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(albums, "_BYTES", 5 * model().bytes)
    taken(tmp_path, 40, monkeypatch)
    assert 3 <= len(steps(tmp_path)) <= 5


def test_the_sample_is_drawn_from_all_of_both_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(albums, "_DIAGNOSTIC", 3)
    Album(tmp_path, model(), material())
    few, many = load_sample(tmp_path, "diagnostic"), load_sample(tmp_path, "test")
    expected = material().test.drawn(3)
    assert few.targets.tolist() == expected.targets.tolist()
    assert few.flat.tolist() == [expected.flat[start + step] for start in expected.starts for step in range(2)]
    assert (len(many), many.targets.tolist()) == (20, [0, 1] * 10)


def test_a_training_leaves_its_moments_and_the_last_is_the_model_that_is_kept(tiny: RunConfig, home: Home):
    folder = home.run("one")
    config = RunConfig.from_flat({**tiny.flat(), "weight_averaging": 0.5, "schedule": "constant"})
    points = [event for event in experiment(config, home, folder) if isinstance(event, Point)]
    found = moments.moments(folder)
    validations = [point for point in points if point.split == "validation"]
    assert [moment.step for moment in found] == [0, *(point.step for point in validations)]
    assert sum(map(sum, found[-1].confusion or [])) > 0
    last = moments.weights_of(folder, found[-1].step)
    if last.exists():  # left out where the machine was slow
        kept, ended = TrainedModel.load(last.parent, last.name), TrainedModel.load(folder)
        torch.testing.assert_close(kept.network.state_dict(), ended.network.state_dict())
