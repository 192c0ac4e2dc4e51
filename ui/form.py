"""The settings of a run as a form, made from the config's own titles, help and limits.

The widget of a setting has the setting's name as its key.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lstm_core.config import SETTINGS, RunConfig, Setting
from lstm_core.data.catalog import DATA_SETS
from lstm_core.labs import default_config

_NOT_ASKED = ("data_set", "file")  # chosen above the others; brought, not typed
_SAVED = "settings"  # session state: the values, which survive the widgets when another page is shown


def fill(config: RunConfig) -> None:
    """Puts the values of a config into the form; before the form is drawn."""
    st.session_state.update(config.flat())


def settings_form() -> RunConfig:
    """Draws the form and returns what it says. Raises ConfigError for what the widgets' limits let through."""
    _restore()
    st.selectbox(
        SETTINGS["data_set"].title,
        _offered(),
        key="data_set",
        format_func=lambda name: DATA_SETS[name].title,
        help=SETTINGS["data_set"].help,
        on_change=lambda: fill(default_config(st.session_state["data_set"])),
    )
    data_set = st.session_state["data_set"]
    settings = [one for one in SETTINGS.values() if one.name not in _NOT_ASKED and one.applies_to(data_set)]
    _grid([setting for setting in settings if setting.first])
    with st.expander("More", icon=":material/tune:"):
        _grid([setting for setting in settings if not setting.first])
    values = {name: st.session_state[name] for name in SETTINGS}  # those without a widget as `fill` left them
    st.session_state[_SAVED] = values
    return RunConfig.from_flat(values)


def _offered() -> list[str]:
    """A data set that needs a file is there once it has one."""
    return [name for name, one in DATA_SETS.items() if not one.needs_file or st.session_state["data_set"] == name]


def _restore() -> None:
    saved: Mapping[str, Any] = st.session_state.get(_SAVED) or default_config("toy-reviews").flat()
    for name, value in saved.items():
        st.session_state.setdefault(name, value)


def _grid(settings: list[Setting]) -> None:
    """Two settings a row; on a narrow screen Streamlit puts them under each other."""
    for start in range(0, len(settings), 2):
        for column, setting in zip(st.columns(2), settings[start : start + 2], strict=False):
            with column:
                _widget(setting)


def _widget(setting: Setting) -> None:
    if setting.choices:
        st.selectbox(setting.title, setting.choices, key=setting.name, help=setting.help)
    elif setting.kind is int:
        st.number_input(
            setting.title, _whole(setting.minimum), _whole(setting.maximum), step=1, key=setting.name, help=setting.help
        )
    else:
        step = 0.001 if setting.name == "learning_rate" else 0.05
        st.number_input(
            setting.title, setting.minimum, setting.maximum, step=step, format="%g", key=setting.name, help=setting.help
        )


def _whole(limit: float | None) -> int | None:
    return None if limit is None else int(limit)
