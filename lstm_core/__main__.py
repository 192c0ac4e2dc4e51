"""`python -m lstm_core`: see `lstm_core.cli`."""

from lstm_core.cli import main

main()
