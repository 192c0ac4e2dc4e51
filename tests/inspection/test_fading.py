"""What curves say in words."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.inspection.fading import fading, in_words


def fades(factor: float, steps: int, start: float = 1.0) -> np.ndarray:
    return start * factor ** np.arange(steps, dtype=float)


@given(st.floats(0.3, 0.99), st.integers(3, 200), st.floats(1e-6, 1e6))
def test_the_factor_of_a_straight_line_is_found(factor: float, steps: int, start: float):
    found = fading(fades(factor, steps, start))
    assert found.factor == pytest.approx(factor, rel=1e-6)
    assert found.half_life == pytest.approx(math.log(0.5) / math.log(factor), rel=1e-4)
    assert found.alarm == ("vanishing" if found.reach < steps - 1 else "")


@pytest.mark.parametrize(
    ("norms", "alarm", "words"),
    [
        (fades(0.5 ** (1 / 1.4), 60), "vanishing", "halves every 1.4 steps: nothing older than 27 words can teach"),
        (fades(0.99, 40), "", "halves every 69 steps, and more than a millionth of it still reaches the first word, 39 steps back"),
        (fades(1.5, 60), "exploding", "grows by 50% with every step back: it explodes"),
        (fades(1.03, 20), "", "grows by 3.0% with every step back, and stays in bounds over these 20 steps"),
        (np.ones(30), "", "about the same all the way back to the first word"),
        ([1.0], "", "only one word"),
        ([1.0, 0.0, 0.0], "vanishing", "Nothing of it reaches the word before the last"),
        ([1.0, np.inf], "exploding", "explodes"),
        ([1.0, np.nan, np.nan], "exploding", "explodes"),
    ],
)  # fmt: skip
def test_a_curve_in_words(norms: list[float], alarm: str, words: str):
    found = fading(norms)
    assert found.alarm == alarm
    assert words in in_words(found)


@given(
    st.lists(
        st.one_of(st.floats(1e-30, 1e30), st.just(0.0), st.just(math.inf), st.just(math.nan)), min_size=1, max_size=30
    )
)
def test_every_curve_has_words(norms: list[float]):
    found = fading(norms)
    assert 0 <= found.reach < len(norms)
    assert found.alarm in ("", "vanishing", "exploding")
    assert "nan" not in in_words(found)
    assert "inf" not in in_words(found)


@pytest.mark.parametrize("norms", [fades(0.5 ** (1 / 1.4), 60), [1.0, 0.0, 0.0]])
def test_where_the_model_pools_it_is_the_memory_that_teaches_no_further(norms: list[float]):
    said = in_words(fading(norms), "word", "mean+max")
    assert ": through its memory, " in said
    assert said.endswith(
        "The model pools (mean+max) over all words, so that in training its loss also reaches earlier ones directly."
    )
    assert "memory" not in in_words(fading(norms))


def test_a_step_may_have_another_name():
    assert "nothing older than 27 values" in in_words(fading(fades(0.5 ** (1 / 1.4), 60)), "value")
