"""Numbers and times the way people read them."""

import re
from datetime import datetime

from lstm_core.config import RunConfig
from lstm_core.data.catalog import DATA_SETS


def duration(seconds: float) -> str:
    """For example 8 s, 3 min 20 s, 2 h 05 min."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"


def moment(timestamp: float) -> str:
    """For example 20 Nov 2026, 16:20, in the time zone of the server."""
    then = datetime.fromtimestamp(timestamp)
    return f"{then.day} {then:%b %Y, %H:%M}"


def title(config: RunConfig) -> str:
    """For example Toy reviews."""
    return DATA_SETS[config.data.data_set].title


def summary(config: RunConfig) -> str:
    """For example hidden 64, embedding 64, 8 epochs, batch 32, learning rate 0.01."""
    model, training = config.model, config.training
    epochs = "1 epoch" if training.epochs == 1 else f"{training.epochs} epochs"
    return (
        f"hidden {model.hidden_size}, embedding {model.embedding_size}, {epochs}, "
        f"batch {training.batch_size}, learning rate {training.learning_rate:g}"
    )


def plain(text: str) -> str:
    """Text from outside as Streamlit shows it to the letter: no links, pictures or formatting."""
    return re.sub(r"([\\`*_\[\]<>$~])", r"\\\1", text)
