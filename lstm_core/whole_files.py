"""Files that are there as a whole or not at all."""

import os
import stat
import threading
from pathlib import Path

from lstm_core.errors import DataError


def size_of(file: Path, name: str) -> int:
    """Bytes of a file that is called so, found out before it is opened: a pipe may never end, and is empty when it is read again.

    Raises DataError for what is no file, and OSError for what is not there.
    """
    found = file.stat()
    if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
        raise DataError(f"{name} is a pipe or a device, not a file. Save what comes out of it as a file first.")
    return found.st_size


def write_whole(file: Path, content: str | bytes | memoryview) -> None:
    """Under another name first, so that nobody ever reads half of it; text in UTF-8."""
    unfinished = file.with_name(f".{os.getpid()}-{threading.get_ident()}-{file.name}")
    unfinished.write_bytes(content.encode() if isinstance(content, str) else content)
    unfinished.replace(file)
