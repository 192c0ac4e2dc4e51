import pytest

from benchmarks.estimate import held, row


def figures(promised: float, seconds: float, promised_megabytes: int = 100, megabytes: int = 100) -> dict[str, float]:
    return {
        "promised_seconds": promised,
        "seconds": seconds,
        "promised_megabytes": promised_megabytes,
        "megabytes": megabytes,
        "share_trained": 1.0,
        "others": 0.0,
    }


@pytest.mark.parametrize(("promised", "kept"), [(69, False), (71, True), (129, True), (131, False)])
def test_a_promise_is_held_within_thirty_per_cent(promised: float, kept: bool):
    assert held(promised, 100) == kept


def test_less_than_a_second_is_a_promise_of_its_own():
    assert row("lab", figures(0.9, 0.1))["held"] == "time and memory"
    assert row("lab", figures(0.9, 1.5))["held"] == "memory"
    assert row("lab", figures(20, 10, 300))["held"] == "nothing"
