"""A run, or a person's file, deleted with all that is its own."""

import shutil
from contextlib import suppress

from lstm_core.data import uploads
from lstm_core.data.uploads import Upload
from lstm_core.evaluation import outputs
from lstm_core.execution.analyses import Analyses
from lstm_core.home import Home
from lstm_core.runs.store import RunStore

_ALL = 1_000_000


def delete_run(run_id: str, store: RunStore, analyses: Analyses, home: Home) -> None:
    """Its record, what is being computed about it, its folder, and the texts of its test part unless another run shows them.

    Raises LabError for one that is still training.
    """
    store.delete(run_id)
    analyses.stop_all(run_id)
    texts = outputs.texts_of(home.run(run_id))
    shutil.rmtree(home.run(run_id), ignore_errors=True)
    _delete_texts({texts} - {outputs.texts_of(other) for other in home.runs.glob("*")}, home)


def delete_upload(upload: Upload, store: RunStore, home: Home) -> None:
    """A person's file with all that was made of it, the test texts of the runs on it included: the runs stay, with their figures."""
    gone = uploads.delete(upload, home)
    runs = [run.id for run in store.newest(_ALL) if run.config.data.file in gone]
    _delete_texts({outputs.texts_of(home.run(run)) for run in runs}, home)


def _delete_texts(names: set[str], home: Home) -> None:
    for name in names - {""}:
        with suppress(PermissionError):  # Windows, as long as a page shows them
            (home.texts / name).unlink(missing_ok=True)
