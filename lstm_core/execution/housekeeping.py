"""What is kept only because it takes a while to make, bounded: what was used longest ago goes first."""

import shutil
from pathlib import Path

from lstm_core.home import Home

_MOST_BYTES = {"corpora": 5_000_000_000, "baselines": 200_000_000}  # folders of the cache


def tidy(home: Home) -> None:
    for name, most in _MOST_BYTES.items():
        keep_newest(home.cache / name, most)


def keep_newest(folder: Path, most_bytes: int) -> None:
    """Of the files and folders in it those used last, as many as have so many bytes together."""
    found = sorted((_used_and_size(one), one) for one in folder.glob("*"))
    total = 0
    for (_, size), one in reversed(found):
        total += size
        if total > most_bytes:
            shutil.rmtree(one) if one.is_dir() else one.unlink()


def _used_and_size(place: Path) -> tuple[float, int]:
    """When it was last written or touched, in seconds since 1970, and its bytes; of a folder with all that is in it."""
    said = [one.stat() for one in (place, *place.rglob("*"))]
    return max(one.st_mtime for one in said), sum(one.st_size for one in said)
