"""What is to be compared: the forms of a race, a memory sweep, and a configuration over seeds."""

from typing import cast

import streamlit as st

from lstm_core.comparison import races
from lstm_core.comparison.held_out import why_apart
from lstm_core.comparison.names import CELL_NAMES
from lstm_core.config import SETTINGS, RunConfig
from lstm_core.errors import ConfigError
from lstm_core.estimation.estimate import expected_parameters
from lstm_core.runs.groups import Kind
from ui.compare.config_picker import config_picker
from ui.compare.time_note import time_note
from ui.form import fill, settings_form
from ui.start import submit_all

_SAME = {"hidden": "hidden size", "parameters": "number of weights"}


def race_form() -> None:
    """Any cells, on the settings of a lab, of a run, or one's own."""
    place = st.container()
    config = config_picker("Settings of", "race_like")
    cells, same, seeds = _cells(), _same(), _seeds(1)
    if st.toggle("Change settings", key="race_own", on_change=_fill, args=[config]):
        config = settings_form()
    entered = races.race(config, cells, seeds, same)
    with place:
        _start("Start the race", "race", entered)
    sizes = {CELL_NAMES[one.model.cell]: f"{expected_parameters(one):,}" for one in entered}
    st.caption("Weights: " + ", ".join(f"{name} {size}" for name, size in sizes.items()))


def sweep_form() -> None:
    """Growing distances, where a data set has any."""
    place = st.container()
    config = config_picker("Task", "sweep_like", fits=lambda one: races.distance_setting(one.data.data_set) is not None)
    cells, seeds = _cells(), _seeds(1)
    usual = races.DISTANCES[config.data.data_set]
    what = "Gaps, in words" if config.data.data_set == "toy-reviews" else "Lengths, in steps"
    typed = st.text_input(what, ", ".join(map(str, usual)), key=f"distances_{config.data.data_set}")
    distances = _within(_numbers(typed), races.distance_setting(config.data.data_set) or "length")
    entered = races.sweep(config, cells, distances, seeds)
    with place:
        _start("Start the sweep", "sweep", entered)


def seeds_form() -> None:
    """One configuration, or two, over some seeds."""
    place = st.container()
    configs = [config_picker("One configuration", "seeds_one", default="token-sequences")]
    if st.toggle("Against another one", key="seeds_two_on"):
        configs.append(config_picker("The other", "seeds_two", default="token-sequences-tuned"))
        apart = why_apart(configs)
        if apart:
            st.warning(f"{apart} Both are trained and drawn, and not judged against each other.")
    entered = races.over_seeds(configs, _seeds(5))
    with place:
        _start("Train all seeds", "seeds", entered)


def _start(label: str, kind: Kind, configs: list[RunConfig]) -> None:
    if st.button(label, key=f"start_{kind}", type="primary", icon=":material/play_arrow:", width="stretch"):
        st.query_params.from_dict({kind: submit_all(kind, configs)})
        st.rerun()
    st.caption(f"{len(configs)} runs" if len(configs) != 1 else "1 run")
    time_note(configs)


def _cells() -> list[str]:
    chosen = st.pills(
        "Cells",
        list(races.CELLS),
        selection_mode="multi",
        default=list(races.CELLS),
        key="race_cells",
        format_func=lambda cell: CELL_NAMES[cell],
    )
    return [cell for cell in races.CELLS if cell in chosen]


def _same() -> races.Same:
    chosen = st.segmented_control(
        "All have the same",
        list(_SAME),
        default="hidden",
        required=True,
        key="race_same",
        format_func=lambda name: _SAME[name],
        help="An LSTM has four matrices where an RNN has one. With the same number of weights the RNN gets a larger hidden size.",
    )
    return cast(races.Same, chosen)


def _seeds(usual: int) -> int:
    return int(
        st.number_input(
            "Seeds",
            1,
            races.MOST_SEEDS,
            usual,
            key=f"race_seeds_{usual}",
            help="Each seed gives other starting weights and another order of the batches. More say what is chance and what is not.",
        )
    )


def _fill(config: RunConfig) -> None:
    """The settings begin as those that were chosen."""
    if st.session_state["race_own"]:
        fill(config)


def _within(distances: list[int], setting: str) -> list[int]:
    """The limits are those of the setting, told by its title."""
    limits = SETTINGS[setting]
    for far in distances:
        if not (limits.minimum or 0) <= far <= (limits.maximum or far):
            raise ConfigError(
                f"{limits.title}: {far:,} is out of range, take {limits.minimum:,} to {limits.maximum:,}."
            )
    return distances


def _numbers(typed: str) -> list[int]:
    try:
        return [int(part) for part in typed.replace(",", " ").split()]
    except ValueError:
        raise ConfigError(f"Distances: “{typed[:60]}” are no whole numbers. Write for example 5, 15, 30.") from None
