"""The comparison in words."""

import numpy as np
import pytest

from lstm_core.evaluation.noise import Interval
from lstm_core.evaluation.verdict import MAJORITY, PAIRS, VALUES, WORDS, Compared, compared, value_verdict, verdict

LABELS = np.arange(1_000) % 2


def answers(right: float) -> np.ndarray:
    """Right on the first so many."""
    return np.where(np.arange(1_000) < right * 1_000, LABELS, 1 - LABELS)


def against(**rivals: float) -> list[Compared]:
    """A model that is right on 80%, beside these."""
    kinds = {"majority": MAJORITY, "words": WORDS, "pairs": PAIRS, "values": VALUES}
    return [compared(kinds[name], name, LABELS, answers(0.8), answers(right)) for name, right in rivals.items()]


@pytest.mark.parametrize(
    ("rivals", "said"),
    [
        ({"majority": 0.5, "words": 0.7, "pairs": 0.75}, "The LSTM beats pairs, the best of the simple methods, by 5.0 points"),
        ({"majority": 0.5, "words": 0.7, "pairs": 0.75}, "The order of words says something here"),
        ({"majority": 0.5, "words": 0.8, "pairs": 0.8}, "A bag of words does as well: the order of words does not matter here"),
        ({"majority": 0.5, "words": 0.7, "pairs": 0.8}, "Pairs of neighbouring words do as well"),
        ({"majority": 0.5, "words": 0.7, "pairs": 0.85}, "pairs beats the LSTM by 5.0 points"),
        ({"majority": 0.5, "values": 0.8}, "no memory is needed here"),
        ({"majority": 0.5}, "beats majority by 30.0 points"),
        ({"majority": 0.8, "words": 0.9}, "no better than majority"),
    ],
)  # fmt: skip
def test_what_is_said(rivals: dict[str, float], said: str) -> None:
    assert said in verdict("LSTM", against(**rivals))


def test_few_examples_do_not_prove_that_nothing_is_gained() -> None:
    labels = np.arange(40) % 2
    model, words = labels.copy(), labels.copy()
    model[:8], words[5:15] = 1 - model[:8], 1 - words[5:15]  # 80% and 75%
    few = [
        compared(MAJORITY, "majority", labels, model, np.zeros(40, int)),
        compared(WORDS, "words", labels, model, words),
    ]
    assert "So few examples could hide a lead that matters" in verdict("LSTM", few)
    assert "So few examples" not in verdict("LSTM", against(majority=0.5, words=0.8))


def test_a_lead_within_chance_is_none() -> None:
    scattered = np.where(np.arange(1_000) % 5 > 0, LABELS, 1 - LABELS)  # right on 80%, and elsewhere
    assert not compared(WORDS, "words", LABELS, answers(0.81), scattered).beaten
    assert compared(WORDS, "words", LABELS, answers(0.81), answers(0.8)).beaten  # ten examples more, none less


@pytest.mark.parametrize(
    ("rivals", "said"),
    [
        ({"last value": 1.5, "seasonal naive": 1.25}, "The LSTM has a 20% smaller error than seasonal naive, the best"),
        ({"last value": 1.2, "seasonal naive": 2.0}, "The LSTM has a 50% smaller error than seasonal naive."),
        ({"AR": 1.01, "last value": 2.0}, "AR does as well as the LSTM"),
        ({"AR": 0.5, "seasonal naive": 0.8}, "AR is 50% smaller than that of the LSTM. The LSTM has a 25% larger error than"),
        ({"AR": 1e-9, "last value": 2.0}, "follows a simple rule"),
        ({"last value": 0.0, "seasonal naive": 0.0}, "Last value has almost no error here: this series follows a simple rule"),
    ],
)  # fmt: skip
def test_what_is_said_of_values(rivals: dict[str, float], said: str) -> None:
    assert said in value_verdict("LSTM", 1.0, rivals)


@pytest.mark.parametrize("error", [0.0, 1.0])
def test_simple_methods_without_any_error_are_compared_in_words(error: float) -> None:
    rivals = {"last value": 0.0, "seasonal naive": 0.0}
    leads = dict.fromkeys(rivals, Interval(-error, -error, -error, 100))
    assert "no network is needed" in value_verdict("LSTM", error, rivals, leads)


@pytest.mark.parametrize(
    ("best", "lead", "said"),
    [
        (
            1.25,
            (0.1, 0.4),
            "AR, the best of the simple methods (95% interval: the error of the LSTM is 68% to 92% of that of AR).",
        ),
        (1.25, (-0.1, 0.6), "is 52% to 108% of that of AR): that may be noise, the test part is too short"),
        (
            1.01,
            (-0.1, 0.1),
            "AR does as well as the LSTM (95% interval: the error of the LSTM is 90% to 110% of that of AR): take",
        ),
        (
            0.8,
            (-0.5, 0.1),
            "The error of AR is 20% smaller than that of the LSTM (95% interval: the error of the LSTM is 88% to 162%",
        ),
        (0.8, (-0.5, 0.1), "that may be noise, and the simpler method does as well"),
        (0.8, (-0.3, -0.1), "The simpler method is better here: the error of AR is 20% smaller than that of the LSTM"),
    ],
)
def test_a_difference_within_chance_is_called_so(best: float, lead: tuple[float, float], said: str) -> None:
    leads = {"AR": Interval(best - 1, *lead, 100), "seasonal naive": Interval(1.0, -1.0, 3.0, 100)}
    found = value_verdict("LSTM", 1.0, {"AR": best, "seasonal naive": 2.0}, leads)
    assert said in found
    assert "smaller error than seasonal naive, which may be noise." in found


def test_answers_of_one_sequence_count_once() -> None:
    """Ten answers that stand or fall together tell no more than one."""
    labels, model, other = np.ones(100, int), answers(0.9)[:100], np.ones(100, int)
    alone = compared(WORDS, "words", labels, model, other)
    together = compared(WORDS, "words", *(np.repeat(one, 10) for one in (labels, model, other)), answers=10)
    assert (together.lead, *together.lead_interval) == pytest.approx((alone.lead, *alone.lead_interval))
    assert (together.ahead, together.behind) == (alone.ahead, alone.behind) == (0, 50)
    assert together.interval == pytest.approx(alone.interval)
