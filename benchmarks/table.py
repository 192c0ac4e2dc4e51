"""Rows of figures as a table to read, and everything as JSON in the last line."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]


def print_table(rows: Sequence[Row]) -> None:
    """The keys of the first row are the heads; a figure keeps three digits, None becomes a dash."""
    heads = list(rows[0])
    cells = [heads, *([_cell(row[head]) for head in heads] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        first, *others = zip(line, widths, strict=True)
        print(first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others), sep="  ")


def print_json(result: Any) -> None:
    print(json.dumps(result, ensure_ascii=False), flush=True)


def ratio(figure: float | None, reference: float | None) -> float | None:
    return figure / reference if figure is not None and reference else None


def _cell(value: Any) -> str:
    match value:
        case None:
            return "–"
        case float():
            return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
        case int():
            return f"{value:,}"
        case _:
            return str(value)
