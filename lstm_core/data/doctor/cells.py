"""A value of JSON or of a workbook as the text of a cell."""

import datetime
import json
import math

from lstm_core.data.doctor.limits import MOST_CHARACTERS

_EXACT = 1e15  # whole numbers below it are written without a fraction


def as_cell(value: object) -> str:
    """Nothing is empty text; lists and objects are written as JSON."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            whole = math.isfinite(value) and value % 1 == 0 and abs(value) < _EXACT
            return f"{value:.0f}" if whole else repr(value)
        case str():
            sound = value if value.isascii() else value.encode("utf-8", "replace").decode()
            return sound[:MOST_CHARACTERS]
        case datetime.datetime():
            return value.strftime("%Y-%m-%d %H:%M:%S" if value.time() != datetime.time() else "%Y-%m-%d")
        case list() | dict():
            return json.dumps(value)
        case _:
            return str(value)
