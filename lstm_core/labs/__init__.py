"""The named, ready configurations. The first of a data set is where the form starts for it."""

from lstm_core.config import RunConfig
from lstm_core.labs import film_reviews, memory, numbers, series, toy_reviews
from lstm_core.labs.lab import EpochFigures, Lab, Record

__all__ = ["LABS", "EpochFigures", "Lab", "Record", "default_config", "lab_of", "variants"]

LABS: dict[str, Lab] = {
    lab.name: lab
    for family in (series.CLASSROOM, numbers.CLASSROOM, toy_reviews.LABS, film_reviews.LABS, memory.LABS)
    for lab in family
} | {lab.name: lab for lab in (*numbers.MORE, *series.MORE)}


def default_config(data_set: str) -> RunConfig:
    """Where the form starts for a data set: its first lab."""
    return next(lab.config for lab in LABS.values() if lab.config.data.data_set == data_set)


def lab_of(config: RunConfig) -> Lab | None:
    """The lab with these settings, whatever the seed; None where there is none."""
    return _BY_SETTINGS.get(_settings(config))


def variants(name: str) -> list[Lab]:
    """What does a classroom lab's task better, the nearest to it first."""
    return [lab for lab in LABS.values() if lab.variant_of == name]


def _settings(config: RunConfig) -> str:
    """The same text for configs that differ in their seed at most."""
    without_seed = config.training.model_copy(update={"seed": 0})
    return config.model_copy(update={"training": without_seed}).canonical()


_BY_SETTINGS = {_settings(lab.config): lab for lab in LABS.values()}
