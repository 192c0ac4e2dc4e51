"""Comparisons anyone can repeat: every file is one command, run from the root as `python -m benchmarks.NAME`."""
