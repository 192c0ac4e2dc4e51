"""Errors whose message is a sentence fit for the user: what happened, where, and what to do."""


class LabError(Exception):
    """Anything that went wrong in a way a person can understand and mend."""


class ConfigError(LabError):
    """A setting is unknown or has a value outside its limits."""


class DataError(LabError):
    """A data set cannot be had or cannot be used."""


class MissingColumnError(DataError):
    """A column that was chosen is not in the file."""
