"""Where everything is kept: one folder, `LAB_HOME` or the platform's user data folder."""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from lstm_core.errors import LabError


@dataclass(frozen=True)
class Home:
    """The folder of all data and the places inside it."""

    folder: Path

    @classmethod
    def default(cls) -> "Home":
        """`LAB_HOME` where it is set, else the user data folder of the platform; made if missing."""
        named = os.environ.get("LAB_HOME")
        folder = _expanded(named) if named else platformdirs.user_data_path("lstm-lab", appauthor=False)
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder.resolve())

    @property
    def database(self) -> Path:
        return self.folder / "lab.sqlite"

    @property
    def cache(self) -> Path:
        return self.folder / "cache"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def runs(self) -> Path:
        return self.folder / "runs"

    def run(self, run_id: str) -> Path:
        return self.runs / run_id

    @property
    def own_files(self) -> Path:
        """The files people brought, each called by the hash of its content."""
        return self.folder / "own_files"

    @property
    def texts(self) -> Path:
        """Texts of test parts, for the pages that show examples."""
        return self.cache / "texts"

    @property
    def uploads(self) -> Path:
        """Files as people bring them, each in a folder called by the hash of its content."""
        return self.folder / "uploads"

    def upload(self, upload_id: str) -> Path:
        return self.uploads / upload_id

    def own_file(self, name: str) -> Path:
        return self.own_files / name

    def data_set(self, name: str) -> Path:
        """Where a person may drop the files of a data set by hand."""
        return self.folder / "data_sets" / name


def _expanded(named: str) -> Path:
    try:
        return Path(named).expanduser()
    except RuntimeError:
        raise LabError(f"LAB_HOME={named}: there is no such user. Name a folder by its whole path.") from None
