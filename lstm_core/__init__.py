"""LSTM Lab without a user interface: everything here works from a notebook, a shell or a test."""

import os

__version__ = "0.2.0"

# Read when torch loads its thread library, so it is set here, before any module can import torch. Threads that spin while
# they wait stall each other as soon as anything else wants a core: docs/decisions/002-passive-threads.md.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
