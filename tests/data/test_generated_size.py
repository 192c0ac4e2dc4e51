import re

import pytest

from lstm_core.data.generated_size import MAX_COUNT, MAX_LENGTH, MAX_STEPS, check_size
from lstm_core.errors import LabError


@pytest.mark.parametrize(
    ("count", "length"), [(1, 20), (MAX_COUNT, 20), (1, MAX_LENGTH), (MAX_STEPS // MAX_LENGTH, MAX_LENGTH)]
)
def test_sizes_up_to_the_limits_are_fine(count: int, length: int):
    check_size(count, length, shortest=20)


@pytest.mark.parametrize(
    ("count", "length", "sentence"),
    [
        (0, 50, "The number of sequences must lie between 1 and 200000, but it is 0."),
        (MAX_COUNT + 1, 50, "The number of sequences must lie between 1 and 200000, but it is 200001."),
        (10, 19, "The length must lie between 20 and 1000 steps, but it is 19."),
        (10, 1_001, "The length must lie between 20 and 1000 steps, but it is 1001."),
        (
            20_001,
            1_000,
            "20001 sequences of length 1000 are 20001000 steps in all, more than 20000000: take fewer or shorter sequences.",
        ),
    ],
)
def test_other_sizes_are_refused_in_a_sentence(count: int, length: int, sentence: str):
    with pytest.raises(LabError, match=f"^{re.escape(sentence)}$"):
        check_size(count, length, shortest=20)
