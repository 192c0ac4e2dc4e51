"""What is to be answered of a file a person brings, written down beside it for the process that answers."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True)
class Order:
    """A file in the same folder, what the person calls it, and the column; None for the one with the longest texts."""

    file: str
    name: str
    column: str | None

    def save(self, file: Path) -> None:
        file.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def load(cls, file: Path) -> Self:
        return cls(**json.loads(file.read_text(encoding="utf-8")))
