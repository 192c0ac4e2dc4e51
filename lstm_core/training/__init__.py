"""The training loop and its events."""
