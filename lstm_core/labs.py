"""The named, ready configurations: one click, or one word on the command line, runs each."""

from dataclasses import dataclass

from lstm_core.config import DataConfig, ModelConfig, RunConfig, TrainingConfig


@dataclass(frozen=True)
class Lab:
    """A config with a title and a story."""

    name: str
    title: str
    story: str
    config: RunConfig


TOY_REVIEWS = Lab(
    "toy-reviews",
    "Toy reviews",
    "Short made-up reviews in which the order of the words decides: “not bad at all”, “I expected a masterpiece, but …”. "
    "No download, trained in seconds.",
    RunConfig(),
)

IMDB = Lab(
    "imdb",
    "IMDB film reviews",
    "50,000 real film reviews, half of them praise. One pass over them is enough for about nine right answers in ten.",
    RunConfig(
        data=DataConfig(data_set="imdb", examples=50_000),
        model=ModelConfig(embedding_size=64, hidden_size=64),
        training=TrainingConfig(epochs=1, batch_size=32, learning_rate=0.015),
    ),
)

LABS: dict[str, Lab] = {lab.name: lab for lab in (TOY_REVIEWS, IMDB)}


def default_config(data_set: str) -> RunConfig:
    """Where the form starts for a data set: its first lab."""
    return next(lab.config for lab in LABS.values() if lab.config.data.data_set == data_set)
