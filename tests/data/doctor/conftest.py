"""Small broken files, one a fault."""

from pathlib import Path
from typing import Any

import pytest
from said import Check

from lstm_core.data.doctor.choices import Choices
from lstm_core.data.doctor.examination import Examination, examine


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """check(content, name, ...) is what the doctor says of such a file; other arguments are choices."""

    def checked(content: str | bytes, name: str = "file.csv", **choices: Any) -> Examination:
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return examine(file, name, Choices.parse(choices))

    return checked
