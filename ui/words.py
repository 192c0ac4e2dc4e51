"""Numbers, times and tasks the way people read them."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lstm_core.comparison.names import run_name as title
from lstm_core.config import SETTINGS, RunConfig
from lstm_core.data.catalog import DATA_SETS
from lstm_core.quantities import duration as duration
from lstm_core.runs.record import RunRecord
from lstm_core.sections.kinds import SERIES

__all__ = [
    "curve", "duration", "metric", "moment", "noun", "number", "plain", "score", "size", "summary", "title",
]  # fmt: skip

# What Markdown reads, and what Streamlit replaces after it has read: links, emoji, icons and colours have a colon with something
# behind it (or are www. and @), arrows and comparisons are two signs beside each other.
_MARKS = re.compile(r"(?P<alone>:(?!\s)|(?<=www)\.|@|<->|->|<-|--|>=|<=|~=)|[\\`*_\[\]<>$~&#|{}]", re.IGNORECASE)
_LINE_START = re.compile(r"^([ \t]*\d*)([-+=.)])", re.MULTILINE)  # lists, and lines under headings


def size(count: int) -> str:
    """Bytes the way people read them: 812 bytes, 3.4 kB, 52 MB."""
    if count < 1_000:
        return f"{count} bytes"
    value, unit = (count / 1_000, "kB") if count < 1_000_000 else (count / 1_000_000, "MB")
    return f"{value:.1f} {unit}" if value < 10 else f"{value:,.0f} {unit}"


def moment(timestamp: float) -> str:
    """For example 20 Nov 2026, 16:20, in the time zone of the server."""
    then = datetime.fromtimestamp(timestamp)
    return f"{then.day} {then:%b %Y, %H:%M}"


def summary(config: RunConfig) -> str:
    """For example hidden 64, embedding 64, 8 epochs, batch 32, learning rate 0.01."""
    model, training = config.model, config.training
    reads_ids = SETTINGS["embedding_size"].applies_to(config.data.data_set)
    parts = [
        f"hidden {model.hidden_size}",
        f"embedding {model.embedding_size}" if reads_ids else "",
        "1 epoch" if training.epochs == 1 else f"{training.epochs} epochs",
        f"batch {training.batch_size}" if training.batch_size else "all in one batch",
        f"learning rate {training.learning_rate:g}",
    ]
    return ", ".join(part for part in parts if part)


def noun(run: RunRecord) -> str:
    """What an example of a run is called, in the plural."""
    return DATA_SETS[run.config.data.data_set].noun


def metric(run: RunRecord) -> str:
    """What is read beside the loss: accuracy, or mae where values are predicted."""
    described = DATA_SETS[run.config.data.data_set]
    predicts_values = bool(described.features) and not described.classes
    return str(run.facts.get("metric") or ("mae" if predicts_values else "accuracy"))


def curve(run: RunRecord) -> str:
    """What a live curve shows: the metric while it trains, which is of scaled values where a series is scaled."""
    data = run.config.data
    return "scaled mae" if data.data_set in SERIES and data.scaling != "none" else metric(run)


def score(metrics: Mapping[str, Any]) -> str:
    """The one figure of a report: 91.0% right, or off by 0.0123."""
    return f"{metrics['accuracy']:.1%} right" if "accuracy" in metrics else f"off by {number(metrics['mae'])}"


def number(value: float) -> str:
    """The digits that say something: 12,346, 1.235, 0.00123, 1.2e-07; almost 0 for what only rounding leaves."""
    if 0 < abs(value) < 1e-7:
        return "almost 0"
    if value == 0 or abs(value) < 0.0001:
        return f"{value:.3g}"
    if abs(value) >= 1_000:
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) < 1 else f"{value:.4g}"


def plain(text: str) -> str:
    """Text from outside as Streamlit shows it to the letter: no links, pictures, formatting, icons, emoji or arrows."""
    return _LINE_START.sub(r"\1\\\2", _MARKS.sub(_to_the_letter, text.strip()))


def _to_the_letter(found: re.Match[str]) -> str:
    """No backslash helps against what is replaced later, but a span of its own does: `:color[...]` without a colour is that."""
    escaped = [f"\\{sign}" for sign in found[0]]
    return "".join(f":color[{sign}]" for sign in escaped) if found["alone"] else "".join(escaped)
