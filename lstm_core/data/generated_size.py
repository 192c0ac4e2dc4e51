"""How large a made-up data set may be."""

from lstm_core.errors import LabError

MAX_COUNT = 200_000
MAX_LENGTH = 1_000
MAX_STEPS = 20_000_000  # in all sequences together: 80 MB of tokens, 180 MB of pairs of numbers


def check_size(count: int, length: int, shortest: int) -> None:
    """Raises LabError unless there are 1 to MAX_COUNT sequences of a length from `shortest` to MAX_LENGTH."""
    if not 1 <= count <= MAX_COUNT:
        raise LabError(f"The number of sequences must lie between 1 and {MAX_COUNT}, but it is {count}.")
    if not shortest <= length <= MAX_LENGTH:
        raise LabError(f"The length must lie between {shortest} and {MAX_LENGTH} steps, but it is {length}.")
    if count * length > MAX_STEPS:
        raise LabError(
            f"{count} sequences of length {length} are {count * length} steps in all, more than {MAX_STEPS}: "
            "take fewer or shorter sequences."
        )
