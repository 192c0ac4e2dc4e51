"""Everything fitted anew at several cut-offs."""

import itertools
from pathlib import Path

import pytest

from lstm_core.backtest import CUTS, backtest
from lstm_core.config import RunConfig
from lstm_core.errors import LabError
from lstm_core.home import Home
from lstm_core.judging.baselines import baselines
from lstm_core.outcome import outcome

SUNSPOTS = RunConfig.from_flat(
    {
        "data_set": "sunspots",
        "window": 12,
        "horizon": 2,
        "epochs": 1,
        "hidden_size": 4,
        "batch_size": 0,
        "device": "cpu",
    }
)


def test_every_cut_off_knows_more_and_judges_what_comes_after(tmp_path: Path) -> None:
    found = outcome(backtest(SUNSPOTS, Home(tmp_path)))["cuts"]
    assert len(found) == CUTS
    known = [cut["known"] for cut in found]
    assert known == sorted(known)
    stretch = 29  # a tenth of 296 windows
    assert [later - earlier for earlier, later in itertools.pairwise(known)] == [stretch] * 3
    assert found[-1]["at"] == str(1700 + known[-1])
    simple = {"last value", "linear fit of two lags", "seasonal naive", "seasonal naive plus its growth"}
    methods = {"LSTM", *simple, "autoregression (AR)", "exponential smoothing (ETS)"}
    assert all(set(cut["errors"]) == methods for cut in found)
    assert all(error > 0 for cut in found for error in cut["errors"].values())


def test_the_last_cut_off_of_a_simple_method_is_what_it_reaches_there(tmp_path: Path) -> None:
    """The same stretch as a test part gives the same error."""
    found = outcome(backtest(SUNSPOTS, Home(tmp_path)))["cuts"][-1]["errors"]
    same = SUNSPOTS.data.model_copy(update={"test_share": 29 / 296})
    expected = {one["title"]: one["mae"] for one in outcome(baselines(same, Home(tmp_path)))["baselines"]}
    assert {name: found[name] for name in expected} == pytest.approx(expected)


def test_what_is_no_series_has_no_cut_offs(tmp_path: Path, tiny: RunConfig) -> None:
    with pytest.raises(LabError, match="Only forecasts of a series"):
        outcome(backtest(tiny, Home(tmp_path)))


def test_too_short_a_series_is_a_sentence(tmp_path: Path) -> None:
    long = RunConfig.from_flat(
        {**SUNSPOTS.flat(), "window": 200, "horizon": 30, "validation_share": 0.0, "test_share": 0.3}
    )
    with pytest.raises(LabError, match="too few for 4 cut-offs"):
        outcome(backtest(long, Home(tmp_path)))
