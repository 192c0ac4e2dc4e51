"""Runs laid beside each other: races, sweeps, seeds, and what they say."""
