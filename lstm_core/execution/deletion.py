"""A run deleted with all that is its own."""

import shutil
from contextlib import suppress

from lstm_core.evaluation import outputs
from lstm_core.execution.analyses import Analyses
from lstm_core.home import Home
from lstm_core.runs.store import RunStore


def delete_run(run_id: str, store: RunStore, analyses: Analyses, home: Home) -> None:
    """Its record, what is being computed about it, its folder, and the texts of its test part unless another run shows them.

    Raises LabError for one that is still training.
    """
    store.delete(run_id)
    analyses.stop_all(run_id)
    texts = outputs.texts_of(home.run(run_id))
    shutil.rmtree(home.run(run_id), ignore_errors=True)
    if texts and texts not in {outputs.texts_of(other) for other in home.runs.glob("*")}:
        with suppress(PermissionError):  # Windows, as long as a page shows them
            (home.texts / texts).unlink(missing_ok=True)
