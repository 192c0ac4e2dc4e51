"""Where the form and the shell start for a data set of one's own: settings that follow from what is known of it."""

from collections.abc import Mapping
from typing import Any

from lstm_core.config import DataConfig, ModelConfig, RunConfig, TrainingConfig
from lstm_core.errors import ConfigError

_TEXTS_SEEN = 60_000  # over all epochs: about a minute on two cores
_MOST_TEXTS = 20_000
_WINDOWS_SEEN = 30_000


def own_config(file: str, facts: Mapping[str, Any]) -> RunConfig:
    """file: the name of a kept file; facts: what the file says of itself. Raises ConfigError for a task that is not known."""
    match facts["task"]:
        case "classification":
            return _of_texts(file, facts)
        case "forecasting":
            return _of_series(file, facts)
        case other:
            raise ConfigError(f"The file {file} is for the task {other!r}, which this version does not know.")


def _of_texts(file: str, facts: Mapping[str, Any]) -> RunConfig:
    examples = max(100, min(facts["rows"], _MOST_TEXTS))
    return RunConfig(
        data=DataConfig(
            data_set="own-texts",
            file=file,
            examples=examples,
            sequence_length=facts["sequence_length"],
            validation_share=0.1,
            test_share=0.2,
            split="given" if facts["given_test"] else "shuffled",
        ),
        model=ModelConfig(),
        training=TrainingConfig(
            epochs=_between(2, round(_TEXTS_SEEN / examples), 20),
            batch_size=32 if examples >= 2_000 else 16,
            learning_rate=0.005,
        ),
    )


def _of_series(file: str, facts: Mapping[str, Any]) -> RunConfig:
    """The window reaches two seasons back where the series is long enough."""
    rows, season = facts["rows"], facts["season"]
    window = _between(2, 2 * season if season > 1 else 24, max(2, min(200, rows // 5)))
    return RunConfig(
        data=DataConfig(
            data_set="own-series", file=file, window=window, horizon=1, validation_share=0.1, test_share=0.2
        ),
        model=ModelConfig(hidden_size=32, pooling="last", dropout=0.0),
        training=TrainingConfig(
            epochs=_between(1, round(_WINDOWS_SEEN / rows), 60),
            batch_size=16 if rows < 2_000 else 64,
            learning_rate=0.005,
        ),
    )


def _between(low: int, value: int, high: int) -> int:
    return max(low, min(value, high))
