"""Files that are there as a whole or not at all."""

import os
import threading
from pathlib import Path


def write_whole(file: Path, content: str | bytes | memoryview) -> None:
    """Under another name first, so that nobody ever reads half of it; text in UTF-8."""
    unfinished = file.with_name(f".{os.getpid()}-{threading.get_ident()}-{file.name}")
    unfinished.write_bytes(content.encode() if isinstance(content, str) else content)
    unfinished.replace(file)
