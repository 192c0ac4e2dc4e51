"""One errand: `python -m lstm_core.execution.errand HOME KIND ARGUMENTS FILE` writes its result, or why there is none, into the file.

Libraries are heavy: each errand imports what it needs and nothing else. It also leaves when its standard input ends.
"""

import json
import logging
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lstm_core.errors import LabError
from lstm_core.execution.analyses import write_result
from lstm_core.execution.processes import when_closed, yield_to_others
from lstm_core.home import Home

if TYPE_CHECKING:
    import pandas as pd

log = logging.getLogger(__name__)


def carried_out(kind: str, arguments: dict[str, Any], home: Home) -> dict[str, Any]:
    """Raises LabError for what a user can mend."""
    match kind:
        case "examine":
            return examined(arguments["upload"], arguments["choices"], home)
        case "first-batch":
            from lstm_core.config import RunConfig
            from lstm_core.first_batch import first_batch

            return first_batch(RunConfig.parse(arguments["config"]), home)
        case "kaggle-files":
            from lstm_core.data import kaggle

            return {"files": kaggle.files(arguments["handle"])}
        case "kaggle-fetch":
            from lstm_core.data import kaggle

            return {"upload": kaggle.fetch(arguments["handle"], arguments["file"], home).id}
        case "newest-values":
            return newest_values(arguments["upload"], arguments["columns"], arguments["taken"], arguments["most"], home)
        case "columns":
            return columns(arguments["upload"], arguments["learned"], arguments["classes"], home)
        case "corrected":
            return {"upload": corrected(arguments["classes"], arguments["among"], home)}
        case _:
            raise LabError(f"There is no errand called {kind!r}.")


def examined(upload_id: str, choices: dict[str, Any], home: Home) -> dict[str, Any]:
    """What the doctor says of an upload; keeps the data set it becomes."""
    from dataclasses import asdict

    from lstm_core.data import uploads
    from lstm_core.data.doctor import canonical
    from lstm_core.data.doctor.choices import Choices
    from lstm_core.data.doctor.examination import examine

    upload = uploads.found(upload_id, home)
    found = examine(uploads.original(upload, home), upload.name, Choices.parse(choices))
    said = {
        **found.as_json(),
        "findings": [asdict(finding) for finding in found.findings],
        "format": found.format,
        "columns": found.columns,
        "preview": found.preview,
        "facts": found.facts,
        "data_set": None,
        "words": None,  # what their place in the cache begins with: to be deleted with the file
    }
    if found.table is not None:
        name, _, content = canonical.packed(found.table, found.facts)
        canonical.keep(name, content, home.own_files)
        said |= {"data_set": name, "curve": _curve(found.table) if found.task == "forecasting" else None}
        said["words"] = _hash_of_texts(found.table) if found.task == "classification" else ""
    return said


def newest_values(upload_id: str, columns: list[str], taken: dict[str, Any], most: int, home: Home) -> dict[str, Any]:
    """The end of a series in an upload; columns: what a model reads, the target first; taken: as its own series was from its file."""
    from lstm_core.data import own_files, uploads

    upload = uploads.found(upload_id, home)
    series = own_files.series_in(uploads.original(upload, home), columns, upload.name, taken)
    times = (
        series.times[-most:] if series.times else range(max(1, len(series.values) - most + 1), len(series.values) + 1)
    )
    return {"values": series.values[-most:].tolist(), "times": list(times), "names": series.names}


def columns(upload_id: str, learned: str, classes: list[str], home: Home) -> dict[str, Any]:
    """Those of a table that is to be answered, the likeliest one to hold the texts first; learned: the one a model learned from."""
    from lstm_core.data import tables, uploads

    upload = uploads.found(upload_id, home)
    table = tables.read(uploads.original(upload, home), upload.name)
    likely = tables.for_texts(table.frame, learned, classes)
    return {"columns": likely, "rows": len(table.frame), "format": table.format}


def corrected(classes: list[str], among: dict[str, Any] | None, home: Home) -> str:
    """The id of the file that is made of corrected answers; among: the data config they are put among."""
    from lstm_core import corrected
    from lstm_core.config import DataConfig

    return corrected.data_set(classes, DataConfig.model_validate(among) if among else None, home).id


def _hash_of_texts(table: "pd.DataFrame") -> str:
    import numpy as np
    import pyarrow as pa

    from lstm_core.data.texts import LabelledTexts

    texts = pa.chunked_array(pa.Table.from_pandas(table[["text"]]).column("text")).cast(pa.large_string())
    return LabelledTexts(texts.combine_chunks(), np.empty(0, np.int64), ()).content_hash()


def _curve(table: "pd.DataFrame") -> dict[str, list[Any]]:
    """At most 1,000 points of the target, evenly spread."""
    step = -(-len(table) // 1_000)
    few = table.iloc[::step]
    times = few["time"].tolist() if "time" in few else list(range(1, len(table) + 1, step))
    return {"times": times, "values": few["value 0"].tolist()}


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    folder, kind, arguments, file = sys.argv[1:]
    closed = when_closed(sys.stdin.buffer)
    threading.Thread(target=lambda: (closed.wait(), os._exit(0)), daemon=True).start()
    yield_to_others()
    home = Home(Path(folder))
    try:
        result = carried_out(kind, json.loads(arguments), home)
    except LabError as problem:
        result = {"error": str(problem)}
    except Exception as problem:
        log.exception("the errand %s failed", kind)
        where = home.logs / "errands.log"
        result = {"error": f"This failed unexpectedly ({type(problem).__name__}). Details are in {where}."}
    write_result(Path(file), result)
    os._exit(0)  # an orderly end would stumble over the thread that still reads standard input


if __name__ == "__main__":
    main()
