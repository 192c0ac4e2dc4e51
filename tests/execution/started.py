"""What `conftest.py` here starts for the tests of this folder."""

import subprocess
from dataclasses import dataclass

from lstm_core.execution.inference import Inference
from lstm_core.execution.supervisor import Supervisor
from lstm_core.home import Home
from lstm_core.trained import TrainedModel


@dataclass(frozen=True)
class Family:
    """A process that started a worker, as the web server does."""

    parent: "subprocess.Popen[bytes]"
    home: Home


@dataclass(frozen=True)
class Supervised:
    """A supervisor that has started its worker."""

    supervisor: Supervisor
    home: Home


@dataclass(frozen=True)
class Answering:
    """An inference over seven runs with a model, numbered, and one, `broken`, that lost its weights."""

    inference: Inference
    classifiers: list[TrainedModel]
