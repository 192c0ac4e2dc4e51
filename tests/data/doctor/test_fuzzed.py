"""Files of every kind with every fault there is: each becomes a data set that can be trained on, or a sentence.

Two thousand of them in CI, the same every time; ten times as many: `python -m benchmarks.fuzz_doctor`.
"""

import os

import pytest
from fuzzing import TASKS, Judge, damaged
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FILES = 2_000 if "CI" in os.environ else 200


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    return Judge(tmp_path_factory.mktemp("fuzzed"))


@settings(max_examples=FILES, database=None, suppress_health_check=list(HealthCheck))
@given(damaged(), st.sampled_from(TASKS))
def test_every_file_is_a_data_set_or_a_sentence(judge: Judge, drawn: tuple[str, bytes], task: str):
    judge.judge(*drawn, task)
