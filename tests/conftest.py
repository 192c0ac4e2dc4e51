"""What all tests share. Hypothesis knows no time limits here: other people use the cores as well."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from lstm_core import runtime
from lstm_core.config import RunConfig
from lstm_core.home import Home

# in CI the same cases every time, elsewhere new ones: what CI says of a change must not depend on chance
settings.register_profile(
    "lab",
    deadline=None,
    max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "40")),
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
settings.load_profile("lab")


@pytest.fixture(scope="session", autouse=True)
def _prepared_process() -> None:
    runtime.prepare_process()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture(scope="session")
def tiny() -> RunConfig:
    """Trains in well under a second."""
    return RunConfig.parse(
        {
            "data": {"examples": 300, "vocabulary_size": 300, "sequence_length": 40},
            "model": {"embedding_size": 8, "hidden_size": 8},
            "training": {"epochs": 2, "device": "cpu", "precision": "fp32"},
        }
    )


@pytest.fixture(scope="session")
def long(tiny: RunConfig) -> RunConfig:
    """The same, and it would take minutes."""
    return RunConfig.from_flat({**tiny.flat(), "epochs": 500, "batch_size": 8})
