"""Which data sets there are, and what kind of sequences each has."""

from typing import Literal

DataSetName = Literal[
    "toy-reviews",
    "imdb",
    "sum-of-ten",
    "digits",
    "adding",
    "copy-memory",
    "delayed-recall",
    "sine",
    "sunspots",
    "co2",
    "own-texts",
    "own-series",
]
TEXTS = ("toy-reviews", "imdb", "own-texts")  # read word by word, one answer a text
SYMBOLS = ("copy-memory", "delayed-recall")  # symbols to be remembered
NUMBERS = ("sum-of-ten", "digits", "adding")  # numbers at every time step, one answer a sequence
SERIES = ("sine", "sunspots", "co2", "own-series")  # one long sequence whose next values are wanted
OF_ANY_LENGTH = ("adding", *SYMBOLS)
