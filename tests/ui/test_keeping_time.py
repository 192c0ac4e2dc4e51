"""What is said about a forecast that runs free."""

import re
from typing import Any

import pytest

from lstm_core.evaluation.drift import Season
from ui.keeping_time import out_of_time, sentence, table


def season(late: float = 0.0, swing: float = 1.0, rmse: float = 0.0123, number: int = 1) -> Season:
    return {"number": number, "rmse": rmse, "late": late, "swing": swing}


@pytest.mark.parametrize(("late", "said"), [(0.04, "in time"), (2.345, "2.3 steps late"), (-0.5, "0.5 steps early")])
def test_late_and_early_are_words(late: float, said: str) -> None:
    assert out_of_time(season(late)) == said


def test_the_last_season_is_told_in_a_sentence() -> None:
    seasons = [season(), season(late=-12.0, swing=0.998, number=2)]
    assert sentence(seasons, 63) == (
        "In its second period of 63 steps the free-running forecast is 12.0 steps early and has 100% of the true swing."
    )
    assert sentence([season(number=7)], 12).startswith("In its 7th period of 12 steps")


@pytest.mark.parametrize(("number", "said"), [(11, "11th"), (12, "12th"), (31, "31st"), (42, "42nd"), (113, "113th")])
def test_the_period_at_the_end_has_its_number(number: int, said: str) -> None:
    assert sentence([season(), season(number=number)], 7).startswith(f"In its {said} period of 7 steps")


def test_a_report_that_numbers_none_is_read_from_the_first() -> None:
    old: Any = [{"rmse": 0.1, "late": 0.0, "swing": 1.0}] * 3
    assert sentence(old, 7).startswith("In its third period of 7 steps")
    assert re.findall(r"<th scope='row'>(\d+)", table([season(number=1), season(number=31)])) == ["1", "31"]


def test_what_died_away_has_no_time() -> None:
    said = sentence([season(late=3.0, swing=0.04)], 11)
    assert (
        said
        == "In its first period of 11 steps the free-running forecast has all but died away: 4% of the true swing is left."
    )


def test_every_season_is_a_row() -> None:
    html = table([season(), season(late=3.0, swing=0.5, rmse=0.25, number=2)])
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", html)]
    assert rows == [
        ["period", "off by (RMSE)", "out of time", "of the true swing"],
        ["1", "0.0123", "in time", "100%"],
        ["2", "0.25", "3.0 steps late", "50%"],
    ]
