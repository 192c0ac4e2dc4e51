"""Errors whose message is a sentence fit for the user: what happened, where, and what to do."""

_LONGEST = 80  # characters that are repeated


class LabError(Exception):
    """Anything that went wrong in a way a person can understand and mend."""


class ConfigError(LabError):
    """A setting is unknown or has a value outside its limits."""


class DataError(LabError):
    """A data set cannot be had or cannot be used."""


class MissingColumnError(DataError):
    """A column that was chosen is not in the file."""


def shortened(text: str) -> str:
    """What a person gave, as a sentence can repeat it."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text):,} characters)"
