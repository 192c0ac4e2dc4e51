"""What is said about a forecast that runs free."""

import re

import pytest

from lstm_core.evaluation.drift import Season
from ui.keeping_time import out_of_time, sentence, table


def season(late: float = 0.0, swing: float = 1.0, rmse: float = 0.0123) -> Season:
    return {"rmse": rmse, "late": late, "swing": swing}


@pytest.mark.parametrize(("late", "said"), [(0.04, "in time"), (2.345, "2.3 steps late"), (-0.5, "0.5 steps early")])
def test_late_and_early_are_words(late: float, said: str) -> None:
    assert out_of_time(season(late)) == said


def test_the_last_season_is_told_in_a_sentence() -> None:
    seasons = [season(), season(late=-12.0, swing=0.998)]
    assert sentence(seasons, 63) == (
        "In its second period of 63 steps the free-running forecast is 12.0 steps early and has 100% of the true swing."
    )
    assert sentence([season()] * 7, 12).startswith("In its 7th period of 12 steps")


def test_what_died_away_has_no_time() -> None:
    said = sentence([season(late=3.0, swing=0.04)], 11)
    assert (
        said
        == "In its first period of 11 steps the free-running forecast has all but died away: 4% of the true swing is left."
    )


def test_every_season_is_a_row() -> None:
    html = table([season(), season(late=3.0, swing=0.5, rmse=0.25)])
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", html)]
    assert rows == [
        ["period", "off by (RMSE)", "out of time", "of the true swing"],
        ["1", "0.0123", "in time", "100%"],
        ["2", "0.25", "3.0 steps late", "50%"],
    ]
