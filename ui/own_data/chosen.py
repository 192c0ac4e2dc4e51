"""Which file the page Data is about and what was chosen for it: both stand in the URL, so a reload or a link shows the same."""

import json
from typing import Any

import streamlit as st

from lstm_core.data import uploads
from lstm_core.data.doctor.choices import Choices
from lstm_core.data.uploads import Upload
from lstm_core.errors import ConfigError
from ui import services


def upload() -> Upload | None:
    """The file in the URL; None where there is none or it was deleted."""
    return uploads.get(st.query_params.get("file", ""), services.home())


def choices() -> Choices:
    """Raises ConfigError for what is no choice."""
    try:
        return Choices.parse(json.loads(st.query_params.get("choices", "{}")))
    except ValueError:
        raise ConfigError(
            "The choices in the address of this page cannot be read. Open the file from the list."
        ) from None


def open_file(upload_id: str) -> None:
    st.query_params.from_dict({"file": upload_id})


def close_file() -> None:
    st.query_params.clear()


def start_over() -> None:
    st.query_params.pop("choices", None)


def choose(**changes: Any) -> None:
    """Changes some of the choices; the page is then drawn anew."""
    wanted = Choices.parse({**choices().model_dump(), **changes}).model_dump(exclude_defaults=True)
    if wanted:
        st.query_params["choices"] = json.dumps(wanted, ensure_ascii=False, separators=(",", ":"))
    else:
        st.query_params.pop("choices", None)


def mend(code: str, wish: bool) -> None:
    choose(mends={**choices().mends, code: wish})
