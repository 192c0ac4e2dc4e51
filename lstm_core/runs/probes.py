"""Sentences, or sequences, of a person's own that a run is asked again at every moment of its training."""

import json
from pathlib import Path

from lstm_core.whole_files import write_whole

MOST, MOST_CHARACTERS = 5, 2_000

_FILE = "probes.json"


def load(run: Path) -> list[str]:
    """run: its folder. None yet, or none that can be read, are no probes."""
    try:
        found = json.loads((run / _FILE).read_text(encoding="utf-8"))
        return [str(one)[:MOST_CHARACTERS] for one in found][:MOST]
    except (OSError, ValueError, TypeError):
        return []


def save(run: Path, probes: list[str]) -> None:
    """The first `MOST` that say anything."""
    kept = [one.strip()[:MOST_CHARACTERS] for one in probes if one.strip()][:MOST]
    write_whole(run / _FILE, json.dumps(kept, ensure_ascii=False))
