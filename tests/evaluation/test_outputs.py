"""What a model answered, on disk."""

import pickle
from pathlib import Path

import numpy as np
import pytest

from lstm_core.errors import LabError
from lstm_core.evaluation.outputs import FILE, ClassOutputs


def outputs() -> ClassOutputs:
    probabilities = np.array([[0.2, 0.8], [0.9, 0.1]], np.float32)
    return ClassOutputs(np.array([1, 0]), probabilities, np.array([1]), probabilities[:1], 2, "a name.parquet")


def test_they_come_back_as_they_were(tmp_path: Path) -> None:
    outputs().save(tmp_path)
    found = ClassOutputs.load(tmp_path)
    for name, value in vars(outputs()).items():
        assert np.array_equal(getattr(found, name), value)
    assert found.predicted.tolist() == [1, 0]
    assert [file.name for file in tmp_path.iterdir()] == [FILE]


def test_a_run_without_them_says_so(tmp_path: Path) -> None:
    with pytest.raises(LabError, match="has not kept what it answered"):
        ClassOutputs.load(tmp_path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 torn", pickle.dumps({"format": "lstm-lab outputs 1"})])
def test_a_damaged_file_is_a_sentence_and_nothing_is_unpickled(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(LabError, match="damaged"):
        ClassOutputs.load(tmp_path)
