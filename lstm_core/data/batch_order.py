"""What is to be answered of a file a person brought, written down for the process that answers."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from lstm_core.data.uploads import answers_name
from lstm_core.whole_files import write_whole


@dataclass(frozen=True)
class Order:
    """A file by its id, and the column with the texts; None: the one with the longest, or all of them where numbers are read."""

    upload: str
    column: str | None

    @property
    def name(self) -> str:
        """The same for the same order, among all that is asked of a run."""
        digest = hashlib.blake2b(json.dumps(self.column).encode(), digest_size=8).hexdigest()
        return f"{answers_name(self.upload)}{digest}"

    def save(self, folder: Path) -> None:
        """Once: pages ask for it at every drawing, and the process that answers may be reading it."""
        file = folder / f"{self.name}.order.json"
        if not file.exists():
            write_whole(file, json.dumps(asdict(self)))

    @classmethod
    def load(cls, folder: Path, name: str) -> Self:
        return cls(**json.loads((folder / f"{name}.order.json").read_text(encoding="utf-8")))
