"""LSTM Lab without a user interface: everything here works from a notebook, a shell or a test."""

__version__ = "0.1.0"
