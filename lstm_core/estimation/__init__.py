"""What a config will cost on this machine, known before it starts."""
