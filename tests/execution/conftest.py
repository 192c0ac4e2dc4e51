"""Processes that take seconds to start: begun together with the first test of this folder, ready when their own tests come."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from started import Answering, Family, Supervised

from lstm_core.execution.inference import Inference
from lstm_core.execution.supervisor import Supervisor
from lstm_core.home import Home
from lstm_core.models.network import Network
from lstm_core.readers import TextReader
from lstm_core.text.vocabulary import Vocabulary
from lstm_core.trained import TrainedModel

ROOT = Path(__file__).parents[2]

PARENT = """
import pathlib, sys
from lstm_core.execution import processes
folder = pathlib.Path(sys.argv[1])
processes.start("lstm_core.execution.worker", str(folder), log=folder / "logs" / "worker.log").wait()
"""


@pytest.fixture(scope="session")
def family(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Family]:
    home = Home(tmp_path_factory.mktemp("family"))
    with subprocess.Popen([sys.executable, "-c", PARENT, str(home.folder)], cwd=ROOT) as parent:
        try:
            yield Family(parent, home)
        finally:
            parent.kill()


@pytest.fixture(scope="session")
def supervised(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Supervised]:
    home = Home(tmp_path_factory.mktemp("supervised"))
    with Supervisor(home) as supervisor:
        yield Supervised(supervisor, home)


@pytest.fixture(scope="session")
def answering(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answering]:
    home = Home(tmp_path_factory.mktemp("answering"))
    classifiers = [_classifier(seed) for seed in range(7)]
    for number, classifier in enumerate(classifiers):
        classifier.save(home.run(f"run-{number}"))
    _classifier(0).save(home.run("broken"))
    (home.run("broken") / "model.safetensors").unlink()
    inference = Inference(home)
    inference.ready()
    yield Answering(inference, classifiers)
    inference.close()


def _classifier(seed: int) -> TrainedModel:
    torch.manual_seed(seed)
    arguments = {"vocabulary": 7, "outputs": 2, "embedding_size": 4, "hidden_size": 4}
    words = Vocabulary(("the", "film", "was", "good", "bad"))
    reader = TextReader(words, "words", 5, "last", "end")
    return TrainedModel(Network(**arguments), arguments, reader, ("no", "yes"))


@pytest.fixture(scope="session", autouse=True)
def _begun_together(request: pytest.FixtureRequest) -> None:
    """Only what the chosen tests need."""
    for name in ("family", "supervised", "answering"):
        if any(name in getattr(item, "fixturenames", ()) for item in request.session.items):
            request.getfixturevalue(name)
