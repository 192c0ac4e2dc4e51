"""The same terms for all, and as near the same number of weights as there is."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.comparison.races import CELLS, DISTANCES, distance_setting, equal_hidden_size, over_seeds, race, sweep
from lstm_core.config import RunConfig
from lstm_core.errors import ConfigError
from lstm_core.estimation.estimate import expected_parameters
from lstm_core.labs import LABS

GAP = LABS["toy-reviews-gap"].config


def settings_but(config: RunConfig, *names: str) -> dict[str, Any]:
    return {name: value for name, value in config.flat().items() if name not in names}


def test_only_the_cell_differs():
    entrants = race(GAP)
    assert [one.model.cell for one in entrants] == list(CELLS)
    assert {repr(settings_but(one, "cell")) for one in entrants} == {repr(settings_but(GAP, "cell"))}


def test_seed_by_seed_so_that_the_first_race_is_over_first():
    entrants = race(GAP, ("rnn", "lstm"), seeds=2)
    assert [(one.training.seed, one.model.cell) for one in entrants] == [
        (0, "rnn"), (0, "lstm"), (1, "rnn"), (1, "lstm"),
    ]  # fmt: skip


def test_a_cell_named_twice_races_once():
    assert [one.model.cell for one in race(GAP, ("gru", "gru"))] == ["gru"]


def test_the_cell_of_the_config_keeps_its_size_where_all_get_as_many_weights():
    by_cell = {one.model.cell: one for one in race(GAP, same="parameters")}
    assert by_cell["lstm"] == GAP
    budget = expected_parameters(GAP)
    for one in by_cell.values():
        assert abs(expected_parameters(one) - budget) < 0.03 * budget
    assert by_cell["rnn"].model.hidden_size > by_cell["gru"].model.hidden_size > GAP.model.hidden_size


@given(
    st.sampled_from(CELLS),
    st.integers(1, 3),
    st.sampled_from([1, 2]),
    st.sampled_from(["last", "mean+max", "attention"]),
    st.integers(0, 3_000_000),
)
def test_no_other_size_is_nearer(cell: str, layers: int, directions: int, pooling: str, budget: int):
    shape = {"cell": cell, "layers": layers, "directions": directions, "pooling": pooling}
    config = RunConfig.from_flat({**GAP.flat(), **shape})

    def off(size: int) -> int:
        return abs(expected_parameters(RunConfig.from_flat({**config.flat(), "hidden_size": size})) - budget)

    found = equal_hidden_size(config, budget)
    assert off(found) == min(off(size) for size in {1, max(1, found - 1), found, min(1_024, found + 1), 1_024})


@pytest.mark.parametrize("cells", [(), ("lstm", "elman")])
def test_a_cell_that_is_none_is_refused(cells: tuple[str, ...]):
    with pytest.raises(ConfigError, match="take one or more of rnn, gru, lstm"):
        race(GAP, cells)


@pytest.mark.parametrize("seeds", [0, -1, 21])
def test_too_many_or_no_seeds_are_refused(seeds: int):
    with pytest.raises(ConfigError, match=rf"^seeds: {seeds} is out of range"):
        over_seeds([GAP], seeds)


@pytest.mark.parametrize("data_set", DISTANCES)
def test_a_sweep_lets_nothing_but_cell_and_distance_grow(data_set: str):
    config = next(lab.config for lab in LABS.values() if lab.config.data.data_set == data_set)
    setting = distance_setting(data_set)
    assert setting
    swept = sweep(config, ("rnn", "lstm"), [*DISTANCES[data_set], DISTANCES[data_set][0]])
    assert [one.flat()[setting] for one in swept] == [far for far in DISTANCES[data_set] for _ in range(2)]
    assert {repr(settings_but(one, "cell", setting)) for one in swept} == {repr(settings_but(config, "cell", setting))}


def test_a_sweep_needs_a_distance():
    with pytest.raises(ConfigError, match="'imdb' has no distance to grow"):
        sweep(LABS["imdb"].config, CELLS, [5])
    with pytest.raises(ConfigError, match=r"^distances: there is none"):
        sweep(GAP, CELLS, [])
    with pytest.raises(ConfigError, match=r"data\.gap: 9999 is too large"):
        sweep(GAP, CELLS, [9_999])
