import pytest

from lstm_core.home import Home
from lstm_core.runs.store import RunStore


@pytest.fixture
def store(home: Home) -> RunStore:
    return RunStore(home.database)
